import { evidenceZoneOf } from '../../support/ledgers';
import type { TemplateJson } from '../../support/templates';
import { changed, drawn, found, TEMPLATES } from './support/drawn';
import { linesOf } from './support/svg';
import { pictures } from '../../../lib/evidence/pictures';
import { undrawn } from '../../../lib/evidence/pictures/facts/undrawn';

type Resources = TemplateJson['Resources'];
type Change = (resources: Resources) => Resources;

const FOREIGN = '999988887777';
const arnOf = (service: string, rest: string): string =>
  `arn:aws:${service}:us-east-1:${FOREIGN}:${rest}`;

/** A resource more. */
const more =
  (type: string, properties: Readonly<Record<string, unknown>>): Change =>
  (resources) => ({
    ...resources,
    More: {
      Type: type,
      Properties: properties,
      Metadata: { 'aws:cdk:path': 'Data/More/Resource' },
    },
  });

function only(type: string, under = ''): ReturnType<typeof found>[number] {
  const one = found(TEMPLATES, type).find(({ path }) => path.includes(under));
  if (one === undefined) throw new Error(`no ${type} under ${under}`);
  return one;
}

/** Other properties of a resource that is there. */
const altered =
  (id: string, properties: Readonly<Record<string, unknown>>): Change =>
  (resources) => {
    const { [id]: body = { Type: '' }, ...others } = resources;
    return { ...others, [id]: { ...body, Properties: { ...body.Properties, ...properties } } };
  };

const BUCKET = only('AWS::S3::Bucket', 'Data/');
const TABLE = only('AWS::DynamoDB::Table');
const RULE = { EventPattern: { source: ['aws.s3'] } };
const DATABASE = only('AWS::RDS::DBInstance');
const FUNCTION = only('AWS::Lambda::Function', 'Identity/');
const STATEMENT = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const POLICIES = [{ PolicyName: 'All', PolicyDocument: { Statement: [STATEMENT] } }];
const TRUST = {
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: FOREIGN } }],
};

