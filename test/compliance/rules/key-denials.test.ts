import { keyDenials } from '../../../lib/compliance/rules/key-denials';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import type { Resources } from '../../support/rule';
import { findIn, PRODUCTION } from '../../support/rule';

const USE = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:GenerateMac',
  'kms:VerifyMac',
  'kms:Sign',
  'kms:CreateGrant',
];
const WORKLOADS = 'arn:aws:iam::111122223333:role/hlz/*';
const SPARED = [
  WORKLOADS,
  'arn:aws:iam::111122223333:role/aws-service-role/*',
  'arn:aws:iam::111122223333:role/aws:*',
  'arn:aws:iam::111122223333:role/hlz-service/hlz-mercy-backup',
];
const statement = (elements: JsonObject): JsonObject => ({
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Resource: '*',
  ...elements,
});
const ADMINISTERED = statement({
  Effect: 'Allow',
  Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
  Action: 'kms:*',
});
const others = (spared: unknown = SPARED, elements: JsonObject = {}) =>
  statement({
    Action: USE,
    Condition: {
      StringEquals: { 'aws:PrincipalAccount': '111122223333' },
      ArnNotLike: { 'aws:PrincipalArn': spared },
      Null: { 'kms:ViaService': 'true' },
    },
    ...elements,
  });
const untagged = (elements: JsonObject = {}) =>
  statement({
    Action: USE,
    Condition: {
      ArnLike: { 'aws:PrincipalArn': WORKLOADS },
      Null: { 'aws:PrincipalTag/hlz-workload': 'true', 'kms:ViaService': 'true' },
    },
    ...elements,
  });
const hasty = (days: unknown = 30) =>
  statement({
    Action: 'kms:ScheduleKeyDeletion',
    Condition: { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': days } },
  });
const LOSSES = [
  'kms:ScheduleKeyDeletion',
  'kms:DisableKey',
  'kms:ReplicateKey',
  'kms:UpdatePrimaryRegion',
];
const loss = (elements: JsonObject = {}) => statement({ Action: LOSSES, ...elements });
const GOOD = [ADMINISTERED, hasty(), loss(), others(), untagged()];

const KEY = { 'Fn::GetAtt': ['Subject', 'Arn'] };
const TABLE: Resources = {
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: { SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: KEY } },
  },
};
const logGroup = (kept: string): Resources => ({
  Logs: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { KmsKeyId: KEY, Tags: [{ Key: 'RetentionClass', Value: kept }] },
  },
});

function find(
  statements: readonly JsonObject[] | JsonObject,
  {
    stores = TABLE,
    properties = {},
    permanent = true,
    type = 'AWS::KMS::Key',
  }: {
    readonly stores?: Resources;
    readonly properties?: JsonObject;
    readonly permanent?: boolean;
    readonly type?: string;
  } = {},
) {
  return findIn(
    keyDenials,
    {
      Subject: {
        Type: type,
        Properties: { KeyPolicy: { Statement: statements }, MultiRegion: true, ...properties },
      },
      Admin: { Type: 'AWS::IAM::Role', Properties: { Path: '/people/', RoleName: 'admin' } },
      Backup: { Type: 'AWS::IAM::Role', Properties: { Path: '/hlz-service/' } },
      ...stores,
    },
    { expectations: { ...PRODUCTION, permanent } },
  );
}

it.each<[string, readonly JsonObject[]]>([
  ['the policy of our key', GOOD],
  ['statements without a Sid in another order', GOOD.toReversed()],
  ['everything denied to everybody', [statement({ Action: 'kms:*' })]],
  ['no grace where nobody may delete', [ADMINISTERED, loss(), others(), untagged()]],
  [
    'a role of a service that is referred to',
    [loss(), others([...SPARED, { 'Fn::GetAtt': ['Backup', 'Arn'] }]), untagged()],
  ],
  [
    'one statement for all, by the tag alone',
    [
      loss(),
      statement({
        Action: 'kms:*',
        Condition: { Null: { 'aws:PrincipalTag/hlz-workload': 'true', 'kms:ViaService': 'true' } },
      }),
      others(WORKLOADS),
    ],
  ],
])('takes %s', (_, statements) => {
  expect(find(statements)).toEqual([]);
});

