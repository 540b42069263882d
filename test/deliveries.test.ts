import { Stack } from 'aws-cdk-lib';
import {
  checkpointKey,
  segmentKey,
  SPOOL_LOG,
  spoolKey,
  zoneCheckpointKey,
} from '../lambda/ledger/format/layout';
import { copyName } from '../lambda/phi/keys/copy';
import { subjectInTree } from '../lib/compliance/rule-pack';
import { textOf, wordOf } from '../lib/compliance/reading/value-text';
import type { ResourceView, ZoneView } from '../lib/compliance/reading/zone-view';
import { at, isObject, zoneView } from '../lib/compliance/reading/zone-view';
import { expectationsOf } from '../lib/zone';
import type { Request } from './support/policy-judge';
import { deliveriesIn, named } from './support/deliveries';
import { judge } from './support/policy-judge';
import { shippedConfig } from './support/templates';
import { zoneApp } from './support/zone';

/**
 * Who writes where, pair by pair: what AWS sends for each delivery, judged by the policy of the
 * target and the policy of its key. Nothing of it fails at deploy; it only stays silent.
 */

const CONFIG = shippedConfig('production');
const ACCOUNT = CONFIG.account;
const APP = zoneApp({ ...CONFIG, disasterRecovery: { secondRegion: 'us-west-2' } });
APP.synth({ skipValidation: true });
const ZONE: ZoneView = zoneView(APP, subjectInTree, expectationsOf(CONFIG));

const { resourceAt, followed, keyOfBucket, onTarget, onKey, byRole } = deliveriesIn(ZONE, CONFIG);

const ELSEWHERE = '999988887777';

