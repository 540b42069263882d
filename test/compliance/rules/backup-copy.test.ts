import { backupCopy } from '../../../lib/compliance/rules/backup-copy';
import { findIn } from '../../support/rule';

const TARGET = { TargetBackupVault: { Ref: 'Subject' } };
const plan = (...rules: readonly object[]) => ({
  Type: 'AWS::Backup::BackupPlan',
  Properties: { BackupPlan: { BackupPlanRule: rules } },
});
const find = (...rules: readonly object[]) =>
  findIn(backupCopy, {
    Subject: { Type: 'AWS::Backup::BackupVault', Properties: { BackupVaultName: 'hlz-mercy' } },
    Plan: plan(TARGET, ...rules),
  });
const copyTo = (vault: unknown) => ({ CopyActions: [{ DestinationBackupVaultArn: vault }] });
const join = (...parts: readonly unknown[]) => ({ 'Fn::Join': [':', parts] });
const REGION = { Ref: 'AWS::Region' };
const ACCOUNT = { Ref: 'AWS::AccountId' };

it.each([
  ['arn:aws:backup:us-west-2:111122223333:backup-vault:hlz-mercy'],
  ['arn:aws-us-gov:backup:us-gov-east-1:111122223333:backup-vault:hlz-mercy'],
  [
    join(
      'arn',
      { Ref: 'AWS::Partition' },
      'backup:us-west-2',
      ACCOUNT,
      'backup-vault',
      'hlz-mercy',
    ),
  ],
  [join('arn:aws:backup', REGION, '444455556666', 'backup-vault', 'hlz-mercy')],
])('takes a copy to %j', (vault) => {
  expect(find({ RuleName: 'Daily' }, copyTo(vault))).toEqual([]);
});

it.each([
  [{ 'Fn::GetAtt': ['Subject', 'BackupVaultArn'] }],
  [join('arn:aws:backup', REGION, ACCOUNT, 'backup-vault', 'hlz-mercy')],
  ['arn:aws:s3:::bucket'],
  ['arn:aws:backup:us-east-1:111122223333:backup-vault:other'],
  [{ Ref: 'Parameter' }],
  [undefined],
])('refuses a copy to %j', (vault) => {
  expect(find(copyTo(vault))).toHaveLength(1);
});

it.each([
  ['a rule without copies', [{ RuleName: 'Daily' }]],
  ['an empty list of copies', [{ CopyActions: [] }]],
])('refuses a plan with %s', (_, rules) => {
  expect(find(...rules)).toHaveLength(1);
});

it('refuses one plan of two', () => {
  const copied = { ...TARGET, ...copyTo('arn:aws:backup:us-west-2:111122223333:backup-vault:x') };
  const subject = { Type: 'AWS::Backup::BackupVault' };
  expect(findIn(backupCopy, { Subject: subject, A: plan(copied), B: plan(TARGET) })).toHaveLength(
    1,
  );
  expect(findIn(backupCopy, { Subject: subject, A: plan(copied), B: plan(copied) })).toEqual([]);
});

it('knows the vault by its name', () => {
  const subject = {
    Type: 'AWS::Backup::BackupVault',
    Properties: { BackupVaultName: 'hlz-mercy' },
  };
  const byName = plan({ TargetBackupVault: 'hlz-mercy' });
  expect(findIn(backupCopy, { Subject: subject, Plan: byName })).toHaveLength(1);
});

it('leaves a vault alone that no plan fills, such as the one that takes the copies', () => {
  expect(findIn(backupCopy, { Subject: { Type: 'AWS::Backup::BackupVault' } })).toBeUndefined();
});