/** Each: what it is, the stack that it is put into, the change, words that a picture then has. */
const CASES: readonly (readonly [string, string, Change, readonly string[]])[] = [
  [
    'replication of the PHI bucket into a foreign one',
    'Data',
    altered(BUCKET.id, {
      ReplicationConfiguration: {
        Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::foreign-bucket' } }],
      },
    }),
    ['elsewhere: arn:aws:s3:::foreign-bucket: PHI bucket is copied'],
  ],
  [
    'a log handed to a foreign destination',
    'Data',
    more('AWS::Logs::SubscriptionFilter', { DestinationArn: arnOf('logs', 'destination:theirs') }),
    [`elsewhere: ${arnOf('logs', 'destination:theirs')}: More hands on a log`],
  ],
  [
    'a policy on all logs of the account',
    'Data',
    more('AWS::Logs::AccountPolicy', { PolicyType: 'SUBSCRIPTION_FILTER_POLICY' }),
    ['Not drawn: 1 AWS::Logs::AccountPolicy.'],
  ],
  [
    'changes of a table streamed to Kinesis',
    TABLE.stack,
    altered(TABLE.id, {
      KinesisStreamSpecification: { StreamArn: arnOf('kinesis', 'stream/theirs') },
    }),
    [`elsewhere: ${arnOf('kinesis', 'stream/theirs')}`, 'streams its changes'],
  ],
  [
    'events handed to a foreign bus',
    'Data',
    more('AWS::Events::Rule', { ...RULE, Targets: [{ Arn: arnOf('events', 'event-bus/theirs') }] }),
    [`elsewhere: ${arnOf('events', 'event-bus/theirs')}: More hands on events`],
  ],
  [
    'a schedule that calls a foreign function',
    'Data',
    more('AWS::Scheduler::Schedule', { Target: { Arn: arnOf('lambda', 'function:theirs') } }),
    [`elsewhere: ${arnOf('lambda', 'function:theirs')}: More calls`],
  ],
  [
    'answers of a function handed on',
    FUNCTION.stack,
    more('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: FUNCTION.id },
      DestinationConfig: { OnSuccess: { Destination: arnOf('sqs', 'theirs') } },
    }),
    [`elsewhere: ${arnOf('sqs', 'theirs')}: More hands on answers`],
  ],
  [
    'recovery points copied into a foreign vault',
    'Archive',
    more('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanRule: [
          { CopyActions: [{ DestinationBackupVaultArn: arnOf('backup', 'backup-vault:theirs') }] },
        ],
      },
    }),
    [`elsewhere: ${arnOf('backup', 'backup-vault:theirs')}: More copies recovery points`],
  ],
  [
    'a log handed to what has the name of a stream of the zone, in another account',
    'Data',
    (resources) => ({
      ...more('AWS::Logs::SubscriptionFilter', {
        DestinationArn: arnOf('kinesis', 'stream/same-name'),
      })(resources),
      Same: { Type: 'AWS::Kinesis::Stream', Properties: { Name: 'same-name' } },
    }),
    [`elsewhere: ${arnOf('kinesis', 'stream/same-name')}: More hands on a log`],
  ],
  [
    'a bucket that tells of its objects',
    'Data',
    altered(BUCKET.id, {
      NotificationConfiguration: { QueueConfigurations: [{ Queue: arnOf('sqs', 'theirs') }] },
    }),
    [`elsewhere: ${arnOf('sqs', 'theirs')}: PHI bucket tells of its objects`],
  ],
  [
    'a bucket that tells a topic of the zone',
    'Data',
    (resources) =>
      altered(BUCKET.id, {
        NotificationConfiguration: { TopicConfigurations: [{ Topic: { Ref: 'More' } }] },
      })(more('AWS::SNS::Topic', {})(resources)),
    ['PHI bucket, without a line: tells of its objects: More topic'],
  ],
  [
    'a bucket policy for another account',
    'Data',
    more('AWS::S3::BucketPolicy', {
      Bucket: { Ref: BUCKET.id },
      PolicyDocument: {
        Statement: [{ ...STATEMENT, Principal: { AWS: `arn:aws:iam::${FOREIGN}:root` } }],
      },
    }),
    [`elsewhere: arn:aws:iam::${FOREIGN}:root: PHI bucket: s3:*`],
  ],
  [
    'a bucket policy for everybody',
    'Data',
    more('AWS::S3::BucketPolicy', {
      Bucket: { Ref: BUCKET.id },
      PolicyDocument: { Statement: [{ ...STATEMENT, Principal: '*' }] },
    }),
    ['ANYBODY: PHI bucket: s3:*'],
  ],
  [
    'an access point',
    'Data',
    more('AWS::S3::AccessPoint', { Bucket: { Ref: BUCKET.id } }),
    ['Not drawn: 1 AWS::S3::AccessPoint.'],
  ],
  ['a pipe', 'Data', more('AWS::Pipes::Pipe', {}), ['Not drawn: 1 AWS::Pipes::Pipe.']],
  [
    'a role that another account may assume',
    'Data',
    more('AWS::IAM::Role', { AssumeRolePolicyDocument: TRUST, Policies: POLICIES }),
    [
      `elsewhere: ${FOREIGN}: may become More.`,
      'IAM Role More: reads, writes',
      'reads, writes PHI bucket',
    ],
  ],
  [
    'a user of IAM',
    'Data',
    more('AWS::IAM::User', {
      Policies: POLICIES,
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/X'],
    }),
    [
      'Not drawn: 1 AWS::IAM::User.',
      'IAM User More: reads, writes',
      'reads, writes PHI bucket',
      'whatever arn:aws:iam::aws:policy/X lets it do',
    ],
  ],
  [
    'a method without authorization',
    'Data',
    more('AWS::ApiGateway::Method', { AuthorizationType: 'NONE' }),
    ['Not drawn: 1 AWS::ApiGateway::Method, 1 WITHOUT AUTHORIZATION.'],
  ],
  ['an instance', 'Data', more('AWS::EC2::Instance', {}), ['Not drawn: 1 AWS::EC2::Instance.']],
  [
    'a type that nobody has looked at',
    'Data',
    more('AWS::Made::Up', {}),
    ['Not drawn: 1 AWS::Made::Up.'],
  ],
  [
    'a database with a public address',
    DATABASE.stack,
    altered(DATABASE.id, { PubliclyAccessible: true }),
    ['HAS A PUBLIC ADDRESS (PubliclyAccessible).'],
  ],
  [
    'a database of which it is not said',
    DATABASE.stack,
    altered(DATABASE.id, { PubliclyAccessible: undefined }),
    ['MAY HAVE A PUBLIC ADDRESS: PubliclyAccessible is not set.'],
  ],
  [
    'a subnet that gives public addresses',
    'Network',
    altered(only('AWS::EC2::Subnet', 'Workload').id, { MapPublicIpOnLaunch: true }),
    ['GIVES PUBLIC ADDRESSES: Workload subnets.'],
  ],
];

describe('what leads out of the zone, or lets others in', () => {
  /** As much of the zone as the cases change: each is drawn anew. */
  const SOME = new Map(
    [...TEMPLATES].filter(([id]) =>
      ['Keys', 'Network', 'Archive', 'Data', 'Identity'].includes(id),
    ),
  );
  const BEFORE = [...drawn(SOME).values()].map(({ svg }) => svg);

  it.each(CASES)('is told: %s', (_, stack, change, words) => {
    const after = [...drawn(changed(SOME, stack, change)).values()];
    expect(after.map(({ svg }) => svg)).not.toEqual(BEFORE);
    const explained = after.map(({ explains }) => explains).join(' ');
    for (const word of words) expect(explained).toContain(word);
    // And in the drawing: by what it is called there.
    const seen = after
      .flatMap(({ svg }) => linesOf(svg))
      .join('')
      .replaceAll(' ', '');
    const [called = ''] = (words[0] ?? '')
      .replace(/^(?:Not drawn|elsewhere): /, '')
      .split(/: |, |\.$/);
    expect(seen).toContain(called.replaceAll(' ', ''));
  });

  it.each(['production', 'sandbox'] as const)(
    'is nothing in the zone as it is shipped: %s',
    (name) => {
      const zone = evidenceZoneOf(name);
      expect(undrawn(zone)).toEqual([]);
      const words = pictures(zone)
        .map(({ explains }) => explains)
        .join(' ');
      expect(words).not.toMatch(/elsewhere|ANYBODY|without a line|Not drawn|PUBLIC ADDRESS/);
    },
  );
});
