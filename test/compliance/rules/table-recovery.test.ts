import { tableRecovery } from '../../../lib/compliance/rules/table-recovery';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn, PRODUCTION } from '../../support/rule';

const RECOVERY = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
const SAFE = { ...RECOVERY, DeletionProtectionEnabled: true };

const find = (type: string, properties: JsonObject, permanent = true) =>
  findIn(
    tableRecovery,
    { Subject: { Type: type, Properties: properties } },
    { expectations: { ...PRODUCTION, permanent } },
  );
const findInTable = (properties: JsonObject, permanent = true) =>
  find('AWS::DynamoDB::Table', properties, permanent);
const findInReplicas = (replicas: unknown, permanent = true) =>
  find('AWS::DynamoDB::GlobalTable', { Replicas: replicas }, permanent);

it('takes a table that can be recovered and is protected', () => {
  expect(findInTable(SAFE)).toEqual([]);
  expect(findInReplicas([SAFE, SAFE])).toEqual([]);
});

it('lets a sandbox delete its tables', () => {
  expect(findInTable(RECOVERY, false)).toEqual([]);
  expect(findInReplicas([RECOVERY], false)).toEqual([]);
});

it.each([
  { DeletionProtectionEnabled: true },
  RECOVERY,
  { ...SAFE, DeletionProtectionEnabled: { Ref: 'Parameter' } },
  { ...SAFE, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false } },
  { ...SAFE, PointInTimeRecoverySpecification: { Ref: 'Parameter' } },
])('refuses %j', (properties) => {
  expect(findInTable(properties)).toHaveLength(1);
  expect(findInReplicas([SAFE, properties])).toHaveLength(1);
});

it('refuses one without either', () => {
  expect(findInTable({})).toHaveLength(2);
  expect(findInTable({}, false)).toHaveLength(1);
});

it.each([[undefined], [[]]])('refuses the replicas %j', (replicas) => {
  expect(findInReplicas(replicas)).toHaveLength(1);
  expect(findInReplicas(replicas, false)).toHaveLength(1);
});

it('refuses replicas that cannot be read', () => {
  expect(findInReplicas({ Ref: 'Parameter' })).toHaveLength(2);
});
