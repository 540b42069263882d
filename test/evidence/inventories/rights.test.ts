import fc from 'fast-check';
import type { ResourceView } from '../../../lib/compliance/reading/zone-view';
import { encryption } from '../../../lib/evidence/inventories/encryption';
import { keys } from '../../../lib/evidence/inventories/keys';
import { permissions } from '../../../lib/evidence/inventories/permissions';
import type { KeyUser } from '../../../lib/evidence/inventories/reading/key-users';
import { keyUsers } from '../../../lib/evidence/inventories/reading/key-users';
import { actorOf, aliasOf, placeOf } from '../../../lib/evidence/inventories/reading/names';
import { rightsIn } from '../../../lib/evidence/inventories/reading/role-rights';
import { resourcePolicies } from '../../../lib/evidence/inventories/resource-policies';
import type { EvidenceTable } from '../../../lib/evidence/table';
import type { EvidenceZone } from '../../../lib/evidence/zone/evidence-zone';
import { principalText } from '../../../lib/compliance/reading/request';
import { tagsOf } from '../../../lib/compliance/reading/tags';
import { wordOf } from '../../../lib/compliance/reading/value-text';
import type { Request } from '../../support/policy-judge';
import { judge } from '../../support/policy-judge';
import type { TemplateJson } from '../../support/templates';
import { shippedConfig, templatesOf } from '../../support/templates';
import { changedZone, ledgerOf, shippedZone } from './support/zones';

const zone = shippedZone('production');
const rights = rightsIn(zone);

function keyNamed(domain: string, from: EvidenceZone = zone): ResourceView {
  const key = from
    .ofType('AWS::KMS::Key')
    .find((candidate) => aliasOf(from, candidate) === `alias/hlz/mercy/${domain}`);
  if (key === undefined) throw new Error(`no key ${domain}`);
  return key;
}