describe('the trail', () => {
  const trail = resourceAt('Governance/Trail/Trail');
  const bucket = followed(trail, 'S3BucketName');
  const arn = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${String(trail.properties['TrailName'])}`;
  const by = { service: 'cloudtrail.amazonaws.com' };
  const below = `/${String(trail.properties['S3KeyPrefix'])}/AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/x`;
  const context = {
    'aws:sourcearn': arn,
    's3:x-amz-acl': 'bucket-owner-full-control',
    'aws:principalisawsservice': 'true',
    'aws:securetransport': 'true',
  };

  it('writes into the archive', () => {
    expect(bucket.path).toBe('Archive/Archive/Resource');
    expect(onTarget(bucket, { by, action: 's3:GetBucketAcl', context })).toBe('allow');
    expect(onTarget(bucket, { by, action: 's3:PutObject', context }, below)).toBe('allow');
  });

  const encryption = 's3:x-amz-server-side-encryption';
  it.each([
    ['logs under its key', { [encryption]: 'aws:kms', ...named(keyOfBucket(bucket)) }, 'allow'],
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
    ['digests with SSE-S3', { [encryption]: 'AES256' }, 'allow'],
    [
      'nothing under another key',
      { [encryption]: 'aws:kms', ...named(resourceAt('Keys/Logs/Resource')) },
      'deny',
    ],
    [
      'nothing under a key of the writer',
      { [`${encryption}-customer-algorithm`]: 'AES256' },
      'deny',
    ],
  ])('brings into the archive %s', (_, headers, answer) => {
    const written = { by, action: 's3:PutObject', context: { ...context, ...headers } };
    expect(onTarget(bucket, written, below)).toBe(answer);
  });

  it('uses the key of the archive, for which it has a right', () => {
    const key = followed(trail, 'KMSKeyId');
    expect(key).toBe(keyOfBucket(bucket));
    for (const action of ['kms:GenerateDataKey', 'kms:DescribeKey', 'kms:Decrypt']) {
      expect(onKey(key, { by, action, context })).toBe('allow');
    }
  });

  it('writes into its log group with its role', () => {
    const role = followed(trail, 'CloudWatchLogsRoleArn');
    const logGroup = followed(trail, 'CloudWatchLogsLogGroupArn');
    const trust = judge(ZONE, role, role.properties['AssumeRolePolicyDocument'], {
      by,
      action: 'sts:AssumeRole',
      resource: '',
      context: {},
    });
    expect(trust).toBe('allow');
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
      expect(byRole(role, action, wordOf(logGroup))).toBe('allow');
    }
  });

  it('is no deputy of the trail of another account', () => {
    const foreign = { ...context, 'aws:sourcearn': arn.replace(ACCOUNT, ELSEWHERE) };
    expect(onTarget(bucket, { by, action: 's3:PutObject', context: foreign }, below)).not.toBe(
      'allow',
    );
    expect(
      onKey(keyOfBucket(bucket), { by, action: 'kms:GenerateDataKey', context: foreign }),
    ).not.toBe('allow');
  });
});

describe('AWS Config', () => {
  const channel = resourceAt('Governance/Config/Channel');
  const bucket = followed(channel, 'S3BucketName');
  const by = { service: 'config.amazonaws.com' };
  const context = {
    'aws:sourceaccount': ACCOUNT,
    's3:x-amz-acl': 'bucket-owner-full-control',
    'aws:principalisawsservice': 'true',
    'aws:securetransport': 'true',
  };
  const below = `/${String(channel.properties['S3KeyPrefix'])}/AWSLogs/${ACCOUNT}/Config/us-east-1/x`;

  it('looks at the landing bucket and writes into it', () => {
    expect(bucket.path).toBe('Archive/Landing/Resource');
    for (const action of ['s3:GetBucketAcl', 's3:ListBucket']) {
      expect(onTarget(bucket, { by, action, context })).toBe('allow');
    }
    expect(onTarget(bucket, { by, action: 's3:PutObject', context }, below)).toBe('allow');
  });

  it('uses the key of that bucket, for which it has a right', () => {
    const key = followed(channel, 'S3KmsKeyArn');
    expect(key).toBe(keyOfBucket(bucket));
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) {
      expect(onKey(key, { by, action, context })).toBe('allow');
    }
  });

  it('is no deputy of another account', () => {
    const foreign = { ...context, 'aws:sourceaccount': ELSEWHERE };
    expect(onTarget(bucket, { by, action: 's3:PutObject', context: foreign }, below)).not.toBe(
      'allow',
    );
  });
});

describe('VPC flow logs', () => {
  const flowLog = resourceAt('Network/Vpc/FlowLog');
  const destination = textOf(ZONE, flowLog, flowLog.properties['LogDestination']) ?? '';
  const [bucket] = ZONE.mentioned(flowLog, flowLog.properties['LogDestination']);
  const by = { service: 'delivery.logs.amazonaws.com' };
  const context = {
    'aws:sourceaccount': ACCOUNT,
    'aws:sourcearn': `arn:aws:logs:us-east-1:${ACCOUNT}:*`,
    's3:x-amz-acl': 'bucket-owner-full-control',
    'aws:principalisawsservice': 'true',
    'aws:securetransport': 'true',
  };

  it('land in the landing bucket, under its key', () => {
    if (bucket === undefined) throw new Error('no bucket');
    expect(bucket.path).toBe('Archive/Landing/Resource');
    const below = `${destination.slice(wordOf(bucket).length)}/AWSLogs/${ACCOUNT}/vpcflowlogs/x`;
    expect(onTarget(bucket, { by, action: 's3:GetBucketAcl', context })).toBe('allow');
    expect(onTarget(bucket, { by, action: 's3:PutObject', context }, below)).toBe('allow');
    expect(onKey(keyOfBucket(bucket), { by, action: 'kms:GenerateDataKey', context })).toBe(
      'allow',
    );
  });
});

describe('server access logs', () => {
  const by = { service: 'logging.s3.amazonaws.com' };
  const context = {
    'aws:sourceaccount': ACCOUNT,
    'aws:principalisawsservice': 'true',
    'aws:securetransport': 'true',
  };
  const logged = ZONE.ofType('AWS::S3::Bucket').filter(
    ({ properties }) => properties['LoggingConfiguration'] !== undefined,
  );

  it.each(logged.map((bucket) => [bucket.path, bucket] as const))('of %s', (_, bucket) => {
    const target = followed(bucket, 'LoggingConfiguration', 'DestinationBucketName');
    const prefix = String(at(bucket.properties, 'LoggingConfiguration', 'LogFilePrefix'));
    expect(target.path).toBe('Archive/AccessLogs/Resource');
    expect(onTarget(target, { by, action: 's3:PutObject', context }, `/${prefix}x`)).toBe('allow');
  });

  it('are kept of every bucket but those that say why not', () => {
    expect(logged.map(({ path }) => path).toSorted()).toEqual([
      'Archive/Landing/Resource',
      'Archive/Ledger/Resource',
      'Data/PhiBucket/Resource',
    ]);
  });
});

describe('replication', () => {
  const sources = ZONE.ofType('AWS::S3::Bucket').flatMap((bucket) =>
    [at(bucket.properties, 'ReplicationConfiguration', 'Rules')]
      .flat()
      .filter(isObject)
      .map((rule) => [`${bucket.path} ${String(rule['Id'])}`, bucket, rule] as const),
  );

  it('has a rule for every folder that lands, and one for PHI', () => {
    expect(sources.map(([name]) => name).toSorted()).toEqual([
      'Archive/AccessLogs/Resource ToArchive-s3-access-logs',
      'Archive/Landing/Resource ToArchive-config',
      'Archive/Landing/Resource ToArchive-flow-logs',
      'Archive/Ledger/Resource ToArchive-ledger',
      'Archive/Ledger/Resource ToArchive-phi-keys',
      'Data/PhiBucket/Resource ToSecondRegion',
    ]);
  });

  const intoTheArchive = sources.filter(([name]) => name.startsWith('Archive/'));

  it.each(intoTheArchive)(
    '%s: reads the source, writes the archive, uses both keys',
    (_, source, rule) => {
      const role = followed(source, 'ReplicationConfiguration', 'Role');
      const by = { role: wordOf(role) };
      const context = { 'aws:securetransport': 'true', 'aws:principalarn': wordOf(role) };
      expect(onTarget(source, { by, action: 's3:GetReplicationConfiguration', context })).toBe(
        'allow',
      );
      for (const action of ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl']) {
        expect(onTarget(source, { by, action, context }, '/config/x')).toBe('allow');
      }
      const archive = ZONE.follow(source, at(rule, 'Destination', 'Bucket'));
      if (archive === undefined) throw new Error('no destination');
      expect(onTarget(archive, { by, action: 's3:ReplicateObject', context }, '/config/x')).toBe(
        'allow',
      );
      expect(onTarget(archive, { by, action: 's3:ReplicateDelete', context }, '/config/x')).toBe(
        'deny',
      );
      // Whatever a replica says of its encryption.
      for (const headers of [
        { 's3:x-amz-server-side-encryption': 'AES256' },
        { 's3:x-amz-server-side-encryption': 'aws:kms', ...named(keyOfBucket(archive)) },
      ]) {
        const replicated = {
          by,
          action: 's3:ReplicateObject',
          context: { ...context, ...headers },
        };
        expect(onTarget(archive, replicated, '/config/x')).toBe('allow');
      }
      const encryption = at(rule, 'Destination', 'EncryptionConfiguration', 'ReplicaKmsKeyID');
      if (encryption === undefined) return; // What comes with SSE-S3 goes on with SSE-S3.
      expect(byRole(role, 'kms:Decrypt', wordOf(keyOfBucket(source)))).toBe('allow');
      expect(byRole(role, 'kms:Encrypt', wordOf(keyOfBucket(archive)))).toBe('allow');
      expect(ZONE.follow(source, encryption)).toBe(keyOfBucket(archive));
    },
  );
});

describe('the audit ledger', () => {
  const mapping = resourceAt('Ledger/Sealer/Records');
  const stream = followed(mapping, 'EventSourceArn');
  const bucket = followed(
    resourceAt('Ledger/Sealer/Function/Resource'),
    'Environment',
    'Variables',
    'LEDGER_BUCKET',
  );
  const SHARD = 'shardId-000000000001';
  const OBJECTS = {
    segment: segmentKey(SHARD, 123_456),
    'segment of the spool': segmentKey(SPOOL_LOG, 0),
    checkpoint: checkpointKey(SHARD, 123_456),
    'checkpoint of the spool': checkpointKey(SPOOL_LOG, 7),
    'zone checkpoint': zoneCheckpointKey(99),
    'first event of an epoch in the spool': spoolKey('AZqXkq8ATh-nV_0Zr3aBcQ-0'),
    'later event in the spool': spoolKey('AZqXkq8ATh-nV_0Zr3aBcQ-123456789'),
    'segment of something else': 'ledger/segments/other/999999999876543',
    'something below a segment': `${segmentKey(SHARD, 1)}/x`,
    'something beside them': 'ledger/other',
  } as const;
  type Named = keyof typeof OBJECTS;
  const FUNCTIONS = {
    'ledger-sealer': 'Ledger/Sealer',
    'ledger-checkpointer': 'Ledger/Checkpointer',
    'ledger-indexer': 'Ledger/Indexer',
    'ledger-api': 'Ledger/Api',
    'breach-detector': 'Breach/Detector',
  } as const;
  type Workload = keyof typeof FUNCTIONS;
  const roleOf = (workload: Workload): ResourceView =>
    resourceAt(`${FUNCTIONS[workload]}/Role/Resource`);
  const vpc = wordOf(resourceAt('Network/Vpc/Resource'));
  const write = { 's3:if-none-match': '*', 'aws:securetransport': 'true' };
  const asRole = (workload: Workload): Request['context'] => ({
    'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/hlz/${workload}`,
    'aws:principaltag/hlz-workload': workload,
  });

  /** In one account what the role's policy allows stands, unless the bucket denies it. */
  const may = (workload: Workload, action: string, object: Named, from = vpc): boolean => {
    const context = { ...write, ...asRole(workload), 'aws:sourcevpc': from };
    const resource = `${wordOf(bucket)}/${OBJECTS[object]}`;
    const request = { by: { role: wordOf(roleOf(workload)) }, action, context };
    return (
      byRole(roleOf(workload), action, resource, context) === 'allow' &&
      onTarget(bucket, request, `/${OBJECTS[object]}`) !== 'deny'
    );
  };
  const all = Object.keys(OBJECTS) as Named[];

  it('is sealed from the audit stream into the ledger bucket', () => {
    expect(stream.path).toBe('Archive/AuditStream/Resource');
    expect(bucket.path).toBe('Archive/Ledger/Resource');
    expect(followed(mapping, 'FunctionName').path).toBe('Ledger/Sealer/Function/Resource');
  });

  it.each<[Workload, string]>([
    ['ledger-sealer', 'Ledger/Sealer/Records'],
    ['breach-detector', 'Breach/Detector/Records'],
  ])(
    'Lambda reads the stream for the %s, from outside the VPC, and its key through it',
    (...row) => {
      const [workload, path] = row;
      expect(followed(resourceAt(path), 'EventSourceArn')).toBe(stream);
      const role = roleOf(workload);
      for (const action of [
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
      ]) {
        expect(byRole(role, action, wordOf(stream), {})).toBe('allow');
      }
      const key = followed(stream, 'StreamEncryption', 'KeyId');
      const context = { ...asRole(workload), 'kms:viaservice': 'kinesis.us-east-1.amazonaws.com' };
      expect(byRole(role, 'kms:Decrypt', wordOf(key), context)).toBe('allow');
      expect(onKey(key, { by: { role: wordOf(role) }, action: 'kms:Decrypt', context })).not.toBe(
        'deny',
      );
      expect(byRole(role, 'kms:Decrypt', wordOf(key), asRole(workload))).not.toBe('allow');
    },
  );

  it.each<[Workload, readonly Named[]]>([
    ['ledger-sealer', ['segment', 'segment of the spool']],
    ['ledger-checkpointer', ['checkpoint', 'checkpoint of the spool', 'zone checkpoint']],
    ['ledger-indexer', []],
    ['ledger-api', ['first event of an epoch in the spool', 'later event in the spool']],
    ['breach-detector', ['first event of an epoch in the spool', 'later event in the spool']],
  ])('the %s writes what is its own, and nothing else', (workload, own) => {
    expect(all.filter((object) => may(workload, 's3:PutObject', object))).toEqual(own);
    // Not from elsewhere with the same credentials.
    expect(all.filter((object) => may(workload, 's3:PutObject', object, 'vpc-other'))).toEqual([]);
  });

  it.each<[Workload, readonly Named[]]>([
    [
      'ledger-sealer',
      [
        'segment',
        'segment of the spool',
        'first event of an epoch in the spool',
        'later event in the spool',
      ],
    ],
    [
      'ledger-checkpointer',
      [
        'segment',
        'segment of the spool',
        'checkpoint',
        'checkpoint of the spool',
        'zone checkpoint',
      ],
    ],
    ['ledger-indexer', ['segment', 'segment of the spool']],
    ['breach-detector', ['segment', 'segment of the spool']],
    [
      'ledger-api',
      [
        'segment',
        'segment of the spool',
        'checkpoint',
        'checkpoint of the spool',
        'zone checkpoint',
      ],
    ],
  ])('the %s reads what it must', (workload, read) => {
    expect(all.filter((object) => may(workload, 's3:GetObject', object))).toEqual(read);
  });

  it.each<[Workload, readonly string[]]>([
    ['ledger-sealer', ['kms:GenerateDataKey', 'kms:Decrypt']],
    ['ledger-checkpointer', ['kms:GenerateDataKey', 'kms:Decrypt']],
    ['ledger-indexer', ['kms:Decrypt']],
    ['ledger-api', ['kms:GenerateDataKey', 'kms:Decrypt']],
    ['breach-detector', ['kms:GenerateDataKey', 'kms:Decrypt']],
  ])('the %s uses the key of the bucket', (workload, actions) => {
    const role = roleOf(workload);
    const key = keyOfBucket(bucket);
    const context = { ...asRole(workload), 'kms:viaservice': 's3.us-east-1.amazonaws.com' };
    for (const action of actions) {
      expect(byRole(role, action, wordOf(key), context)).toBe('allow');
      expect(onKey(key, { by: { role: wordOf(role) }, action, context })).not.toBe('deny');
    }
  });

  it('the bucket takes them from nobody else, whatever his own policy allows', () => {
    const put = (object: Named, context: Request['context']): string =>
      onTarget(
        bucket,
        { by: { role: 'x' }, action: 's3:PutObject', context: { ...write, ...context } },
        `/${OBJECTS[object]}`,
      );
    const administrator = { 'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/Admin` };
    const untagged = { 'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/hlz/other` };
    const tagged = { ...administrator, 'aws:principaltag/hlz-workload': 'ledger-sealer' };
    for (const object of all) {
      expect(put(object, administrator)).toBe('deny');
      expect(put(object, tagged)).toBe('deny');
    }
    const written: readonly Named[] = ['segment', 'checkpoint', 'zone checkpoint'];
    for (const object of written) expect(put(object, untagged)).toBe('deny');
    expect(put('checkpoint', asRole('ledger-sealer'))).toBe('deny');
    expect(put('segment', asRole('ledger-checkpointer'))).toBe('deny');
    // Producers put events into the spool, each with a right of its own.
    expect(put('later event in the spool', asRole('ledger-api'))).not.toBe('deny');
  });

  it('takes a segment under the key of the bucket, and under no other', () => {
    const encryption = 's3:x-amz-server-side-encryption';
    const put = (headers: Request['context']): string =>
      onTarget(
        bucket,
        {
          by: { role: wordOf(roleOf('ledger-sealer')) },
          action: 's3:PutObject',
          context: { ...write, ...asRole('ledger-sealer'), ...headers },
        },
        `/${OBJECTS.segment}`,
      );
    // As the sealer writes: it names none, and gets the key of the bucket.
    expect(put({})).not.toBe('deny');
    expect(put({ [encryption]: 'aws:kms', ...named(keyOfBucket(bucket)) })).not.toBe('deny');
    const other = resourceAt('Keys/Logs/Resource');
    expect(put({ [encryption]: 'aws:kms', ...named(other) })).toBe('deny');
    expect(put({ [encryption]: 'aws:kms' })).toBe('deny');
    expect(put({ [encryption]: 'AES256' })).toBe('deny');
    expect(put({ [`${encryption}-customer-algorithm`]: 'AES256' })).toBe('deny');
  });

  it('the checkpointer signs with its key from the VPC; the sealer and an administrator do not', () => {
    const key = resourceAt('Keys/Checkpoint/Resource');
    const from = { 'aws:sourcevpc': vpc, 'aws:principalaccount': ACCOUNT };
    const sign = (workload: Workload, context: Request['context'] = from): boolean =>
      byRole(roleOf(workload), 'kms:Sign', wordOf(key), context) === 'allow' &&
      onKey(key, {
        by: { role: wordOf(roleOf(workload)) },
        action: 'kms:Sign',
        context: { ...asRole(workload), ...context },
      }) !== 'deny';
    expect(sign('ledger-checkpointer')).toBe(true);
    expect(sign('ledger-checkpointer', { 'aws:principalaccount': ACCOUNT })).toBe(false);
    expect(sign('ledger-sealer')).toBe(false);
    const context = { ...from, 'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/Admin` };
    expect(onKey(key, { by: { role: 'x' }, action: 'kms:Sign', context })).toBe('deny');
  });

  it('reaches KMS from the VPC', () => {
    expect(resourceAt('Network/Endpoints/Kms/Resource').type).toBe('AWS::EC2::VPCEndpoint');
  });
});

describe('calls by the clock', () => {
  const schedules = ZONE.ofType('AWS::Scheduler::Schedule');
  const by = { service: 'scheduler.amazonaws.com' };

  it.each(schedules.map((schedule) => [schedule.path, schedule] as const))(
    '%s: its role may be assumed, call the function, and tell the failure queue',
    (_, schedule) => {
      const role = followed(schedule, 'Target', 'RoleArn');
      const called = followed(schedule, 'Target', 'Arn');
      const queue = followed(schedule, 'Target', 'DeadLetterConfig', 'Arn');
      const source = `arn:aws:scheduler:us-east-1:${ACCOUNT}:schedule-group/${String(schedule.properties['GroupName'])}`;
      const assume = (arn: string): string =>
        judge(ZONE, role, role.properties['AssumeRolePolicyDocument'], {
          by,
          action: 'sts:AssumeRole',
          resource: '',
          context: { 'aws:sourceaccount': ACCOUNT, 'aws:sourcearn': arn },
        });
      expect(assume(source)).toBe('allow');
      expect(assume(source.replace(ACCOUNT, ELSEWHERE))).not.toBe('allow');
      expect(byRole(role, 'lambda:InvokeFunction', wordOf(called), {})).toBe('allow');
      expect(byRole(role, 'sqs:SendMessage', wordOf(queue), {})).toBe('allow');
      const key = followed(queue, 'KmsMasterKeyId');
      const context = { 'kms:viaservice': 'sqs.us-east-1.amazonaws.com' };
      expect(byRole(role, 'kms:GenerateDataKey', wordOf(key), context)).toBe('allow');
    },
  );

  const calls = ZONE.ofType('AWS::Lambda::EventInvokeConfig');

  it.each(calls.map((call) => [call.path, call] as const))(
    '%s: the role of the function may tell the failure queue',
    (_, call) => {
      const queue = followed(call, 'DestinationConfig', 'OnFailure', 'Destination');
      const role = followed(followed(call, 'FunctionName'), 'Role');
      expect(queue.type).toBe('AWS::SQS::Queue');
      expect(byRole(role, 'sqs:SendMessage', wordOf(queue), {})).toBe('allow');
      const key = followed(queue, 'KmsMasterKeyId');
      const context = { 'kms:viaservice': 'sqs.us-east-1.amazonaws.com' };
      expect(byRole(role, 'kms:GenerateDataKey', wordOf(key), context)).toBe('allow');
    },
  );

  it('are bounded for each function that is called', () => {
    expect(calls.map((call) => followed(call, 'FunctionName').path)).toEqual(
      expect.arrayContaining(schedules.map((schedule) => followed(schedule, 'Target', 'Arn').path)),
    );
  });

  it('are seven', () => {
    expect(schedules).toHaveLength(7);
  });
});

describe('environments of functions', () => {
  it('are decrypted by Lambda with the role, also where it does not say that it is a service', () => {
    const key = resourceAt('Keys/Logs/Resource');
    const role = { 'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/hlz/ledger-sealer` };
    const context = { ...role, 'kms:encryptioncontext:aws:lambda:functionarn': 'arn:aws:lambda' };
    const decrypt = { by: { role: 'x' }, action: 'kms:Decrypt' };
    expect(onKey(key, { ...decrypt, context })).not.toBe('deny');
    expect(onKey(key, { ...decrypt, context: role })).toBe('deny');
    for (const name of ['Audit', 'Messaging', 'Phi']) {
      expect(onKey(resourceAt(`Keys/${name}/Resource`), { ...decrypt, context })).toBe('deny');
    }
  });
});

describe('log groups with a key', () => {
  const all = ZONE.ofType('AWS::Logs::LogGroup');
  const groups = all.filter(({ properties }) => properties['KmsKeyId'] !== undefined);
  const by = { service: 'logs.us-east-1.amazonaws.com' };

  it('are all of them but the one into which Cognito delivers', () => {
    expect(groups.length).toBeGreaterThan(10);
    const others = all.filter((group) => !groups.includes(group));
    expect(others.map(({ path }) => path)).toEqual(['Identity/SignInLog/Logs/Resource']);
  });

  it.each(groups.map((group) => [group.path, group] as const))('%s', (_, group) => {
    const key = followed(group, 'KmsKeyId');
    const name = group.properties['LogGroupName'];
    const arn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${typeof name === 'string' ? name : 'made'}`;
    for (const action of ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey']) {
      const ask = (context: Request['context']): string => onKey(key, { by, action, context });
      expect(ask({ 'kms:encryptioncontext:aws:logs:arn': arn })).toBe('allow');
      expect(
        ask({ 'kms:encryptioncontext:aws:logs:arn': arn.replace(ACCOUNT, ELSEWHERE) }),
      ).not.toBe('allow');
    }
  });
});

describe('alarms', () => {
  const alarms = ZONE.ofType('AWS::CloudWatch::Alarm');
  const by = { service: 'cloudwatch.amazonaws.com' };

  it.each(alarms.map((alarm) => [String(alarm.properties['AlarmName']), alarm] as const))(
    '%s reaches an encrypted topic',
    (name, alarm) => {
      const [action]: readonly unknown[] = [alarm.properties['AlarmActions']].flat();
      const topic = ZONE.follow(alarm, action);
      if (topic === undefined) throw new Error('no topic');
      const context = {
        'aws:sourceaccount': ACCOUNT,
        'aws:sourcearn': `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:${name}`,
        'aws:securetransport': 'true',
      };
      expect(onTarget(topic, { by, action: 'sns:Publish', context })).toBe('allow');
      const key = followed(topic, 'KmsMasterKeyId');
      for (const use of ['kms:Decrypt', 'kms:GenerateDataKey']) {
        expect(onKey(key, { by, action: use, context })).toBe('allow');
      }
    },
  );
});

describe('topics', () => {
  const by = { service: 'sns.amazonaws.com' };

  it.each(ZONE.ofType('AWS::SNS::Subscription').map((view) => [view.path, view] as const))(
    'hand what %s cannot deliver to the failure queue',
    (_, subscription) => {
      const redrive = subscription.properties['RedrivePolicy'];
      const queue = ZONE.follow(subscription, at(redrive, 'deadLetterTargetArn'));
      if (queue === undefined) throw new Error('no queue');
      const topic = followed(subscription, 'TopicArn');
      const name = topic.properties['TopicName'];
      const context = {
        'aws:sourceaccount': ACCOUNT,
        // Those of a later stack the queue knows by their name.
        'aws:sourcearn':
          typeof name === 'string' ? `arn:aws:sns:us-east-1:${ACCOUNT}:${name}` : wordOf(topic),
        'aws:securetransport': 'true',
      };
      expect(onTarget(queue, { by, action: 'sqs:SendMessage', context })).toBe('allow');
      expect(
        onKey(followed(queue, 'KmsMasterKeyId'), {
          by,
          action: 'kms:GenerateDataKey',
          context: { ...context, 'aws:sourcearn': `arn:aws:sns:us-east-1:${ACCOUNT}:topic` },
        }),
      ).toBe('allow');
    },
  );
});

it('looks at every stack', () => {
  expect(APP.node.children.filter((child) => Stack.isStack(child))).toHaveLength(14);
});

describe('copies of data keys', () => {
  const bucket = resourceAt('Archive/Ledger/Resource');
  const copy = `/${copyName({ kid: 'AZqXkq8ATh-nV_0Zr3aBcQ' })}`;
  const put = (workload: string, below = copy): string =>
    onTarget(
      bucket,
      {
        by: { role: 'x' },
        action: 's3:PutObject',
        context: {
          's3:if-none-match': '*',
          'aws:securetransport': 'true',
          'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/hlz/${workload}`,
          'aws:principaltag/hlz-workload': workload,
        },
      },
      below,
    );

  it('are taken from the functions of fields, and from nobody else', () => {
    for (const workload of ['phi-api', 'phi-backfill']) expect(put(workload)).not.toBe('deny');
    for (const workload of ['access-api', 'ledger-sealer', 'application']) {
      expect(put(workload)).toBe('deny');
    }
  });

  it('are all that these bring, beside the spool', () => {
    expect(put('phi-api', `/${segmentKey('shardId-000000000001', 1)}`)).toBe('deny');
    expect(put('phi-backfill', `/${zoneCheckpointKey(1)}`)).toBe('deny');
  });
});
