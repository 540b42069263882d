import { KEY_GRANTS } from '../../lib/constructs/base/key-grants';
import { reviewable } from '../support/snapshot';
import { actionsOf, resource, resources, statementsOf } from '../support/statements';
import { shippedConfig, templatesFor, templatesOf } from '../support/templates';
import type { TemplateJson } from '../support/templates';

const ACCOUNT = '111122223333';
const WORKLOADS = `arn:aws:iam::${ACCOUNT}:role/hlz/*`;

function keys(profile: 'production' | 'sandbox' = 'production'): TemplateJson {
  const template = templatesOf(profile).get('Keys');
  if (template === undefined) throw new Error('no Keys stack');
  return template;
}

function policy(prefix: string): ReturnType<typeof statementsOf> {
  return statementsOf(resource(keys(), 'AWS::KMS::Key', prefix)['KeyPolicy']);
}

it.each(['production', 'sandbox'] as const)('looks as reviewed (%s)', (profile) => {
  expect(reviewable(keys(profile))).toMatchSnapshot();
});

it.each(resources(keys(), 'AWS::KMS::Key').map(([id, properties]) => ({ id, properties })))(
  '$id waits 30 days before it is deleted, and rotates if it can',
  ({ properties }) => {
    const symmetric = properties['KeySpec'] === 'SYMMETRIC_DEFAULT' || !properties['KeySpec'];
    expect(properties['PendingWindowInDays']).toBe(30);
    expect(properties['EnableKeyRotation']).toBe(symmetric ? true : undefined);
  },
);