describe('who may use a key', () => {
  const { account } = zone.expectations;
  const SERVICES = ['dynamodb', 's3', 'sqs', 'sns', 'kinesis', 'rds'].map(
    (service) => `${service}.us-east-1.amazonaws.com`,
  );
  const VPC = zone.ofType('AWS::EC2::VPC').map(wordOf).join();
  /** What a call of code within the VPC carries, for each purpose for which the zone encrypts. */
  const PURPOSES: readonly Readonly<Record<string, string | readonly string[]>>[] = [
    {},
    purpose({ purpose: 'phi-field', tenant: 'a', kid: 'b' }),
    purpose({ purpose: 'break-glass', tenant: 'a', glass: 'b' }),
  ];

  /** Ways on which a role could call, as its request looks. */
  const WAYS: readonly (readonly [string, Readonly<Record<string, string | readonly string[]>>])[] =
    [
      ...SERVICES.map((service) => [service, { 'kms:viaservice': service }] as const),
      ...PURPOSES.map(
        (context) =>
          [
            'directly',
            { ...context, 'aws:sourcevpc': VPC, 'kms:macalgorithm': 'HMAC_SHA_256' },
          ] as const,
      ),
      ...PURPOSES.map((context) => ['directly, outside the VPC', context] as const),
    ];

  /** Whether key and role together let a role use a key so, as the judge of policies says. */
  function mayUse(
    key: ResourceView,
    { role, policies }: (typeof rights)[number],
    action: string,
    way: Readonly<Record<string, string | readonly string[]>>,
  ): boolean {
    const arn = principalText(zone, role, { Ref: role.logicalId }) ?? '';
    const tag = tagsOf(role).get('hlz-workload');
    const request: Request = {
      by: { role: arn },
      action,
      resource: `<${key.stack}/${key.logicalId}>`,
      context: {
        'aws:principalarn': arn,
        'aws:principalaccount': account,
        'kms:calleraccount': account,
        ...(typeof tag === 'string' ? { 'aws:principaltag/hlz-workload': tag } : {}),
        ...way,
      },
    };
    const ofKey = judge(zone, key, key.properties['KeyPolicy'], request);
    const ofRole = policies.map(({ policy }) =>
      judge(zone, policy, policy.properties['PolicyDocument'], request),
    );
    return ofKey !== 'deny' && !ofRole.includes('deny') && ofRole.includes('allow');
  }

  it.each([
    ['phi', 'kms:Decrypt'],
    ['audit', 'kms:Decrypt'],
    ['messaging', 'kms:Decrypt'],
    ['pseudonym', 'kms:GenerateMac'],
    ['checkpoint', 'kms:Sign'],
  ])('is told of the %s key as an independent judge of both policies says', (domain, action) => {
    const key = keyNamed(domain);
    const judged = rights.flatMap((role) =>
      WAYS.filter(([, way]) => mayUse(key, role, action, way)).map(
        ([name]) => `${actorOf(role.role)} ${name}`,
      ),
    );
    const told = keyUsers(zone, key, rights)
      .filter(({ by }) => by === 'role')
      .map(({ who, through = 'directly' }) => `${who} ${through}`);
    expect(judged.length).toBeGreaterThan(0);
    expect([...new Set(told)].toSorted()).toEqual([...new Set(judged)].toSorted());
  });

  const named = (key: ResourceView): readonly string[] =>
    keyUsers(zone, key, rights)
      .filter(({ by }) => by === 'key')
      .map(({ who, through = 'directly' }) => `${who} ${through}`);

  it('names AWS services and their roles by the policy of the key, and the role of AWS Backup', () => {
    expect(named(keyNamed('phi'))).toEqual([
      'roles like aws-service-role/* ec2.us-east-1.amazonaws.com',
      'AWSServiceRoleForAmazonMacie s3.us-east-1.amazonaws.com',
    ]);
    expect(named(keyNamed('audit'))).toEqual(['cloudtrail.amazonaws.com directly']);
    const byAws = (domain: string): readonly KeyUser[] =>
      keyUsers(zone, keyNamed(domain), rights).filter(({ by }) => by === 'aws');
    expect(byAws('phi').map(({ who }) => who)).toEqual(['hlz-mercy-backup']);
  });

  it('leaves out a role whom the key refuses, and counts nobody when the key does not ask IAM', () => {
    const of = (
      change: (statements: readonly unknown[]) => readonly unknown[],
    ): readonly KeyUser[] => {
      const { logicalId } = keyNamed('phi');
      const changed = changedZone('production', ['Keys', logicalId], (resource) => ({
        ...resource,
        Properties: {
          ...resource.Properties,
          KeyPolicy: { Statement: change(statementsOf(resource)) },
        },
      }));
      return keyUsers(changed, keyNamed('phi', changed), rightsIn(changed));
    };
    const denial = {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalTag/hlz-workload': 'phi-api' } },
    };
    const who = (users: readonly KeyUser[]): ReadonlySet<string> =>
      new Set(users.map((user) => user.who));
    expect(who(of((all) => all))).toContain('phi-api');
    expect(who(of((all) => [...all, denial]))).not.toContain('phi-api');
    expect(who(of((all) => [...all, denial]))).toContain('phi-backfill');
    expect(of((all) => all.slice(1)).filter(({ by }) => by !== 'key')).toEqual([]);
  });
});

