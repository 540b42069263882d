import { endpointPolicy } from '../../../lib/compliance/rules/endpoint-policy';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const ACCOUNT = '111122223333';
const WITHIN = {
  StringEquals: { 'aws:PrincipalAccount': ACCOUNT, 'aws:ResourceAccount': ACCOUNT },
};
const ANYBODY = { Effect: 'Allow', Principal: { AWS: '*' }, Action: '*', Resource: '*' };
const INTERFACE = { VpcEndpointType: 'Interface', PrivateDnsEnabled: true };

const find = (statement: JsonObject, properties: JsonObject = { VpcEndpointType: 'Gateway' }) =>
  findIn(endpointPolicy, {
    Subject: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: { PolicyDocument: { Statement: [statement] }, ...properties },
    },
    Bucket: { Type: 'AWS::S3::Bucket' },
    Role: { Type: 'AWS::IAM::Role' },
  });

it.each<JsonObject>([
  { ...ANYBODY, Condition: WITHIN },
  {
    ...ANYBODY,
    Condition: {
      StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:ResourceOrgID': 'o-a1b2c3d4e5' },
    },
  },
  { ...ANYBODY, Resource: 'arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*' },
  { ...ANYBODY, Resource: [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }] },
  { ...ANYBODY, Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  { ...ANYBODY, Effect: 'Deny' },
])('takes %j', (statement) => {
  expect(find(statement)).toEqual([]);
  expect(find(statement, {})).toEqual([]);
  expect(find(statement, INTERFACE)).toEqual([]);
});

it.each<JsonObject>([
  ANYBODY,
  { ...ANYBODY, Principal: '*' },
  { ...ANYBODY, Principal: undefined, NotPrincipal: { AWS: ACCOUNT } },
  { ...ANYBODY, Principal: { AWS: { Ref: 'Parameter' } } },
  { ...ANYBODY, Resource: 'arn:aws:s3:::*' },
  { ...ANYBODY, Resource: ['arn:aws:s3:::bucket', '*'] },
  { ...ANYBODY, Resource: { Ref: 'Parameter' } },
  { ...ANYBODY, Resource: undefined },
  { ...ANYBODY, Resource: undefined, NotResource: 'arn:aws:s3:::bucket' },
  { ...ANYBODY, Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': ACCOUNT } } },
  { ...ANYBODY, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } },
  { ...ANYBODY, Condition: { StringEquals: { 'aws:ResourceAccount': ACCOUNT } } },
])('refuses %j', (statement) => {
  expect(find(statement)).toHaveLength(1);
  expect(find(statement, INTERFACE)).toHaveLength(1);
});

it.each([[undefined], [{ Ref: 'Parameter' }]])('refuses the policy %j', (document) => {
  expect(find(ANYBODY, { PolicyDocument: document })).toHaveLength(1);
});

it.each([
  { VpcEndpointType: 'Interface' },
  { VpcEndpointType: 'Interface', PrivateDnsEnabled: false },
  { VpcEndpointType: 'Interface', PrivateDnsEnabled: { Ref: 'Parameter' } },
  { VpcEndpointType: 'GatewayLoadBalancer' },
  { VpcEndpointType: { Ref: 'Parameter' } },
])('refuses %j', (properties) => {
  expect(find({ ...ANYBODY, Condition: WITHIN }, properties)).toHaveLength(1);
  expect(find(ANYBODY, properties)).toHaveLength(2);
});

it.each<JsonObject>([
  { 'aws:PrincipalAccount': ACCOUNT },
  { 'aws:ResourceAccount': ACCOUNT },
  { 'aws:PrincipalAccount': ACCOUNT, 'aws:ResourceAccount': '999988887777' },
])('refuses what is tied on one side only: %j', (equals) => {
  expect(find({ ...ANYBODY, Condition: { StringEquals: equals } })).toHaveLength(1);
});