it('has a symmetric key a domain, an HMAC key and an Ed25519 key', () => {
  const specs = resources(keys(), 'AWS::KMS::Key').map(
    ([id, { KeySpec: spec, KeyUsage: usage }]) => [
      id.slice(0, -8),
      spec ?? 'SYMMETRIC_DEFAULT',
      usage ?? 'ENCRYPT_DECRYPT',
    ],
  );
  expect(specs).toEqual([
    ['Phi', 'SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
    ['Audit', 'SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
    ['Logs', 'SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
    ['Messaging', 'SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
    ['Pseudonym', 'HMAC_256', 'GENERATE_VERIFY_MAC'],
    ['Checkpoint', 'ECC_NIST_EDWARDS25519', 'SIGN_VERIFY'],
  ]);
});

it.each([
  ['production', ['Phi', 'Pseudonym', 'Checkpoint']],
  ['sandbox', []],
] as const)('makes multi-Region primaries in %s: %j', (profile, expected) => {
  const primaries = resources(keys(profile), 'AWS::KMS::Key')
    .filter(([, { MultiRegion: multiRegion }]) => multiRegion === true)
    .map(([id]) => id.slice(0, -8));
  expect(primaries).toEqual(expected);
});

it('keeps the keys when the stack goes, except in a sandbox', () => {
  const deletion = (template: TemplateJson): unknown[] =>
    Object.values(template.Resources)
      .filter(({ Type: type }) => type === 'AWS::KMS::Key')
      .map((key) => key['DeletionPolicy']);
  expect(new Set(deletion(keys('production')))).toEqual(new Set(['Retain']));
  expect(new Set(deletion(keys('sandbox')))).toEqual(new Set(['Delete']));
});

it('gives service principals exactly what the table says, each but one under a condition', () => {
  const found = resources(keys(), 'AWS::KMS::Key').flatMap(([id, { KeyPolicy: document }]) =>
    statementsOf(document)
      .filter(({ Principal: principal }) => Object.hasOwn(Object(principal), 'Service'))
      .map((statement) => ({
        key: id.slice(0, -8).toLowerCase(),
        principal: (statement.Principal as { Service: string }).Service,
        actions: actionsOf(statement).toSorted(),
        condition: statement.Condition,
      })),
  );
  const config = shippedConfig('production');
  expect(found).toEqual(
    KEY_GRANTS.toSorted((a, b) => order(a.domain) - order(b.domain)).map((grant) => ({
      key: grant.domain,
      principal: grant.principal(config),
      actions: grant.actions.toSorted(),
      condition: conditionOf(grant.conditions(config)),
    })),
  );
  // EventBridge sends keys nothing to tie it by; the policy of the failure queue names its one rule.
  const untied = found.filter(({ condition }) => condition === undefined);
  expect(untied.map(({ key, principal }) => [key, principal])).toEqual([
    ['messaging', 'events.amazonaws.com'],
  ]);
});

/** CDK writes no condition where there is none. */
function conditionOf(conditions: object): object | undefined {
  return Object.keys(conditions).length === 0 ? undefined : conditions;
}

function order(domain: string): number {
  return ['phi', 'audit', 'logs', 'messaging'].indexOf(domain);
}

// Written from the pages of AWS, not from the table above.
it.each([
  [
    'Logs',
    'CloudWatchLogs',
    'logs.us-east-1.amazonaws.com',
    'ArnLike',
    'kms:EncryptionContext:aws:logs:arn',
    `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:*`,
  ],
  [
    'Logs',
    'FlowLogDelivery',
    'delivery.logs.amazonaws.com',
    'StringEquals',
    'aws:SourceAccount',
    ACCOUNT,
  ],
  ['Logs', 'ConfigDelivery', 'config.amazonaws.com', 'StringEquals', 'aws:SourceAccount', ACCOUNT],
  [
    'Audit',
    'CloudTrailDelivery',
    'cloudtrail.amazonaws.com',
    'StringEquals',
    'aws:SourceArn',
    `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/hlz-mercy`,
  ],
  [
    'Messaging',
    'AlarmsPublish',
    'cloudwatch.amazonaws.com',
    'ArnLike',
    'aws:SourceArn',
    `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:*`,
  ],
  [
    'Messaging',
    'TopicsReachTheFailureQueue',
    'sns.amazonaws.com',
    'StringEquals',
    'aws:SourceAccount',
    ACCOUNT,
  ],
])('lets %s be used for %s by %s', (key, sid, principal, operator, conditionKey, value) => {
  const statement = policy(key).find(({ Sid }) => Sid === sid);
  expect(statement?.Principal).toEqual({ Service: principal });
  expect(statement?.Condition?.[operator]?.[conditionKey]).toBe(value);
});

it.each(['Phi', 'Audit', 'Logs', 'Messaging', 'Pseudonym', 'Checkpoint'])(
  'denies direct use of %s to workload roles outside a VPC, and to nobody through a service',
  (key) => {
    expect(policy(key).find(({ Sid }) => Sid === 'DenyWorkloadsOutsideAVpc')).toEqual({
      Sid: 'DenyWorkloadsOutsideAVpc',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: [
        'kms:CreateGrant',
        'kms:Decrypt',
        'kms:Encrypt',
        'kms:GenerateDataKey*',
        'kms:GenerateMac',
        'kms:ReEncrypt*',
        'kms:Sign',
        'kms:VerifyMac',
      ],
      Resource: '*',
      Condition: {
        ArnLike: { 'aws:PrincipalArn': WORKLOADS },
        Null: {
          'aws:SourceVpc': 'true',
          'kms:ViaService': 'true',
          // Lambda reads the environment of a function, which this key encrypts.
          ...(key === 'Logs' ? { 'kms:EncryptionContext:aws:lambda:FunctionArn': 'true' } : {}),
        },
      },
    });
  },
);

it.each(['Phi', 'Pseudonym', 'Checkpoint'])(
  'denies direct use of %s to everybody but tagged workload roles, administrators too',
  (key) => {
    const others = policy(key).find(({ Sid }) => Sid === 'DenyDirectUseByOthers');
    const untagged = policy(key).find(({ Sid }) => Sid === 'DenyDirectUseWithoutTheTag');
    expect(others).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Condition: {
        StringEquals: { 'aws:PrincipalAccount': ACCOUNT },
        ArnNotLike: {
          'aws:PrincipalArn': [
            WORKLOADS,
            `arn:aws:iam::${ACCOUNT}:role/aws-service-role/*`,
            `arn:aws:iam::${ACCOUNT}:role/aws:*`,
            // AWS asks for it; only AWS Backup can assume it.
            ...(key === 'Phi' ? [`arn:aws:iam::${ACCOUNT}:role/hlz-service/hlz-mercy-backup`] : []),
          ],
        },
        Null: { 'kms:ViaService': 'true' },
      },
    });
    expect(untagged).toMatchObject({
      Effect: 'Deny',
      Condition: {
        ArnLike: { 'aws:PrincipalArn': WORKLOADS },
        Null: { 'aws:PrincipalTag/hlz-workload': 'true', 'kms:ViaService': 'true' },
      },
    });
  },
);

it('lets nobody but the functions of fields make or unwrap a data key of a tenant, other workloads neither', () => {
  expect(policy('Phi').find(({ Sid }) => Sid === 'DenyDataKeysToOthers')).toEqual({
    Sid: 'DenyDataKeysToOthers',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: policy('Phi').find(({ Sid }) => Sid === 'DenyWorkloadsOutsideAVpc')?.Action,
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:EncryptionContext:purpose': 'phi-field' },
      StringNotEquals: { 'aws:PrincipalTag/hlz-workload': ['phi-api', 'phi-backfill'] },
    },
  });
});

it('lets Macie look into PHI through S3, and nobody else with it', () => {
  const macie = policy('Phi').find(({ Sid }) => Sid === 'MacieLooksForPhi');
  expect(macie).toMatchObject({
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Condition: {
      StringEquals: {
        'kms:CallerAccount': ACCOUNT,
        'kms:ViaService': 's3.us-east-1.amazonaws.com',
      },
      ArnEquals: {
        'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie`,
      },
    },
  });
});

it.each(['Phi', 'Audit', 'Logs', 'Messaging', 'Pseudonym', 'Checkpoint'])(
  'lets nobody delete %s in a hurry, and in production not at all, nor copy it away',
  (key) => {
    expect(policy(key).find(({ Sid }) => Sid === 'DenyHastyDeletion')).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'kms:ScheduleKeyDeletion',
      Condition: { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': 30 } },
    });
    const loss = policy(key).find(({ Sid }) => Sid === 'DenyLoss');
    expect(loss).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: [
        'kms:DisableKey',
        'kms:ReplicateKey',
        'kms:ScheduleKeyDeletion',
        'kms:UpdatePrimaryRegion',
      ],
    });
    expect(loss?.Condition).toBeUndefined();
  },
);

