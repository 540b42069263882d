import { firehoseDestination } from '../../../lib/compliance/rules/firehose-destination';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const BUCKET = { BucketARN: { 'Fn::GetAtt': ['Bucket', 'Arn'] } };

const find = (properties: JsonObject) =>
  findIn(firehoseDestination, {
    Subject: { Type: 'AWS::KinesisFirehose::DeliveryStream', Properties: properties },
    Bucket: { Type: 'AWS::S3::Bucket' },
    Topic: { Type: 'AWS::SNS::Topic' },
  });

it.each<JsonObject>([
  { ExtendedS3DestinationConfiguration: BUCKET },
  { S3DestinationConfiguration: BUCKET },
  { ExtendedS3DestinationConfiguration: { ...BUCKET, S3BackupConfiguration: BUCKET } },
  { ExtendedS3DestinationConfiguration: { BucketARN: { 'Fn::Sub': '${Bucket.Arn}' } } },
])('takes %j', (properties) => {
  expect(find(properties)).toEqual([]);
});

it.each<JsonObject>([
  {},
  { HttpEndpointDestinationConfiguration: { S3Configuration: BUCKET } },
  { SplunkDestinationConfiguration: BUCKET },
  { SnowflakeDestinationConfiguration: {} },
  { RedshiftDestinationConfiguration: {} },
  { AmazonOpenSearchServerlessDestinationConfiguration: {} },
  { ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::somewhere-else' } },
  { ExtendedS3DestinationConfiguration: { BucketARN: { 'Fn::GetAtt': ['Topic', 'Arn'] } } },
  { ExtendedS3DestinationConfiguration: {} },
  { S3DestinationConfiguration: { Ref: 'Parameter' } },
  {
    ExtendedS3DestinationConfiguration: {
      ...BUCKET,
      S3BackupConfiguration: { BucketARN: 'arn:aws:s3:::somewhere-else' },
    },
  },
  { ExtendedS3DestinationConfiguration: { ...BUCKET, S3BackupConfiguration: 'x' } },
])('refuses %j', (properties) => {
  expect(find(properties)).toHaveLength(1);
});

it('looks at every destination', () => {
  expect(
    find({
      ExtendedS3DestinationConfiguration: BUCKET,
      HttpEndpointDestinationConfiguration: {},
    }),
  ).toEqual([expect.stringContaining('HttpEndpointDestinationConfiguration')]);
});
