import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { keyContext } from '../../../lib/compliance/rules/key-context';
import { findIn } from '../../support/rule';

const KEY = { 'Fn::GetAtt': ['Key', 'Arn'] };
const USE = { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: KEY };

const find = (statement: JsonObject) =>
  findIn(keyContext, {
    Subject: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Statement: [statement] } },
    },
    Key: { Type: 'AWS::KMS::Key' },
    Other: { Type: 'AWS::KMS::Key' },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: { SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: KEY } },
    },
  });
const when = (operator: string, key: string): JsonObject => ({
  ...USE,
  Condition: { [operator]: { [key]: 'x' } },
});

it.each<JsonObject>([
  when('StringEquals', 'kms:ViaService'),
  when('StringEquals', 'kms:EncryptionContext:purpose'),
  { ...USE, Effect: 'Deny' },
  { ...USE, Action: 'kms:DescribeKey' },
  { ...USE, Resource: { 'Fn::GetAtt': ['Other', 'Arn'] } },
])('takes %j', (statement) => {
  expect(find(statement)).toEqual([]);
});

it.each<JsonObject>([
  USE,
  { ...USE, Action: 'kms:*' },
  { ...USE, Action: 'kms:Generate*' },
  { ...USE, Resource: '*' },
  { ...USE, Resource: undefined, NotResource: 'arn:aws:kms:us-east-1:111122223333:key/x' },
  when('StringEquals', 'aws:SourceVpc'),
  when('StringEqualsIfExists', 'kms:ViaService'),
  when('ForAllValues:StringEquals', 'kms:EncryptionContextKeys'),
  when('StringNotEquals', 'kms:EncryptionContext:purpose'),
])('refuses %j', (statement) => {
  expect(find(statement)).toHaveLength(1);
});
