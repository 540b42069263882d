import { flowLogs } from '../../../lib/compliance/rules/flow-logs';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const LOG = {
  ResourceType: 'VPC',
  ResourceId: { Ref: 'Subject' },
  TrafficType: 'ALL',
  LogDestinationType: 's3',
  LogDestination: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'There:Landing' }, '/flow-logs']] },
};
const TO_GROUP = { ...LOG, LogDestinationType: undefined, LogDestination: undefined };

const find = (log?: JsonObject) =>
  findIn(
    flowLogs,
    {
      Subject: { Type: 'AWS::EC2::VPC' },
      Other: { Type: 'AWS::EC2::VPC' },
      Key: { Type: 'AWS::KMS::Key' },
      Encrypted: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { Ref: 'Key' } } },
      Plain: { Type: 'AWS::Logs::LogGroup' },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsKeyId: { Ref: 'Key' } } },
      ...(log === undefined ? {} : { Log: { Type: 'AWS::EC2::FlowLog', Properties: log } }),
    },
    {
      elsewhere: { Landing: { Type: 'AWS::S3::Bucket' } },
      exports: { 'There:Landing': { 'Fn::GetAtt': ['Landing', 'Arn'] } },
    },
  );

it.each<JsonObject>([
  LOG,
  { ...LOG, LogDestination: 'arn:aws:s3:::central-flow-logs/zone' },
  { ...TO_GROUP, LogGroupName: { Ref: 'Encrypted' } },
  {
    ...LOG,
    LogDestinationType: 'cloud-watch-logs',
    LogDestination: { 'Fn::GetAtt': ['Encrypted', 'Arn'] },
  },
])('takes %j', (log) => {
  expect(find(log)).toEqual([]);
});

it.each<JsonObject>([
  { ...LOG, TrafficType: 'REJECT' },
  { ...LOG, TrafficType: { Ref: 'Parameter' } },
  { ...LOG, ResourceId: { Ref: 'Other' } },
  { ...LOG, ResourceId: { Ref: 'Parameter' } },
  { ...LOG, ResourceType: 'Subnet' },
  { ...LOG, LogDestination: { Ref: 'Parameter' } },
  { ...LOG, LogDestination: 'arn:aws:s3:::' },
  { ...LOG, LogDestination: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
  { ...LOG, LogDestinationType: 'kinesis-data-firehose' },
  { ...LOG, LogDestinationType: 'kinesis-data-firehose', LogDestination: { Ref: 'Encrypted' } },
  { ...TO_GROUP, LogGroupName: { Ref: 'Plain' } },
  { ...TO_GROUP, LogGroupName: { Ref: 'Queue' } },
  { ...TO_GROUP, LogGroupName: 'some-group' },
])('refuses %j', (log) => {
  expect(find(log)).toHaveLength(1);
});

it('refuses a VPC without flow log', () => {
  expect(find()).toHaveLength(1);
});
