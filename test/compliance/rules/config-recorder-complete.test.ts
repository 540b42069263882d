import { configRecorderComplete } from '../../../lib/compliance/rules/config-recorder-complete';
import { findIn } from '../../support/rule';

const GROUP = { AllSupported: true, IncludeGlobalResourceTypes: true };
const CHANNEL = { S3BucketName: { Ref: 'Bucket' }, S3KmsKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] } };

const find = (properties: Readonly<Record<string, unknown>>, channel: object | false = CHANNEL) =>
  findIn(configRecorderComplete, {
    Subject: { Type: 'AWS::Config::ConfigurationRecorder', Properties: properties },
    Bucket: { Type: 'AWS::S3::Bucket' },
    Key: { Type: 'AWS::KMS::Key' },
    ...(channel === false
      ? {}
      : { Channel: { Type: 'AWS::Config::DeliveryChannel', Properties: { ...channel } } }),
  });

it.each([
  { RecordingGroup: GROUP },
  { RecordingGroup: GROUP, RecordingMode: { RecordingFrequency: 'CONTINUOUS' } },
  {
    RecordingGroup: {
      ...GROUP,
      RecordingStrategy: { UseOnly: 'ALL_SUPPORTED_RESOURCE_TYPES' },
    },
  },
])('takes %j', (properties) => {
  expect(find(properties)).toEqual([]);
});

it.each([
  [{ RecordingGroup: { ...GROUP, AllSupported: false } }, 'RecordingGroup.AllSupported is false'],
  [{ RecordingGroup: { AllSupported: true } }, 'IncludeGlobalResourceTypes is missing'],
  [
    { RecordingGroup: { ...GROUP, AllSupported: { Ref: 'Parameter' } } },
    'RecordingGroup.AllSupported is no literal',
  ],
  [
    {
      RecordingGroup: {
        ...GROUP,
        ExclusionByResourceTypes: { ResourceTypes: ['AWS::S3::Bucket'] },
      },
    },
    'leaves resource types out',
  ],
  [
    { RecordingGroup: { ...GROUP, RecordingStrategy: { UseOnly: 'INCLUSION_BY_RESOURCE_TYPES' } } },
    'leaves resource types out',
  ],
  [
    { RecordingGroup: GROUP, RecordingMode: { RecordingFrequency: 'DAILY' } },
    'RecordingFrequency is DAILY',
  ],
  [{ RecordingGroup: GROUP, RecordingMode: { Ref: 'Parameter' } }, 'RecordingFrequency is missing'],
  [
    {
      RecordingGroup: GROUP,
      RecordingMode: {
        RecordingFrequency: 'CONTINUOUS',
        RecordingModeOverrides: [
          { RecordingFrequency: 'DAILY', ResourceTypes: ['AWS::S3::Bucket'] },
        ],
      },
    },
    'less often than continuously',
  ],
])('refuses %j', (properties, problem) => {
  expect(find(properties)).toEqual([expect.stringContaining(problem)]);
});

it.each([
  false,
  { ...CHANNEL, S3KmsKeyArn: undefined },
  { ...CHANNEL, S3BucketName: { Ref: 'Parameter' } },
] as const)('refuses the delivery channel %j', (channel) => {
  expect(find({ RecordingGroup: GROUP }, channel)).toEqual([
    expect.stringContaining('no AWS::Config::DeliveryChannel'),
  ]);
});
