import fc from 'fast-check';
import { encryption } from '../../../lib/evidence/inventories/encryption';
import { keys } from '../../../lib/evidence/inventories/keys';
import { keyUsers } from '../../../lib/evidence/inventories/reading/key-users';
import { overlaps } from '../../../lib/evidence/inventories/reading/patterns';
import { rightsIn } from '../../../lib/evidence/inventories/reading/role-rights';
import { judge } from '../../support/policy-judge';
import { shippedConfig } from '../../support/templates';
import type { Json, Made } from './support/small-zone';
import { allow, BACKUP_POLICY, roleOf, roleOfAws, roleWith, smallZone } from './support/small-zone';
import { ledgerOf } from './support/zones';

const ledger = ledgerOf(shippedConfig('production'));

const KEY = { 'Fn::GetAtt': ['Key', 'Arn'] };
const STORES: Readonly<Record<string, Made>> = {
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY } },
        ],
      },
    },
  },
  Stream: {
    Type: 'AWS::Kinesis::Stream',
    Properties: { StreamEncryption: { EncryptionType: 'KMS', KeyId: KEY } },
  },
};

const ROOT = 'arn:aws:iam::111122223333:root';
const FOREIGN = 'arn:aws:iam::999999999999:root';
const ACCOUNT = 'account 111122223333: whom its IAM policies allow';
const NOBODY = 'nobody by the templates; IAM of the account may let others';

const DELEGATES = allow('kms:*', { Principal: { AWS: ROOT }, Resource: '*' });

/** Who may decrypt the bucket and the stream, and the line of their key. */
function told(
  policy: unknown,
  role: Made = { Type: 'AWS::IAM::Role' },
): Readonly<Record<string, string>> {
  const zone = smallZone({
    ...STORES,
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: policy === undefined ? {} : { KeyPolicy: policy },
    },
    Role: role,
  });
  const table = keys({ zone });
  const of = (found: typeof table, name: string): number => found.columns.indexOf(name);
  const stores = encryption({ zone, ledger });
  const [key] = table.rows;
  return {
    ...Object.fromEntries(
      [
        'Administrators',
        'Users',
        'Whom else IAM of the account may let use it',
        'Who may give it to others',
        'Denials of use',
      ].map((name) => [name, key?.[of(table, name)] ?? '']),
    ),
    ...Object.fromEntries(
      stores.rows
        .filter(([, kind]) => kind === 'bucket' || kind === 'stream')
        .map((row) => [String(row[1]), row[of(stores, 'Who may decrypt')] ?? '']),
    ),
  };
}

const withKey = (...statements: readonly Json[]): Readonly<Record<string, string>> =>
  told({ Statement: [DELEGATES, ...statements] });
const decrypt = (Condition?: Json): Json =>
  allow('kms:Decrypt', { Resource: '*', ...(Condition === undefined ? {} : { Condition }) });
const byRole = (...conditions: readonly [Json?]): Readonly<Record<string, string>> =>
  told({ Statement: [DELEGATES] }, roleWith(decrypt(...conditions)));

describe('whom IAM of the account may let beside', () => {
  const others = (...statements: readonly Json[]): string =>
    told({ Statement: statements })['Whom else IAM of the account may let use it'] ?? '';
  const refuses = (Condition?: Json): Json => ({
    ...allow('kms:Decrypt', {
      Principal: { AWS: '*' },
      Resource: '*',
      ...(Condition === undefined ? {} : { Condition }),
    }),
    Effect: 'Deny',
  });
  const workloads = { StringNotEquals: { 'aws:PrincipalTag/hlz-workload': 'phi-api' } };

  it.each([
    ['anybody where the key leaves it to IAM', [DELEGATES], 'anybody whom it allows'],
    [
      'anybody still where workloads alone are refused',
      [DELEGATES, refuses({ StringEquals: { 'aws:PrincipalTag/hlz-workload': 'phi-api' } })],
      'anybody whom it allows',
    ],
    [
      'through a service where direct calls are refused',
      [DELEGATES, refuses({ ...workloads, Null: { 'kms:ViaService': 'true' } })],
      'anybody whom it allows, through an AWS service alone',
    ],
    ['nobody where all others are refused', [DELEGATES, refuses(workloads)], 'nobody'],
    ['nobody where the key does not ask IAM', [], 'nobody'],
  ])('is %s', (_, statements, said) => {
    expect(others(...statements)).toBe(said);
  });
});