const OPEN =
  /^Its policy does not deny, where no service calls for somebody: .+ Here\/Table use it\./;
const LOST = /^Its policy does not deny to everybody: .+ Here\/Table would be lost with it\./;

it.each<[string, readonly JsonObject[], RegExp]>([
  ['no denial of use by others', [loss(), untagged()], OPEN],
  [
    'no denial of use without the tag',
    [loss(), others()],
    /role\/hlz\/anybody without the tag hlz-workload/,
  ],
  [
    'an administrator who is spared',
    [loss(), others([...SPARED, 'arn:aws:iam::111122223333:role/Admin']), untagged()],
    /role\/Admin/,
  ],
  [
    'administrators who are spared',
    [loss(), others([...SPARED, 'arn:aws:iam::111122223333:role/Admin*']), untagged()],
    OPEN,
  ],
  ['everybody who is spared', [loss(), others('*'), untagged()], OPEN],
  [
    'all roles of services that are spared',
    [loss(), others([...SPARED, 'arn:aws:iam::111122223333:role/hlz-service/*']), untagged()],
    OPEN,
  ],
  [
    'a role of the zone that is spared',
    [loss(), others([...SPARED, { 'Fn::GetAtt': ['Admin', 'Arn'] }]), untagged()],
    /role\/people\/admin/,
  ],
  [
    'somebody unreadable who is spared',
    [loss(), others([...SPARED, { Ref: 'Parameter' }]), untagged()],
    OPEN,
  ],
  [
    'another account',
    [
      loss(),
      others(SPARED, { Condition: { StringEquals: { 'aws:PrincipalAccount': '999988887777' } } }),
      untagged(),
    ],
    OPEN,
  ],
  [
    'use through a service denied only',
    [loss(), others(SPARED, { Condition: { Null: { 'kms:ViaService': 'false' } } }), untagged()],
    OPEN,
  ],
  [
    'a condition that anybody can meet',
    [
      loss(),
      others(SPARED, { Condition: { StringNotEquals: { 'aws:RequestTag/x': 'y' } } }),
      untagged(),
    ],
    OPEN,
  ],
  [
    'one use that is not denied',
    [loss(), others(SPARED, { Action: USE.filter((use) => use !== 'kms:Decrypt') }), untagged()],
    /: kms:Decrypt to root\. /,
  ],
  [
    'grants that are not denied',
    [
      loss(),
      others(SPARED, { Action: USE.filter((use) => use !== 'kms:CreateGrant') }),
      untagged(),
    ],
    /: kms:CreateGrant to root\. /,
  ],
  [
    'a denial for some',
    [
      loss(),
      others(SPARED, { Principal: { AWS: 'arn:aws:iam::111122223333:role/x' } }),
      untagged(),
    ],
    OPEN,
  ],
  [
    'a denial for all but some',
    [loss(), others(SPARED, { Principal: undefined, NotPrincipal: { AWS: '*' } }), untagged()],
    OPEN,
  ],
  ['an allowance', [loss(), others(SPARED, { Effect: 'Allow' }), untagged()], OPEN],
  ['no denial of loss', [hasty(), others(), untagged()], LOST],
  [
    'disabling that is not denied',
    [loss({ Action: LOSSES.filter((one) => one !== 'kms:DisableKey') }), others(), untagged()],
    /: kms:DisableKey\. /,
  ],
  [
    'copying that is not denied',
    [loss({ Action: LOSSES.slice(0, 2) }), others(), untagged()],
    /: kms:ReplicateKey, kms:UpdatePrimaryRegion\. /,
  ],
  [
    'one who may delete',
    [
      loss({
        Condition: {
          ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/hlz-service/x' },
        },
      }),
      others(),
      untagged(),
    ],
    LOST,
  ],
  [
    'workloads that may delete',
    [
      loss({ Condition: { Null: { 'aws:PrincipalTag/hlz-workload': 'true' } } }),
      others(),
      untagged(),
    ],
    LOST,
  ],
])('refuses %s', (_, statements, problem) => {
  expect(find(statements)).toEqual([expect.stringMatching(problem)]);
});

