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
import { changedZone, ledgerOf, shippedZone, withChange, zoneOf } from './support/zones';

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
    const ofRole = new Set(
      policies.map(({ policy }) =>
        judge(zone, policy, policy.properties['PolicyDocument'], request),
      ),
    );
    return ofKey !== 'deny' && !ofRole.has('deny') && ofRole.has('allow');
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
      keyUsers(zone, keyNamed(domain), rights).filter(({ by }) => by === 'elsewhere');
    expect(new Set(byAws('phi').map(({ who }) => who))).toEqual(new Set(['hlz-mercy-backup']));
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
  const told = encryption({ zone, ledger });

  it('tell usage, rotation and how a key ends', () => {
    const table = keys({ zone });
    expect(line(table, 'alias/hlz/mercy/phi')).toMatchObject({
      Rotation: 'yearly',
      'Multi-Region': 'yes',
      Administrators: 'account 111122223333: whom its IAM policies allow',
      // An administrator can read what a table or the database stores, and this says so.
      'Whom else IAM of the account may let use it':
        'anybody whom it allows, through an AWS service alone',
      Deletion:
        '30 days to regret it; denied to all: kms:ScheduleKeyDeletion, kms:DisableKey; when its stack is deleted: Retain',
    });
    expect(line(table, 'alias/hlz/mercy/phi')['Users']).toContain(
      'phi-api, phi-backfill (kms:EncryptionContext:purpose is phi-field; aws:SourceVpc is Network/Vpc; every of kms:EncryptionContextKeys is purpose or tenant or kid;',
    );
    expect(line(table, 'alias/hlz/mercy/pseudonym')).toMatchObject({
      Usage: 'makes and verifies MACs',
      Rotation: 'never: KMS cannot rotate a key of kind HMAC_256',
    });
    const { logicalId } = keyNamed('phi');
    const losable = changedZone('production', ['Keys', logicalId], (resource) => ({
      ...resource,
      Properties: {
        ...resource.Properties,
        KeyPolicy: {
          Statement: statementsOf(resource).filter(({ Sid: sid }) => sid !== 'DenyLoss'),
        },
      },
      DeletionPolicy: 'Delete',
    }));
    expect(line(keys({ zone: losable }), 'alias/hlz/mercy/phi')['Deletion']).toBe(
      '30 days to regret it; no action is denied to all; when its stack is deleted: Delete',
    );
  });

  it('tell whom a key refuses, by asking it', () => {
    const refuses = (place: string): string | undefined => line(told, place)['The key refuses'];
    expect(refuses('Phi/Tables/DataKeys')).toBe(
      'direct calls of people and all other roles of the account, workloads outside a VPC, workloads without their tag',
    );
    for (const place of ['Archive/Ledger', 'Phi/Api/Logs']) {
      expect(refuses(place)).toBe('direct calls of workloads outside a VPC');
    }
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
      'Who may read it': 'phi-api, phi-backfill | hlz-mercy-backup (by policies that AWS writes)',
      'Who may decrypt': expect.stringMatching(/phi-api, phi-backfill through dynamodb \|/),
    });
    expect(line(table, 'Archive/Ledger')['Who may read it']).toBe(
      'Archive/Replication/Role, breach-detector, ledger-api, ledger-checkpointer, ledger-indexer, ledger-sealer | hlz-mercy-backup (by policies that AWS writes)',
    );
    expect(line(table, 'Data/PhiBucket')['Who may read it']).toContain(
      'Data/MalwareProtection/Role',
    );
    const database = table.rows.filter(([place]) => place === 'Data/Database/Instance');
    expect(database.map(([, kind]) => kind)).toEqual([
      'database',
      'database: Performance Insights',
      'database: master password, kept by RDS in Secrets Manager',
    ]);
  });

  it('see what is weaker than it was', () => {
    const changes: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
      ['Baseline', 'SecurityTopic', { KmsMasterKeyId: undefined }],
      ['Access', 'TablesApprovals', { SSESpecification: { SSEEnabled: false } }],
      ['Data', 'PhiBucket', { BucketEncryption: undefined }],
      ['Baseline', 'FailureQueuePolicy', { PolicyDocument: { Statement: [] } }],
      ['Api', 'ApiRestApi', { SecurityPolicy: undefined }],
      ['Keys', 'Logs', { EnableKeyRotation: false }],
    ];
    const templates = changes.reduce(
      (all, [stack, prefix, change]) =>
        withChange(all, [stack, idOf(stack, prefix)], (resource) => ({
          ...resource,
          Properties: JSON.parse(
            JSON.stringify({ ...resource.Properties, ...change }),
          ) as TemplateJson['Resources'],
        })),
      templatesOf('production'),
    );
    const weaker = encryption({ zone: zoneOf(shippedConfig('production'), templates), ledger });
    const of = (place: string, column: string): readonly [string?, string?] => [
      line(told, place)[column],
      line(weaker, place)[column],
    ];
    const phi = 'alias/hlz/mercy/phi';
    expect(of('Baseline/SecurityTopic', 'Key')).toEqual([
      'alias/hlz/mercy/messaging',
      'none: not encrypted at rest',
    ]);
    expect(of('Access/Tables/Approvals', 'Key')).toEqual([phi, 'not switched on']);
    expect(of('Data/PhiBucket', 'Key')).toEqual([phi, 'SSE-S3: AES-256, keys of Amazon S3']);
    expect(of('Baseline/FailureQueue', 'In transit')).toEqual([
      'TLS only, by its policy',
      'no policy refuses calls without TLS',
    ]);
    expect(of('Api/Api/RestApi', 'In transit')[1]).toContain('security policy of its default');
    expect(of('Phi/Api/Logs', 'Rotation')).toEqual(['yearly', 'off']);
    expect(difference(weaker, told).map(([place]) => place)).toEqual(
      expect.not.arrayContaining(['Phi/Tables/DataKeys']),
    );
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
      { numRuns: 6 },
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
