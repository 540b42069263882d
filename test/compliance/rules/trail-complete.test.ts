import { trailComplete } from '../../../lib/compliance/rules/trail-complete';
import { findIn } from '../../support/rule';

const field = (name: string, conditions: object) => ({ Field: name, ...conditions });
const selector = (...fields: readonly object[]) => ({ FieldSelectors: fields });
const MANAGEMENT = selector(field('eventCategory', { Equals: ['Management'] }));
const data = (type: string, ...fields: readonly object[]) =>
  selector(
    field('eventCategory', { Equals: ['Data'] }),
    field('resources.type', { Equals: [type] }),
    ...fields,
  );
const leaveOut = (...arns: readonly unknown[]) => field('resources.ARN', { NotStartsWith: arns });
const join = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['', parts] });

const OBJECTS = join({ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/');
const FUNCTIONS = data('AWS::Lambda::Function');
const TABLES = data('AWS::DynamoDB::Table');
const selectors = (...objects: readonly unknown[]) => ({
  AdvancedEventSelectors: [MANAGEMENT, FUNCTIONS, TABLES, ...objects],
});
const leavingOut = (...arns: readonly unknown[]) =>
  selectors(data('AWS::S3::Object', leaveOut(...arns)));

const TRAIL = {
  IsLogging: true,
  IsMultiRegionTrail: true,
  IncludeGlobalServiceEvents: true,
  EnableLogFileValidation: true,
  S3BucketName: { Ref: 'Bucket' },
  KMSKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
  CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Logs', 'Arn'] },
  InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }],
  ...leavingOut(OBJECTS),
};

const find = (change: object) =>
  findIn(
    trailComplete,
    {
      Subject: { Type: 'AWS::CloudTrail::Trail', Properties: { ...TRAIL, ...change } },
      Bucket: { Type: 'AWS::S3::Bucket' },
      Other: { Type: 'AWS::S3::Bucket' },
      Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'trail-of-mercy' } },
      Key: { Type: 'AWS::KMS::Key' },
      Logs: { Type: 'AWS::Logs::LogGroup' },
    },
    {
      elsewhere: { Archive: { Type: 'AWS::S3::Bucket' } },
      exports: {
        'There:ExportsOutputRefArchive1': { Ref: 'Archive' },
        'There:ExportsOutputFnGetAttArchiveArn2': { 'Fn::GetAtt': ['Archive', 'Arn'] },
      },
    },
  );

const NAME = { 'Fn::ImportValue': 'There:ExportsOutputRefArchive1' };
const ARN = { 'Fn::ImportValue': 'There:ExportsOutputFnGetAttArchiveArn2' };

