import { RULES } from '../../../lib/compliance/rules';
import { reviewedTypes } from '../../../lib/compliance/rules/reviewed-types';
import { UNCHECKED_TYPES } from '../../../lib/compliance/unchecked-types';
import { findIn } from '../../support/rule';

const rule = reviewedTypes(RULES);
const find = (type: string) => findIn(rule, { Subject: { Type: type } });

it.each([
  ['of which cdk-nag has a rule', 'AWS::Timestream::Database'],
  ['of which we have a rule', 'AWS::DynamoDB::GlobalTable'],
  ['by which a rule of ours judges others', 'AWS::Backup::BackupSelection'],
])('leaves a type alone %s', (_, type) => {
  expect(find(type)).toBeUndefined();
});

it.each(Object.keys(UNCHECKED_TYPES))('takes the reviewed type %s', (type) => {
  expect(find(type)).toEqual([]);
});

it.each([
  'AWS::AppSync::DataSource',
  'AWS::EC2::VPCPeeringConnection',
  'AWS::Events::ApiDestination',
  'AWS::HealthLake::FHIRDatastore',
  'AWS::Lambda::Version',
  'AWS::Logs::QueryDefinition',
  'AWS::OpenSearchServerless::Collection',
  'AWS::RDS::DBProxy',
  'AWS::S3Tables::TableBucket',
  'AWS::Transfer::Server',
  'Custom::S3AutoDeleteObjects',
  'Custom::constructor',
  'constructor',
])('refuses %s, and says what to write where', (type) => {
  expect(find(type)).toEqual([
    expect.stringMatching(
      /lib\/compliance\/rules.+add the line `'.+': '<why that is no gap>',` to lib\/compliance\/unchecked-types\.ts\.$/,
    ),
  ]);
  expect(find(type)?.[0]).toContain(`'${type}':`);
});

it('does not let a custom resource without a type of its own be reviewed', () => {
  const type = 'AWS::CloudFormation::CustomResource';
  expect(find(type)).toEqual([expect.stringContaining("resourceType: 'Custom::...'")]);
});

it('does not count rules that look at every resource alike', () => {
  const general = RULES.find(({ types }) => types === 'every');
  if (general === undefined) throw new Error('there is none');
  const alone = reviewedTypes([general]);
  expect(findIn(alone, { Subject: { Type: 'AWS::DynamoDB::GlobalTable' } })).toHaveLength(1);
});
