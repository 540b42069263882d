import { databaseTls } from '../../../lib/compliance/rules/database-tls';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const POSTGRES = { 'rds.force_ssl': '1', ssl_min_protocol_version: 'TLSv1.2' };

const find = (engine: unknown, parameters: JsonObject, database: JsonObject = {}) =>
  findIn(databaseTls, {
    Subject: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { Engine: engine, DBParameterGroupName: { Ref: 'Group' }, ...database },
    },
    Group: { Type: 'AWS::RDS::DBParameterGroup', Properties: { Parameters: parameters } },
    ClusterGroup: {
      Type: 'AWS::RDS::DBClusterParameterGroup',
      Properties: { Parameters: parameters },
    },
    Cluster: { Type: 'AWS::RDS::DBCluster' },
    Source: { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'postgres' } },
  });
const findInCluster = (engine: unknown, parameters: JsonObject, group = 'ClusterGroup') =>
  findIn(databaseTls, {
    Subject: {
      Type: 'AWS::RDS::DBCluster',
      Properties: { Engine: engine, DBClusterParameterGroupName: { Ref: group } },
    },
    Group: { Type: 'AWS::RDS::DBParameterGroup', Properties: { Parameters: parameters } },
    ClusterGroup: {
      Type: 'AWS::RDS::DBClusterParameterGroup',
      Properties: { Parameters: parameters },
    },
  });

it.each([
  ['postgres', POSTGRES],
  ['postgres', { 'rds.force_ssl': 1, ssl_min_protocol_version: 'TLSv1.3' }],
  ['mysql', { require_secure_transport: 'ON' }],
  ['mariadb', { require_secure_transport: '1' }],
])('takes %s with %j', (engine, parameters) => {
  expect(find(engine, parameters)).toEqual([]);
});

it.each([
  ['aurora-postgresql', POSTGRES],
  ['postgres', POSTGRES],
  ['aurora-mysql', { require_secure_transport: 'ON' }],
])('takes a cluster of %s with %j', (engine, parameters) => {
  expect(findInCluster(engine, parameters)).toEqual([]);
});

it.each([
  ['postgres', { ...POSTGRES, 'rds.force_ssl': '0' }],
  ['postgres', { ssl_min_protocol_version: 'TLSv1.2' }],
  ['postgres', { ...POSTGRES, 'rds.force_ssl': { Ref: 'Parameter' } }],
  ['postgres', { ...POSTGRES, ssl_min_protocol_version: 'TLSv1.1' }],
  ['postgres', { 'rds.force_ssl': '1' }],
  ['mysql', { require_secure_transport: 'OFF' }],
  ['mariadb', {}],
  ['oracle-ee', POSTGRES],
  [undefined, POSTGRES],
  [{ Ref: 'Parameter' }, POSTGRES],
])('refuses %j with %j', (engine, parameters) => {
  expect(find(engine, parameters)).toHaveLength(1);
});

it.each([['default.postgres16'], [undefined], [{ Ref: 'Parameter' }], [{ Ref: 'ClusterGroup' }]])(
  'refuses the parameter group %j',
  (group) => {
    expect(find('postgres', POSTGRES, { DBParameterGroupName: group })).toHaveLength(1);
  },
);

it('refuses a cluster with the parameter group of an instance', () => {
  expect(findInCluster('aurora-postgresql', POSTGRES, 'Group')).toHaveLength(1);
});

it('leaves instances to the parameter group of their cluster', () => {
  const member = { DBClusterIdentifier: { Ref: 'Cluster' }, DBParameterGroupName: undefined };
  expect(find('aurora-postgresql', {}, member)).toBeUndefined();
});

it('takes the parameter group of its source for that of a read replica', () => {
  const replica = { SourceDBInstanceIdentifier: { Ref: 'Source' } };
  expect(find(undefined, {}, { ...replica, DBParameterGroupName: undefined })).toBeUndefined();
  expect(find(undefined, POSTGRES, replica)).toEqual([]);
  expect(find(undefined, {}, replica)).toHaveLength(2);
});