describe('the tables of keys and encryption', () => {
  const ledger = ledgerOf(shippedConfig('production'));

  it('tell usage, rotation and how a key ends', () => {
    const table = keys({ zone });
    expect(line(table, 'alias/hlz/mercy/phi')).toMatchObject({
      Rotation: 'yearly',
      'Multi-Region': 'yes',
      Administrators: 'account 111122223333: whom its IAM policies allow',
      Deletion:
        '30 days to regret it; denied to all: kms:ScheduleKeyDeletion, kms:DisableKey; when its stack is deleted: Retain',
    });
    expect(line(table, 'alias/hlz/mercy/pseudonym')).toMatchObject({
      Usage: 'makes and verifies MACs',
      Rotation: 'never: KMS cannot rotate a key of kind HMAC_256',
    });
    const sandbox = keys({ zone: shippedZone('sandbox') });
    expect(line(sandbox, 'alias/hlz/sandbox/phi')['Deletion']).toContain(
      'no action is denied to all',
    );
  });

  it('tell whom a key refuses, by asking it', () => {
    const refuses = (place: string): string | undefined =>
      line(encryption({ zone, ledger }), place)['The key refuses'];
    expect(refuses('Phi/Tables/DataKeys')).toBe(
      'direct calls of people and all other roles of the account, workloads outside a VPC, workloads without their tag',
    );
    expect(refuses('Archive/Ledger')).toBe('direct calls of workloads outside a VPC');
  });

  it('tell who may read a store, and why one has no key', () => {
    const reason = 'S3 delivers into no other. (https://docs.aws.amazon.com/x)';
    const bucket = zone
      .ofType('AWS::S3::Bucket')
      .find((one) => placeOf(one) === 'Archive/AccessLogs');
    const row = {
      pack: 'HIPAA.Security',
      rule: 'HIPAA.Security-S3DefaultEncryptionKMS',
      finding: '',
      citations: [],
      stack: bucket?.stack ?? '',
      path: bucket?.path ?? '',
      logicalId: bucket?.logicalId ?? '',
      type: 'AWS::S3::Bucket',
      verdict: 'acknowledged' as const,
      reason,
      review: '2027-11-22',
      kind: 'inherent' as const,
    };
    const table = encryption({ zone, ledger: { ...ledger, rows: [row] } });
    expect(line(table, 'Archive/AccessLogs')).toMatchObject({
      Key: 'SSE-S3: AES-256, keys of Amazon S3',
      'In transit': 'TLS only, by its policy, version 1.2 or later',
      'Why no key of the zone': reason,
    });
    expect(line(table, 'Phi/Tables/DataKeys')).toMatchObject({
      Key: 'alias/hlz/mercy/phi',
      'Roles that may read it': 'phi-api, phi-backfill',
      'Who may decrypt': expect.stringMatching(/phi-api, phi-backfill through dynamodb/),
    });
    expect(line(table, 'Archive/Ledger')['Roles that may read it']).toBe(
      'breach-detector, ledger-api, ledger-checkpointer, ledger-indexer, ledger-sealer',
    );
    const database = table.rows.filter(([place]) => place === 'Data/Database/Instance');
    expect(database.map(([, kind]) => kind)).toEqual([
      'database',
      'database: Performance Insights',
      'database: master password, kept by RDS in Secrets Manager',
    ]);
  });

  it.each<readonly [string, string, string, Readonly<Record<string, unknown>>, string, string]>([
    [
      'a topic without a key',
      'Baseline',
      'SecurityTopic077AEA2C',
      { KmsMasterKeyId: undefined },
      'Key',
      'none: not encrypted at rest',
    ],
    [
      'a table that is not encrypted',
      'Access',
      'TablesApprovals',
      { SSESpecification: { SSEEnabled: false } },
      'Key',
      'not switched on',
    ],
    [
      'a bucket without a key',
      'Data',
      'PhiBucket6',
      { BucketEncryption: undefined },
      'Key',
      'SSE-S3: AES-256, keys of Amazon S3',
    ],
    [
      'a queue whose policy lets HTTP in',
      'Baseline',
      'FailureQueuePolicy',
      { PolicyDocument: { Statement: [] } },
      'In transit',
      'no policy refuses calls without TLS',
    ],
    [
      'an API of an old kind',
      'Api',
      'ApiRestApi',
      { SecurityPolicy: undefined },
      'In transit',
      'HTTPS only: API Gateway has no other; security policy of its default',
    ],
    ['a key that is not rotated', 'Keys', 'Audit', { EnableKeyRotation: false }, 'Rotation', 'off'],
  ])('see %s', (_what, stack, prefix, change, column, expected) => {
    const changed = changedZone('production', [stack, idOf(stack, prefix)], (resource) => ({
      ...resource,
      Properties: JSON.parse(
        JSON.stringify({ ...resource.Properties, ...change }),
      ) as object as Readonly<Record<string, unknown>>,
    }));
    const rows = difference(encryption({ zone: changed, ledger }), encryption({ zone, ledger }));
    const { columns } = encryption({ zone, ledger });
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row[columns.indexOf(column)]))).toEqual(new Set([expected]));
  });
});