it.each([
  {},
  leavingOut(join('arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'Bucket' }, '/')),
  leavingOut(join('arn:aws-us-gov:s3:::', { Ref: 'Bucket' }, '/')),
  { S3KeyPrefix: 'trail', ...leavingOut(join({ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/trail/')) },
  { S3BucketName: NAME, ...leavingOut(join(ARN, '/')) },
  { S3BucketName: 'trail-of-mercy', ...leavingOut('arn:aws:s3:::trail-of-mercy/') },
  { S3BucketName: { Ref: 'Named' }, ...leavingOut('arn:aws:s3:::trail-of-mercy/') },
  {
    S3BucketName: 'trail-of-mercy',
    ...leavingOut(join({ 'Fn::GetAtt': ['Named', 'Arn'] }, '/')),
  },
])('takes %j', (change) => {
  expect(find(change)).toEqual([]);
});

it.each([
  [{ IsLogging: false }, 'IsLogging is false'],
  [{ IsLogging: { Ref: 'Parameter' } }, 'IsLogging is no literal'],
  [{ IsMultiRegionTrail: undefined }, 'IsMultiRegionTrail is missing'],
  [{ IncludeGlobalServiceEvents: undefined }, 'IncludeGlobalServiceEvents is missing'],
  [{ EnableLogFileValidation: false }, 'EnableLogFileValidation is false'],
  [{ KMSKeyId: undefined }, 'KMSKeyId is missing'],
  [{ KMSKeyId: { Ref: 'Parameter' } }, 'KMSKeyId is missing or cannot be read'],
  [{ CloudWatchLogsLogGroupArn: '' }, 'CloudWatchLogsLogGroupArn is missing'],
  [{ InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] }, 'lacks ApiErrorRateInsight'],
  [{ InsightSelectors: [{ InsightType: 'ApiErrorRateInsight' }] }, 'lacks ApiCallRateInsight'],
  [{ AdvancedEventSelectors: undefined }, 'has no AdvancedEventSelectors'],
  [{ EventSelectors: [{ ReadWriteType: 'All' }] }, 'has no AdvancedEventSelectors'],
])('refuses %j', (change, problem) => {
  expect(find(change)).toEqual([expect.stringContaining(problem)]);
});

it.each([
  [field('eventCategory', { Equals: ['Management'] }), field('readOnly', { Equals: ['false'] })],
  [
    field('eventCategory', { Equals: ['Management'] }),
    field('eventSource', { NotEquals: ['kms.amazonaws.com'] }),
  ],
  [field('eventCategory', { StartsWith: ['Management'] })],
  [field('eventCategory', { Equals: ['Data'] })],
])('refuses management events narrowed as %j', (...fields) => {
  const [, ...others] = TRAIL.AdvancedEventSelectors;
  expect(find({ AdvancedEventSelectors: [selector(...fields), ...others] })?.join(' ')).toContain(
    'No selector takes every management event',
  );
});

it.each(['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table'])(
  'refuses a trail that takes the data events of %s in part or not at all',
  (type) => {
    const others = TRAIL.AdvancedEventSelectors.filter(
      (entry) => !JSON.stringify(entry).includes(type),
    );
    const missing = [expect.stringContaining(`No selector takes the data events of ${type}`)];
    expect(find({ AdvancedEventSelectors: others })).toEqual(missing);
    for (const narrowed of [
      field('readOnly', { Equals: ['true'] }),
      field('eventName', { Equals: ['GetObject'] }),
      field('resources.ARN', { StartsWith: ['arn:aws:s3:::elsewhere/'] }),
      field('resources.ARN', {
        StartsWith: ['arn:aws:s3:::elsewhere/'],
        NotEndsWith: ['x'],
      }),
    ]) {
      const narrow = data(type, narrowed, leaveOut(OBJECTS));
      expect(find({ AdvancedEventSelectors: [...others, narrow] })).toEqual(missing);
    }
  },
);

it.each([
  selectors(data('AWS::S3::Object')),
  leavingOut(join({ 'Fn::GetAtt': ['Other', 'Arn'] }, '/')),
  leavingOut('arn:aws:s3:::trail-of-mercy/'),
  leavingOut(join({ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/elsewhere/')),
  // Only the folder of one account: whether it is this trail's, the template does not say.
  leavingOut(join({ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/AWSLogs/111122223333/')),
  { S3KeyPrefix: 'trail', ...leavingOut(join({ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/AWSLogs/')) },
  { S3KeyPrefix: { Ref: 'Parameter' } },
  { S3BucketName: { Ref: 'Parameter' } },
  { S3BucketName: { Ref: 'Other' } },
  selectors(data('AWS::S3::Object', field('resources.ARN', { NotEndsWith: ['.json.gz'] }))),
  selectors(
    data('AWS::S3::Object', leaveOut(OBJECTS)),
    data('AWS::S3::Object', field('readOnly', { Equals: ['false'] })),
  ),
  // A second selector brings back what the first leaves out.
  selectors(
    data('AWS::S3::Object', leaveOut(OBJECTS)),
    data('AWS::S3::Object', field('eventName', { StartsWith: ['Put'] })),
  ),
  selectors(
    data('AWS::S3::Object', leaveOut(OBJECTS)),
    data('AWS::S3::Object', field('userIdentity.arn', { NotEquals: ['x'] })),
  ),
])('refuses %j, which records its own deliveries', (change) => {
  expect(find(change)).toContainEqual(
    expect.stringContaining('may take the deliveries of the trail into its own bucket'),
  );
});

it.each([
  // Without the slash a bucket whose name begins alike is left out too.
  leavingOut({ 'Fn::GetAtt': ['Bucket', 'Arn'] }),
  leavingOut(OBJECTS, join({ 'Fn::GetAtt': ['Other', 'Arn'] }, '/')),
  leavingOut('arn:aws:s3:::'),
])('refuses %j, which leaves out more than its own bucket', (change) => {
  expect(find(change)).toContainEqual(
    expect.stringContaining('No selector takes the data events of AWS::S3::Object'),
  );
});

it.each([
  field('eventName', { StartsWith: ['Get'] }),
  field('readOnly', { Equals: ['true'] }),
  field('eventSource', { Equals: ['s3express.amazonaws.com'] }),
])('takes a second selector that its deliveries do not meet: %j', (narrow) => {
  expect(
    find(selectors(data('AWS::S3::Object', leaveOut(OBJECTS)), data('AWS::S3::Object', narrow))),
  ).toEqual([]);
});

it.each([
  leavingOut({ Ref: 'Parameter' }),
  // The name of a bucket is the beginning of no ARN.
  leavingOut({ Ref: 'Bucket' }),
  leavingOut(join({ Ref: 'Bucket' }, '/')),
  leavingOut(join(NAME, '/')),
  leavingOut(),
  leavingOut(OBJECTS, { Ref: 'Parameter' }),
  leavingOut('<Bucket>/'),
  selectors(
    data(
      'AWS::S3::Object',
      field('resources.ARN', { NotStartsWith: [OBJECTS], NotEquals: [{ Ref: 'Parameter' }] }),
    ),
  ),
  { AdvancedEventSelectors: { Ref: 'Parameter' } },
  { AdvancedEventSelectors: [...TRAIL.AdvancedEventSelectors, selector('x' as never)] },
])('refuses %j, which it cannot read', (change) => {
  expect(find(change)).toEqual([
    expect.stringContaining('AdvancedEventSelectors has a part that cannot be read'),
  ]);
});
