import { databaseIamAuthentication } from '../../../lib/compliance/rules/database-iam-authentication';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const MANAGED = { EnableIAMDatabaseAuthentication: true, ManageMasterUserPassword: true };

const find = (type: string, properties: JsonObject) =>
  findIn(databaseIamAuthentication, {
    Subject: { Type: type, Properties: properties },
    Cluster: { Type: 'AWS::RDS::DBCluster' },
  });

describe.each(['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'])('of %s', (type) => {
  it('takes IAM and a password that RDS manages', () => {
    expect(find(type, MANAGED)).toEqual([]);
  });

  it.each([
    { EnableIAMDatabaseAuthentication: false },
    { EnableIAMDatabaseAuthentication: undefined },
    { EnableIAMDatabaseAuthentication: { Ref: 'Parameter' } },
    { ManageMasterUserPassword: undefined },
    { ManageMasterUserPassword: { Ref: 'Parameter' } },
    { MasterUserPassword: 'made up' },
    { MasterUserPassword: { Ref: 'Parameter' } },
  ])('refuses %j', (properties) => {
    expect(find(type, { ...MANAGED, ...properties })).toHaveLength(1);
  });
});

it('never says the password', () => {
  const [finding] =
    find('AWS::RDS::DBInstance', { ...MANAGED, MasterUserPassword: 'made up' }) ?? [];
  expect(finding).not.toContain('made up');
});

it('asks a read replica for IAM alone', () => {
  const replica = { SourceDBInstanceIdentifier: { Ref: 'Source' } };
  expect(
    find('AWS::RDS::DBInstance', { ...replica, EnableIAMDatabaseAuthentication: true }),
  ).toEqual([]);
  expect(find('AWS::RDS::DBInstance', replica)).toHaveLength(1);
});

it('leaves the accounts of an instance to its cluster', () => {
  expect(find('AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' } })).toBeUndefined();
});
