import { backupVaultLocked } from '../../../lib/compliance/rules/backup-vault-locked';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn, PRODUCTION } from '../../support/rule';

const DENIAL = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
  Resource: '*',
};
const EXCEPT_ONE = {
  Condition: {
    ArnNotEquals: {
      'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/hlz-operations/sandbox-teardown',
    },
  },
};
const LOCK = { MinRetentionDays: 35, ChangeableForDays: 3 };

const find = (
  lock: unknown,
  denial: JsonObject = DENIAL,
  permanent = true,
): readonly string[] | undefined =>
  findIn(
    backupVaultLocked,
    {
      Subject: {
        Type: 'AWS::Backup::BackupVault',
        Properties: { LockConfiguration: lock, AccessPolicy: { Statement: [denial] } },
      },
    },
    { expectations: { ...PRODUCTION, permanent } },
  );

it('takes a vault with a compliance lock and a denial', () => {
  expect(find(LOCK)).toEqual([]);
  expect(find({ MinRetentionDays: 36, ChangeableForDays: 14 })).toEqual([]);
  expect(find(LOCK, { ...DENIAL, Principal: '*', Action: 'backup:*', Resource: ['*'] })).toEqual(
    [],
  );
});

it('takes a governance lock and one exception in a sandbox', () => {
  expect(find({ MinRetentionDays: 35 }, { ...DENIAL, ...EXCEPT_ONE }, false)).toEqual([]);
});

it.each([
  { ...LOCK, MinRetentionDays: 34 },
  { ...LOCK, ChangeableForDays: 31 },
  { ...LOCK, MinRetentionDays: { Ref: 'Parameter' } },
  { ChangeableForDays: 3 },
  { MinRetentionDays: 35 },
  { ...LOCK, ChangeableForDays: 2 },
  { ...LOCK, ChangeableForDays: { Ref: 'Parameter' } },
])('refuses the lock %j', (lock) => {
  expect(find(lock)).toHaveLength(1);
});

it('refuses a vault without lock', () => {
  expect(find(undefined)).toHaveLength(2);
  expect(find(undefined, DENIAL, false)).toHaveLength(1);
});

it.each([
  { Effect: 'Allow' },
  { Principal: { AWS: '111122223333' } },
  { Action: 'backup:UpdateRecoveryPointLifecycle' },
  { Resource: 'arn:aws:ec2:us-east-1::snapshot/*' },
  { Resource: undefined, NotResource: '*' },
  { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  EXCEPT_ONE,
])('refuses a denial with %j', (elements) => {
  expect(find(LOCK, { ...DENIAL, ...elements })).toHaveLength(1);
});

it.each([[undefined], [{ Ref: 'Parameter' }]])('refuses the policy %j', (policy) => {
  const vault = { LockConfiguration: LOCK, AccessPolicy: policy };
  expect(
    findIn(backupVaultLocked, {
      Subject: { Type: 'AWS::Backup::BackupVault', Properties: vault },
    }),
  ).toHaveLength(1);
});
