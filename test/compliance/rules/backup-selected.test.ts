import { backupSelected } from '../../../lib/compliance/rules/backup-selected';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const ARN = { 'Fn::ImportValue': 'There:Subject' };
const PHI = { Tags: [{ Key: 'RetentionClass', Value: 'phi' }] };

/** A store in one stack, and a selection in another. */
const find = (
  selection: JsonObject | undefined,
  type = 'AWS::DynamoDB::Table',
  properties: JsonObject = {},
  plan: unknown = { 'Fn::GetAtt': ['Plan', 'BackupPlanId'] },
) =>
  findIn(
    backupSelected,
    selection === undefined
      ? {}
      : {
          Selection: {
            Type: 'AWS::Backup::BackupSelection',
            Properties: { BackupPlanId: plan, BackupSelection: selection },
          },
          Plan: { Type: 'AWS::Backup::BackupPlan' },
        },
    {
      elsewhere: {
        Subject: { Type: type, Properties: properties },
        Other: { Type: type },
        Cluster: { Type: 'AWS::RDS::DBCluster' },
        Source: { Type: 'AWS::RDS::DBInstance' },
      },
      exports: {
        'There:Subject': { 'Fn::GetAtt': ['Subject', 'Arn'] },
        'There:Other': { 'Fn::GetAtt': ['Other', 'Arn'] },
      },
    },
  );

it.each([
  ['AWS::RDS::DBInstance', {}],
  ['AWS::RDS::DBCluster', {}],
  ['AWS::DynamoDB::Table', {}],
  ['AWS::DynamoDB::GlobalTable', {}],
  ['AWS::EFS::FileSystem', {}],
  ['AWS::S3::Bucket', PHI],
])('asks for a selection of %s', (type, properties) => {
  expect(find({ Resources: [ARN] }, type, properties)).toEqual([]);
  expect(find(undefined, type, properties)).toHaveLength(1);
});

it('takes an ARN that is joined together', () => {
  expect(find({ Resources: [{ 'Fn::Join': ['', ['arn:aws:rds:::db:', ARN]] }] })).toEqual([]);
});

it.each([
  { Resources: [] },
  { Resources: [{ 'Fn::ImportValue': 'There:Other' }] },
  { Resources: ['*'] },
  { Resources: [{ Ref: 'Parameter' }] },
  { NotResources: [ARN] },
  { Resources: [ARN], NotResources: [ARN] },
  { Resources: [ARN], ListOfTags: [{ ConditionKey: 'Backup', ConditionValue: 'true' }] },
  { Resources: [ARN], Conditions: { StringEquals: [] } },
])('refuses a selection with %j', (selection) => {
  expect(find(selection)).toHaveLength(1);
});

it.each(['1234abcd-12ab-34cd-56ef-1234567890ab', { Ref: 'Selection' }])(
  'refuses a selection of the plan %j',
  (plan) => {
    expect(find({ Resources: [ARN] }, 'AWS::DynamoDB::Table', {}, plan)).toHaveLength(1);
  },
);

it('leaves instances to the selection of their cluster', () => {
  const member = { DBClusterIdentifier: { Ref: 'Cluster' } };
  expect(find(undefined, 'AWS::RDS::DBInstance', member)).toBeUndefined();
});

it('leaves a read replica to the selection of its source', () => {
  const replica = (source: unknown) => ({ SourceDBInstanceIdentifier: source });
  expect(find(undefined, 'AWS::RDS::DBInstance', replica({ Ref: 'Source' }))).toBeUndefined();
  expect(find(undefined, 'AWS::RDS::DBInstance', replica('elsewhere'))).toHaveLength(1);
  expect(find(undefined, 'AWS::RDS::DBInstance', replica({ Ref: 'Cluster' }))).toHaveLength(1);
});

it.each(['audit', 'operational'])('does not apply to buckets of the class %s', (value) => {
  const bucket = { Tags: [{ Key: 'RetentionClass', Value: value }] };
  expect(find(undefined, 'AWS::S3::Bucket', bucket)).toBeUndefined();
});