describe('the policy of a key', () => {
  it('that is not there leaves all to IAM, and one that cannot be read is told as such', () => {
    expect(told(undefined)).toMatchObject({
      bucket: ACCOUNT,
      stream: ACCOUNT,
      Administrators: ACCOUNT,
    });
    expect(told(undefined, roleWith(decrypt()))['stream']).toBe(`${ACCOUNT}, evil`);
    const unread = 'the policy could not be read: look at the template';
    const whom = `whom its policy allows (${unread})`;
    const found = told({ 'Fn::Transform': { Name: 'x' } }, roleWith(decrypt()));
    expect(found).toMatchObject({
      bucket: `evil | ${whom}`,
      Users: `evil | ${whom}`,
      Administrators: unread,
      'Denials of use': unread,
    });
    expect(told({ Statement: [DELEGATES] })).toMatchObject({ bucket: NOBODY, Users: NOBODY });
    expect(told({ Statement: [] })).toMatchObject({ bucket: 'nobody', Users: 'nobody' });
  });

  it('names each principal by itself, whoever stands beside', () => {
    const open = (more: Json): Readonly<Record<string, string>> =>
      withKey(allow('kms:*', { Resource: '*', ...more }));
    const service = 'logs.amazonaws.com';
    expect(open({ Principal: { AWS: '*', Service: service } })).toMatchObject({
      stream: 'everybody',
      Users: `everybody, ${service}`,
      Administrators: `${ACCOUNT} | everybody, ${service}`,
    });
    expect(open({ Principal: { AWS: [FOREIGN, ROOT] } })['stream']).toBe('account 999999999999');
    expect(open({ NotPrincipal: { Service: service } })['stream']).toBe(`everybody but ${service}`);
    expect(open({ Principal: { Service: service } })['stream']).toBe(NOBODY);
    const Condition = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/*' } };
    expect(open({ Principal: '*', Condition })['stream']).toBe(
      'whoever is like arn:aws:iam::999999999999:role/*',
    );
    expect(open({ Principal: { AWS: FOREIGN }, Condition })['stream']).toContain(
      'account 999999999999 (aws:PrincipalArn is like',
    );
  });

  it('leaves it to IAM under conditions too, and where it cannot be seen to whom', () => {
    const Condition = { StringEquals: { 'kms:CallerAccount': '111122223333' } };
    const root = allow('kms:*', { Principal: { AWS: ROOT }, Resource: '*', Condition });
    expect(told({ Statement: [root] }, roleWith(decrypt()))['stream']).toBe(
      `${ACCOUNT} (kms:CallerAccount is 111122223333) | evil`,
    );
    const given = allow('kms:*', { Principal: { AWS: { Ref: 'Given' } }, Resource: '*' });
    expect(told({ Statement: [given] }, roleWith(decrypt()))['stream']).toBe('evil, set at deploy');
  });

  it('is told for each service that it names', () => {
    const services = ['dynamodb.us-east-1.amazonaws.com', 'kinesis.us-east-1.amazonaws.com'];
    const found = withKey(
      allow('kms:Decrypt', {
        Principal: { AWS: FOREIGN },
        Resource: '*',
        Condition: { StringEquals: { 'kms:ViaService': services } },
      }),
    );
    expect(found).toMatchObject({
      bucket: NOBODY,
      stream: 'account 999999999999 through kinesis',
      Users: 'account 999999999999 through dynamodb | account 999999999999 through kinesis',
    });
  });
});

describe('a role that may use a key', () => {
  const via = (operator: string, ...values: readonly unknown[]): Readonly<Record<string, string>> =>
    byRole({ [operator]: { 'kms:ViaService': values } });
  const SQS = 'sqs.us-east-1.amazonaws.com';

  it('is narrowed by what names services for certain, and by nothing else', () => {
    expect(via('StringEquals', 'kinesis.us-east-1.amazonaws.com')).toMatchObject({
      bucket: NOBODY,
      stream: 'evil through kinesis',
    });
    expect(via('StringEquals', SQS)['stream']).toBe(NOBODY);
    expect(via('StringLike', '*.amazonaws.com')['stream']).toBe(
      'evil through services like *.amazonaws.com',
    );
    expect(via('StringEquals', { Ref: 'Given' })['stream']).toBe('evil through any service');
    expect(via('StringNotEquals', SQS)['stream']).toBe(`evil (kms:ViaService is not ${SQS})`);
    expect(via('StringNotLike', 'k*')['stream']).toBe('evil (kms:ViaService is not like k*)');
    expect(via('StringEqualsIfExists', SQS)['stream']).toBe(
      `evil (kms:ViaService is ${SQS}, or it is absent)`,
    );
    expect(via('ForAllValues:StringEquals', SQS)['stream']).toContain('evil (every of');
  });

  it('has one purpose only when its context is that of no service', () => {
    const context = (operator: string, key: string, value: string): string | undefined =>
      byRole({ [operator]: { [`kms:EncryptionContext:${key}`]: value } })['bucket'];
    expect(context('StringEquals', 'purpose', 'phi-field')).toBe(NOBODY);
    for (const [operator, key, value] of [
      ['StringNotEquals', 'purpose', 'b'],
      ['StringEqualsIfExists', 'purpose', 'b'],
      ['StringLike', 'purpose', '*'],
      ['StringEquals', 'aws:s3:arn', 'arn:aws:s3:::records'],
    ] as const) {
      expect(context(operator, key, value)).toContain('evil (kms:EncryptionContext:');
    }
  });

  it('is taken to call from within a VPC, and through a service where it may not directly', () => {
    const denial = (Null: Json): Json => ({
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:*',
      Resource: '*',
      Condition: { Null },
    });
    const refused = (...denials: readonly Json[]): string | undefined =>
      told({ Statement: [DELEGATES, ...denials] }, roleWith(decrypt()))['stream'];
    expect(refused(denial({ 'aws:SourceVpc': 'true' }))).toBe('evil');
    expect(refused(denial({ 'kms:ViaService': 'true' }))).toBe('evil through any service');
    const { Condition: _none, ...always } = denial({});
    expect(refused(always)).toBe(NOBODY);
  });

  it('is told when a policy of it cannot be read, or is in no template', () => {
    const document = { Statement: [DELEGATES] };
    const of = (role: Made): Readonly<Record<string, string>> => told(document, role);
    expect(of(roleOf({ 'Fn::Transform': { Name: 'x' } }))['stream']).toBe(
      'evil (may: a policy of it could not be read)',
    );
    const aws = 'evil (by policies that AWS writes)';
    expect(of(roleOfAws('arn:aws:iam::aws:policy/AdministratorAccess'))).toMatchObject({
      bucket: aws,
      stream: aws,
    });
    expect(of(roleOfAws(BACKUP_POLICY))).toMatchObject({ bucket: aws, stream: NOBODY, Users: aws });
  });

  it('is found by a pattern of ARNs with the account and the Region by reference', () => {
    const arn = (id: string): unknown => ({
      'Fn::Join': [
        '',
        ['arn:aws:kms:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:key/${id}`],
      ],
    });
    const on = (Resource: unknown): string | undefined =>
      told({ Statement: [DELEGATES] }, roleWith(allow('kms:Decrypt', { Resource })))['stream'];
    expect(on(arn('*'))).toBe('evil');
    expect(on(['arn:aws:kms:us-east-1:999999999999:key/*'])).toBe(NOBODY);
  });

  it('that may give it to others is told so, by each action', () => {
    const of = (...actions: readonly string[]): string | undefined =>
      told({ Statement: [DELEGATES] }, roleWith(allow(actions)))['Who may give it to others'];
    expect(of('kms:CreateGrant', 'kms:ReEncrypt*', 'kms:PutKeyPolicy')).toBe(
      'kms:CreateGrant, kms:PutKeyPolicy, kms:ReEncryptFrom, kms:ReEncryptTo: evil',
    );
    expect(of('kms:ReEncryptFrom')).toBe(
      `kms:CreateGrant, kms:PutKeyPolicy, kms:ReEncryptTo: ${NOBODY} | kms:ReEncryptFrom: evil`,
    );
  });
});

describe('whatever an independent judge allows to a role', () => {
  const text = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
  const HOSTS = ['s3.us-east-1.amazonaws.com', 'sqs.us-east-1.amazonaws.com'];
  const condition = fc.oneof(
    fc.tuple(
      text('StringEquals', 'StringLike', 'StringNotEquals'),
      fc.constant('kms:ViaService'),
      fc.array(text(...HOSTS, 's3*', '*'), { minLength: 1, maxLength: 2 }),
    ),
    fc.tuple(
      text('StringEquals', 'StringLike', 'StringNotEquals'),
      text('kms:EncryptionContext:purpose', 'aws:SourceVpc', 'aws:PrincipalTag/hlz-workload'),
      fc.array(text('a', 'b', '*'), { minLength: 1, maxLength: 2 }),
    ),
    fc.tuple(
      fc.constant('Null'),
      text('kms:ViaService', 'aws:SourceVpc', 'kms:EncryptionContext:purpose'),
      text('true', 'false').map((value) => [value]),
    ),
  );
  const conditions = fc
    .array(condition, { maxLength: 2 })
    .map((list) =>
      Object.fromEntries(list.map(([operator, key, values]) => [operator, { [key]: values }])),
    );
  const WAYS = [undefined, ...HOSTS].flatMap((host) =>
    [undefined, 'a', 'b'].flatMap((purpose) =>
      [undefined, 'a'].map((vpc) => ({
        host,
        context: {
          ...(host === undefined ? {} : { 'kms:viaservice': host }),
          ...(purpose === undefined ? {} : { 'kms:encryptioncontext:purpose': purpose }),
          ...(vpc === undefined ? {} : { 'aws:sourcevpc': vpc }),
        },
      })),
    ),
  );

  it('is told, on its way', () => {
    fc.assert(
      fc.property(conditions, fc.array(conditions, { maxLength: 2 }), (allowed, denied) => {
        const denials = denied.map((Condition) => ({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 'kms:*',
          Resource: '*',
          Condition,
        }));
        const document = { Statement: [decrypt(allowed)] };
        const policy = { Statement: [DELEGATES, ...denials] };
        const zone = smallZone({
          Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy } },
          Role: roleOf(document),
        });
        const [key, role] = zone.resources;
        if (key === undefined || role === undefined) throw new Error('no key');
        const users = keyUsers(zone, key, rightsIn(zone));
        for (const { host, context } of WAYS) {
          const request = {
            by: { role: 'evil' },
            action: 'kms:Decrypt',
            resource: 'any',
            context,
          };
          const isAllowed =
            judge(zone, role, document, request) === 'allow' &&
            judge(zone, key, policy, request) !== 'deny';
          const isTold = users.some(
            ({ through }) =>
              through === undefined || (host !== undefined && overlaps(through, host)),
          );
          expect({ context, told: isTold || !isAllowed }).toEqual({ context, told: true });
        }
      }),
      { numRuns: 150 },
    );
  });
});
