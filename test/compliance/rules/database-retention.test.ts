import { databaseRetention } from '../../../lib/compliance/rules/database-retention';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn, PRODUCTION } from '../../support/rule';

const KEPT = {
  BackupRetentionPeriod: 35,
  CopyTagsToSnapshot: true,
  DeletionProtection: true,
  PubliclyAccessible: false,
};

const find = (type: string, properties: JsonObject, permanent = true) =>
  findIn(
    databaseRetention,
    {
      Subject: { Type: type, Properties: properties },
      Cluster: { Type: 'AWS::RDS::DBCluster' },
      Source: { Type: 'AWS::RDS::DBInstance' },
    },
    { expectations: { ...PRODUCTION, permanent } },
  );

describe.each(['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'])('of %s', (type) => {
  it('takes one that is kept', () => {
    expect(find(type, KEPT)).toEqual([]);
  });

  it('lets a sandbox keep less, and be deleted', () => {
    const sandbox = { ...KEPT, BackupRetentionPeriod: 1, DeletionProtection: false };
    expect(find(type, sandbox, false)).toEqual([]);
    expect(find(type, { ...sandbox, BackupRetentionPeriod: 0 }, false)).toHaveLength(1);
  });

  it.each([
    { BackupRetentionPeriod: 34 },
    { BackupRetentionPeriod: undefined },
    { BackupRetentionPeriod: { Ref: 'Parameter' } },
    { CopyTagsToSnapshot: undefined },
    { CopyTagsToSnapshot: { Ref: 'Parameter' } },
    { DeletionProtection: false },
    { DeletionProtection: undefined },
    { PubliclyAccessible: true },
    { PubliclyAccessible: undefined },
    { PubliclyAccessible: { Ref: 'Parameter' } },
  ])('refuses %j', (properties) => {
    expect(find(type, { ...KEPT, ...properties })).toHaveLength(1);
  });
});

describe('of Aurora', () => {
  const aurora = { ...KEPT, Engine: 'aurora-postgresql', PubliclyAccessible: undefined };

  it('asks the instances, not the cluster, whether they are public', () => {
    expect(find('AWS::RDS::DBCluster', aurora)).toEqual([]);
    expect(find('AWS::RDS::DBCluster', { ...aurora, PubliclyAccessible: true })).toHaveLength(1);
    expect(find('AWS::RDS::DBInstance', aurora)).toHaveLength(1);
  });

  it('asks the cluster, not the instances, for backups', () => {
    const member = { DBClusterIdentifier: { Ref: 'Cluster' }, PubliclyAccessible: false };
    expect(find('AWS::RDS::DBInstance', member)).toEqual([]);
    expect(find('AWS::RDS::DBInstance', { ...member, PubliclyAccessible: true })).toHaveLength(1);
  });
});

it('asks no backups of a read replica, and everything else', () => {
  const replica = { ...KEPT, BackupRetentionPeriod: undefined };
  const source = { SourceDBInstanceIdentifier: { Ref: 'Source' } };
  expect(find('AWS::RDS::DBInstance', { ...replica, ...source })).toEqual([]);
  expect(find('AWS::RDS::DBInstance', source)).toHaveLength(3);
  expect(
    find('AWS::RDS::DBInstance', { ...replica, SourceDBInstanceIdentifier: 'elsewhere' }),
  ).toHaveLength(1);
});