it('refuses a policy that cannot be read', () => {
  expect(find({ Ref: 'Parameter' })).toHaveLength(2);
});

it('names copying only of a key that can be copied', () => {
  const deleted = [loss({ Action: LOSSES.slice(0, 2) }), others(), untagged()];
  expect(find(deleted, { properties: { MultiRegion: false } })).toEqual([]);
  expect(find(deleted, { properties: { MultiRegion: undefined } })).toEqual([]);
  expect(find(deleted, { properties: { MultiRegion: { Ref: 'Parameter' } } })).toHaveLength(1);
});

describe('in a sandbox', () => {
  it.each([
    [30, 0],
    ['30', 0],
    [7, 1],
    [{ Ref: 'Parameter' }, 1],
  ])('asks that nobody shortens the grace: %j', (days, count) => {
    expect(find([hasty(days), others(), untagged()], { permanent: false })).toHaveLength(count);
  });
});

describe('of a key that makes no encryption', () => {
  const mac = { KeyUsage: 'GENERATE_VERIFY_MAC' };
  const sign = { KeyUsage: 'SIGN_VERIFY' };

  it.each([mac, sign, { KeyUsage: { Ref: 'Parameter' } }])(
    'asks both, whatever it is used for: %j',
    (properties) => {
      expect(find(GOOD, { stores: {}, properties })).toEqual([]);
      expect(find([ADMINISTERED], { stores: {}, properties })).toHaveLength(2);
    },
  );

  it('names what it makes', () => {
    const open = [loss(), untagged()];
    expect(find(open, { stores: {}, properties: mac })?.[0]).toContain('kms:GenerateMac to root');
    expect(find(open, { stores: {}, properties: sign })?.[0]).toContain('kms:Sign to root');
  });

  it('takes a replica for such a key, since its usage is in another Region', () => {
    expect(find([ADMINISTERED], { stores: {}, type: 'AWS::KMS::ReplicaKey' })).toHaveLength(2);
    expect(find(GOOD, { stores: {}, type: 'AWS::KMS::ReplicaKey' })).toEqual([]);
  });
});

describe('by what is encrypted with it', () => {
  it('asks of a key of audit records that it is not lost', () => {
    expect(find([loss()], { stores: logGroup('audit') })).toEqual([]);
    expect(find([ADMINISTERED], { stores: logGroup('audit') })).toEqual([
      expect.stringContaining('Here/Logs would be lost with it'),
    ]);
  });

  it('asks of a key of tagged records of patients all of it', () => {
    expect(find([ADMINISTERED], { stores: logGroup('phi') })).toHaveLength(2);
  });

  it.each<[string, Resources]>([
    ['nothing', {}],
    ['operational records', logGroup('operational')],
  ])('leaves a key of %s alone', (_, stores) => {
    expect(find([ADMINISTERED], { stores })).toBeUndefined();
  });

  it('follows an alias', () => {
    const stores: Resources = {
      Alias: { Type: 'AWS::KMS::Alias', Properties: { TargetKeyId: KEY } },
      Vault: {
        Type: 'AWS::Backup::BackupVault',
        Properties: { EncryptionKeyArn: { Ref: 'Alias' } },
      },
    };
    expect(find([ADMINISTERED], { stores })).toHaveLength(2);
  });

  it('names a few of many', () => {
    const stores = Object.fromEntries(
      ['A', 'B', 'C', 'D', 'E'].map((id) => [id, TABLE['Table'] ?? { Type: '' }]),
    );
    expect(find([loss(), untagged()], { stores })?.[0]).toContain(
      'Here/A, Here/B, Here/C, 2 more use it.',
    );
  });
});