it('lets a sandbox delete its keys', () => {
  expect(JSON.stringify(keys('sandbox'))).not.toContain('DenyLoss');
});

it('lets service-linked roles encrypt volumes with the phi key, through EC2 only', () => {
  const volumes = policy('Phi').find(({ Sid }) => Sid === 'ServiceLinkedRolesMakeVolumes');
  expect(volumes?.Condition).toEqual({
    StringEquals: {
      'kms:CallerAccount': ACCOUNT,
      'kms:ViaService': 'ec2.us-east-1.amazonaws.com',
    },
    ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/aws-service-role/*` },
  });
});

it('leaves every key one who can administer it', () => {
  for (const [, { KeyPolicy: document }] of resources(keys(), 'AWS::KMS::Key')) {
    expect(statementsOf(document)[0]).toEqual({
      Sid: 'AccountAdministersTheKey',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    });
  }
});

it('has the tear-down role in a sandbox only', () => {
  const names = (profile: 'production' | 'sandbox'): unknown[] =>
    resources(keys(profile), 'AWS::IAM::Role').map(([, { RoleName: name }]) => name);
  expect(names('sandbox')).toEqual(['sandbox-teardown']);
  expect(names('production')).toEqual([]);
});

it('speaks of the partition of the Region', () => {
  const gov = templatesFor({ ...shippedConfig('production'), region: 'us-gov-west-1' }).get('Keys');
  expect(JSON.stringify(gov)).toContain('arn:aws-us-gov:iam::111122223333:role/hlz/*');
  expect(JSON.stringify(gov)).not.toContain('arn:aws:');
});
