import { backupPlanKept } from '../../../lib/compliance/rules/backup-plan-kept';
import { findIn, PRODUCTION } from '../../support/rule';

const DAILY = {
  RuleName: 'Daily',
  ScheduleExpression: 'cron(0 5 * * ? *)',
  TargetBackupVault: { Ref: 'Vault' },
  Lifecycle: { DeleteAfterDays: 35 },
};
const MONTHLY = { ...DAILY, ScheduleExpression: 'cron(0 7 1 * ? *)' };

const find = (rules: unknown, permanent = true) =>
  findIn(
    backupPlanKept,
    {
      Subject: {
        Type: 'AWS::Backup::BackupPlan',
        Properties: { BackupPlan: { BackupPlanRule: rules } },
      },
      Loose: { Type: 'AWS::Backup::BackupVault', Properties: { BackupVaultName: 'loose' } },
      Vault: {
        Type: 'AWS::Backup::BackupVault',
        Properties: { BackupVaultName: 'hlz-mercy', LockConfiguration: { MinRetentionDays: 35 } },
      },
      Bucket: { Type: 'AWS::S3::Bucket' },
    },
    { expectations: { ...PRODUCTION, permanent } },
  );

it.each([
  { ScheduleExpression: undefined },
  { ScheduleExpression: 'cron(0 5 ? * * *)' },
  { ScheduleExpression: 'cron(15 * * * ? *)' },
  { ScheduleExpression: 'cron(0 5 1/1 * ? *)' },
  { ScheduleExpression: 'cron(0 0/12 * * ? *)' },
  { ScheduleExpression: 'rate(1 day)' },
  { ScheduleExpression: 'rate(12 hours)' },
  { TargetBackupVault: 'hlz-mercy' },
  { TargetBackupVault: { 'Fn::Sub': '${Vault}' } },
  { Lifecycle: { DeleteAfterDays: 365 } },
])('takes a daily rule with %j', (change) => {
  expect(find([{ ...DAILY, ...change }])).toEqual([]);
});

it('takes a monthly rule beside a daily one', () => {
  expect(find([DAILY, MONTHLY])).toEqual([]);
  expect(find([MONTHLY, DAILY])).toEqual([]);
});

it.each([
  'cron(0 7 1 * ? *)',
  'cron(0 5 ? * MON *)',
  'cron(0 5 * 1 ? *)',
  'cron(0 5 * * ? 2020)',
  'cron(0 5 */2 * ? *)',
  'rate(48 hours)',
  'rate(7 days)',
  '',
  { Ref: 'Parameter' },
])('does not take %j for daily', (schedule) => {
  expect(find([{ ...DAILY, ScheduleExpression: schedule }])).toEqual([
    expect.stringContaining('No rule of it makes a recovery point every day'),
  ]);
});

it('lets a sandbox be backed up less often', () => {
  expect(find([MONTHLY], false)).toEqual([]);
});

it.each([
  [{ TargetBackupVault: undefined }, 'TargetBackupVault'],
  [{ TargetBackupVault: 'Default' }, 'TargetBackupVault'],
  [{ TargetBackupVault: { Ref: 'Parameter' } }, 'TargetBackupVault'],
  [{ TargetBackupVault: { Ref: 'Bucket' } }, 'TargetBackupVault'],
  [{ TargetBackupVault: { Ref: 'Loose' } }, 'TargetBackupVault'],
  [{ TargetBackupVault: 'loose' }, 'TargetBackupVault'],
  [{ Lifecycle: { DeleteAfterDays: 34 } }, 'DeleteAfterDays'],
  [{ Lifecycle: undefined }, 'DeleteAfterDays'],
  [{ Lifecycle: { DeleteAfterDays: { Ref: 'Parameter' } } }, 'DeleteAfterDays'],
])('refuses %j in any rule', (change, problem) => {
  expect(find([DAILY, { ...MONTHLY, ...change }])).toEqual([
    expect.stringMatching(`^Rule 2: ${problem}`),
  ]);
});

it.each([[[]], [undefined], [{ Ref: 'Parameter' }]])('refuses the rules %j', (rules) => {
  expect(find(rules)).toHaveLength(1);
});