describe('permissions', () => {
  /** Every statement with a name of a policy of roles. */
  const STATEMENTS = [...templatesOf('production')].flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy')
      .flatMap(([id, resource]) =>
        statementsOf(resource).map((statement) => ({ stack, id, statement })),
      ),
  );

  it('have a line for each statement, and lose those of one that is gone and no others', () => {
    const before = permissions({ zone });
    const at = (name: string): number => before.columns.indexOf(name);
    expect(STATEMENTS.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.constantFrom(...STATEMENTS), ({ stack, id, statement }) => {
        const changed = changedZone('production', [stack, id], (resource) => ({
          ...resource,
          Properties: {
            ...resource.Properties,
            PolicyDocument: {
              Statement: statementsOf(resource).filter((other) => other !== statement),
            },
          },
        }));
        const after = permissions({ zone: changed });
        const gone = difference(before, after);
        expect(gone.length).toBeGreaterThan(0);
        // A role that is left with nothing says so.
        expect(difference(after, before).filter(([, , , , may]) => may !== 'nothing')).toEqual([]);
        const policy = zone.resources.find(
          (resource) => resource.logicalId === id && resource.path.startsWith(`${stack}/`),
        );
        expect(new Set(gone.map((row) => row[at('Statement')]))).toEqual(
          new Set([statement['Sid']]),
        );
        expect(new Set(gone.map((row) => row[at('Policy')]))).toEqual(
          new Set([policy === undefined ? '' : placeOf(policy)]),
        );
      }),
      { numRuns: 8 },
    );
  });

  it('name every role, also one that may nothing, and a document that cannot be read', () => {
    const roles = new Set(permissions({ zone }).rows.map(([, place]) => place));
    expect(roles).toEqual(new Set(zone.ofType('AWS::IAM::Role').map(placeOf)));
    const id = idOf('Phi', 'ApiRolePolicy');
    const unread = changedZone('production', ['Phi', id], (resource) => ({
      ...resource,
      Properties: {
        ...resource.Properties,
        PolicyDocument: { 'Fn::GetAtt': ['Maker', 'Document'] },
      },
    }));
    const lines = difference(permissions({ zone: unread }), permissions({ zone }));
    expect(lines.map((row) => row[4])).toEqual([
      'the document cannot be read: look at the template',
    ]);
  });

  it('of resources tell who, on what, and under which condition', () => {
    const table = resourcePolicies({ zone });
    const trust = table.rows.filter(
      ([of, , , who]) => of === 'Phi/Api/Role' && who === 'lambda.amazonaws.com',
    );
    expect(trust).toHaveLength(1);
    const api = table.rows.filter(([of]) => of === 'Api/Api/RestApi').map((row) => row.slice(2));
    expect(api).toContainEqual([
      'Deny',
      'everybody',
      'execute-api:Invoke',
      'execute-api:/*',
      'aws:SourceVpce is not Network/Endpoints/ExecuteApi',
      'DenyFromElsewhere',
    ]);
  });
});

function purpose(
  context: Readonly<Record<string, string>>,
): Readonly<Record<string, string | readonly string[]>> {
  return {
    ...Object.fromEntries(
      Object.entries(context).map(([key, value]) => [`kms:encryptioncontext:${key}`, value]),
    ),
    'kms:encryptioncontextkeys': Object.keys(context),
  };
}

function idOf(stack: string, prefix: string): string {
  const ids = Object.keys(templatesOf('production').get(stack)?.Resources ?? {});
  return ids.find((id) => id.startsWith(prefix)) ?? '';
}

function statementsOf({
  Properties,
}: TemplateJson['Resources'][string]): readonly Readonly<Record<string, unknown>>[] {
  const { PolicyDocument: policy, KeyPolicy: own } = Properties ?? {};
  return ((policy ?? own) as { readonly Statement: readonly Readonly<Record<string, unknown>>[] })
    .Statement;
}

/** The one row that begins so, by column. */
function line(of: EvidenceTable, first: string): Readonly<Record<string, string>> {
  const rows = of.rows.filter(([cell]) => cell === first);
  expect(rows).toHaveLength(1);
  return Object.fromEntries(of.columns.map((name, at) => [name, rows[0]?.[at] ?? '']));
}

/** Rows of one table that another has not. */
function difference(one: EvidenceTable, other: EvidenceTable): readonly (readonly string[])[] {
  const rows = new Set(other.rows.map((row) => row.join('\n')));
  return one.rows.filter((row) => !rows.has(row.join('\n')));
}
