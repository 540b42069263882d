import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type * as People from './support/questions';
import { readAccessLimits } from '../../../lambda/access/settings';
import { awsAccess } from '../../../lambda/access/stores/aws-access';
import { ACCESS_TABLES } from '../../../lambda/access/tables';
import { newEntry } from '../../../lambda/identity/directory-changes';
import type { DirectoryEntry } from '../../../lambda/identity/directory-entry';
import { entryItem } from '../../../lambda/identity/directory-entry';
import { SettingError } from '../../../lambda/shared/settings';
import type { Role } from '../../../lambda/identity/roles';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import { dynamoTable } from '../../../lambda/shared/stores/dynamo-table';
import type { Item, TableShape } from '../../../lambda/shared/table';
import { CLAIMS, ISSUER, signingKey, tokenOf } from '../identity/support/tokens';
import { apiEvent } from '../support/api-events';
import { fakeDynamo } from '../support/fake-dynamo';
import {
  awsEnvironment,
  callerEnvironment,
  DESK_ENVIRONMENT,
} from '../support/function-environment';
import { TENANT } from './support/people';

// A function finds Cedar and the policies beside its code, which a source file does not have.
jest.mock('../../../lambda/access/stores/cedar', () => ({
  loadEngine: async () => jest.requireActual<typeof People>('./support/questions').engineOf(),
}));

/** DynamoDB, Kinesis, KMS and SNS on one loopback address. */
const KEY = signingKey('key-1');
const SHAPES: Readonly<Record<string, TableShape>> = { ...ACCESS_TABLES, ...IDENTITY_TABLES };
const tables = new Map(Object.entries(SHAPES).map(([name, shape]) => [name, fakeDynamo(shape)]));
const seen = {
  events: [] as Readonly<Record<string, unknown>>[],
  /** Calls of KMS, with what they were told. */
  kms: [] as (readonly [string, Readonly<Record<string, unknown>>])[],
  published: [] as URLSearchParams[],
  /** `table operation index` */
  tables: new Set<string>(),
};

interface Answered {
  readonly status?: number;
  readonly body: unknown;
}

function answerOf(target: string, text: string): Answered {
  if (target === '') {
    const query = new URLSearchParams(text);
    if (query.get('Action') !== 'Publish') return { status: 500, body: {} };
    seen.published.push(query);
    return {
      body: '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
    };
  }
  const [service = '', operation = ''] = target.split('.');
  const input = JSON.parse(text) as Readonly<Record<string, unknown>>;
  if (service.startsWith('Kinesis_')) {
    const records = input['Records'] as readonly { readonly Data: string }[];
    for (const { Data } of records) {
      seen.events.push(JSON.parse(Buffer.from(Data, 'base64').toString('utf8')));
    }
    const accepted = { ShardId: 'shardId-000000000000', SequenceNumber: '1' };
    return { body: { FailedRecordCount: 0, Records: records.map(() => accepted) } };
  }
  if (service === 'TrentService') {
    seen.kms.push([operation, input]);
    // What is encrypted is told from what is not, and can be read back.
    const turned = (value: unknown): string =>
      Buffer.from(Array.from(Buffer.from(String(value), 'base64')).toReversed()).toString('base64');
    if (operation === 'Encrypt') return { body: { CiphertextBlob: turned(input['Plaintext']) } };
    if (operation === 'Decrypt') return { body: { Plaintext: turned(input['CiphertextBlob']) } };
    return { body: { Mac: Buffer.alloc(32, 7).toString('base64') } };
  }
  const name = String(input['TableName']);
  seen.tables.add([name, operation, input['IndexName']].filter(Boolean).join(' '));
  return tables.get(name)?.wire(operation, input) ?? { status: 500, body: {} };
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { status = 200, body } = answerOf(
      String(request.headers['x-amz-target'] ?? ''),
      Buffer.concat(parts).toString('utf8'),
    );
    const isXml = typeof body === 'string';
    response.writeHead(status, {
      'content-type': isXml ? 'text/xml' : 'application/x-amz-json-1.0',
    });
    response.end(isXml ? body : JSON.stringify(body));
  });
});

const before = process.env;
let environment: Readonly<Record<string, string | undefined>> = {};

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  environment = {
    ...awsEnvironment(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`),
    ...callerEnvironment(ISSUER, { [CLAIMS.client_id]: 'workstation' }),
    ...DESK_ENVIRONMENT,
    PHI_KEY: 'arn:aws:kms:us-east-1:111122223333:key/phi',
    SECURITY_TOPIC: 'arn:aws:sns:us-east-1:111122223333:security',
  };
  for (const level of ['info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation(() => undefined);
  }
  await put('publicKeys', {
    issuer: ISSUER,
    keys: [{ ...KEY.publicKey }],
    refreshedAt: Date.now(),
  });
});
afterAll(async () => {
  process.env = before;
  jest.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

async function put(name: string, item: Item): Promise<void> {
  const send = async (command: { readonly input: object }) =>
    Promise.resolve(tables.get(name)?.call('PutItem', command.input));
  const client = { send } as unknown as Parameters<typeof dynamoTable>[0];
  await dynamoTable(client, name, SHAPES[name] ?? { partitionKey: '' }).put(item);
}

let people = 0;
async function user(role: Role): Promise<DirectoryEntry> {
  people += 1;
  const entry = newEntry({
    user: `3f1c2d4e-0a1b-4c2d-8e3f-${String(people).padStart(12, '0')}`,
    tenant: TENANT,
    role,
    departments: [],
    timeZone: 'UTC',
  });
  await put('directory', entryItem(entry));
  return entry;
}

/** As the runtime starts it: all it knows is the environment. */
async function start(name: 'api' | 'alert', left: Readonly<Record<string, string | undefined>>) {
  jest.resetModules();
  process.env = { ...left };
  const { handler } = (await import(`../../../lambda/access/${name}/handler`)) as {
    readonly handler: (event: unknown) => Promise<unknown>;
  };
  return handler;
}

async function api() {
  const handler = (await start('api', environment)) as (
    event: APIGatewayProxyEvent,
  ) => Promise<APIGatewayProxyResult>;
  return async (who: DirectoryEntry, request: string, body: object) => {
    const seconds = Math.floor(Date.now() / 1000);
    const token = tokenOf(KEY, {
      sub: who.user,
      'cognito:groups': [who.role],
      auth_time: seconds - 1,
      iat: seconds - 1,
      exp: seconds + 900,
    });
    const { statusCode, body: text } = await handler(
      apiEvent(request, {
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    return [statusCode, JSON.parse(text) as Readonly<Record<string, unknown>>] as const;
  };
}

jest.setTimeout(20_000);

const REASON = 'Made-up reason, brought in unconscious at night.';

it('breaks a glass, tells of it, and lets it be reviewed, with nothing but the environment', async () => {
  const call = await api();
  const [nurse, officer] = [await user('nurse'), await user('privacy-officer')];
  const [status, { glass, patient }] = await call(nurse, 'POST /v1/break-glass', {
    patientId: 'MADE-UP-0001',
    purpose: 'ETREAT',
    justification: REASON,
  });
  expect(status).toBe(200);
  const context = { purpose: 'break-glass', glass, tenant: TENANT };
  expect(seen.kms).toContainEqual([
    'Encrypt',
    {
      KeyId: environment['PHI_KEY'],
      Plaintext: Buffer.from(REASON).toString('base64'),
      EncryptionContext: context,
    },
  ]);
  expect(JSON.stringify([...(tables.get('brokenGlass')?.items.values() ?? [])])).not.toContain(
    'unconscious',
  );

  const [row] = tables.get('brokenGlass')?.items.values() ?? [];
  const alert = await start('alert', environment);
  const record = {
    eventID: 'e-1',
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    dynamodb: { SequenceNumber: '1', ApproximateCreationDateTime: 1_795_602_600, NewImage: row },
  };
  expect(await alert({ Records: [record] })).toEqual({ batchItemFailures: [] });
  expect(await alert({ remind: true })).toEqual({ batchItemFailures: [] });
  expect(seen.published).toHaveLength(1);
  expect(seen.published[0]?.get('TopicArn')).toBe(environment['SECURITY_TOPIC']);
  expect(seen.published[0]?.get('Message')).toContain(glass);
  expect(seen.published[0]?.get('Message')).not.toContain(patient);

  const [, listed] = await call(officer, 'POST /v1/break-glass/list', { glass });
  expect(listed['glasses']).toEqual([expect.objectContaining({ justification: REASON })]);
  expect(seen.kms.at(-1)).toEqual([
    'Decrypt',
    expect.objectContaining({ KeyId: environment['PHI_KEY'], EncryptionContext: context }),
  ]);
  const [reviewed] = await call(officer, 'POST /v1/break-glass/review', {
    glass,
    result: 'justified',
  });
  expect(reviewed).toBe(200);
  expect((await call(officer, 'POST /v1/users/list', {}))[0]).toBe(200);
  expect((await call(officer, 'POST /v1/approvals/list', {}))[0]).toBe(200);
  expect(seen.events.map(({ type }) => type)).toEqual([
    'break-glass-access',
    'access-review',
    'break-glass-review',
    'access-review',
    'access-review',
  ]);
});

it('asks the tables only what its role may ask', () => {
  // lib/constructs/access: AccessApi and AccessAlert give no more.
  const allowed = new Set([
    'directory GetItem',
    'directory PutItem',
    'directory Query byTenant',
    'sessions GetItem',
    'sessions PutItem',
    'sessions UpdateItem',
    'sessions DeleteItem',
    'publicKeys GetItem',
    'careTeams Query',
    'approvals GetItem',
    'approvals Query byState',
    'restrictions Query',
    'rates UpdateItem',
    'brokenGlass GetItem',
    'brokenGlass Query',
    'brokenGlass PutItem',
    'brokenGlass UpdateItem',
    'brokenGlass Query byGlass',
    'brokenGlass Query byUnreviewed',
  ]);
  expect([...seen.tables].filter((call) => !allowed.has(call))).toEqual([]);
});

it.each([
  ['api', 'PHI_KEY'],
  ['api', 'PSEUDONYM_KEY'],
  ['alert', 'SECURITY_TOPIC'],
] as const)('does not start: %s without %s', async (name, missing) => {
  await expect(start(name, { ...environment, [missing]: undefined })).rejects.toMatchObject({
    name: 'SettingError',
    message: expect.stringContaining(missing),
  });
});

it.each(['RATES_TABLE', 'AUDIT_STREAM', 'SERVICES', 'ACCESS_LIMITS'])(
  'is put together with its whole environment, and not without %s',
  async (missing) => {
    process.env = { ...environment };
    await expect(awsAccess(environment)).resolves.toBeDefined();
    await expect(awsAccess({ ...environment, [missing]: undefined })).rejects.toMatchObject({
      name: 'SettingError',
      message: expect.stringContaining(missing),
    });
  },
);

it.each([
  ['{"callsPerMinute":0,"bulkPerHour":2}'],
  ['{"callsPerMinute":60}'],
  ['{"callsPerMinute":60,"bulkPerHour":2,"more":1}'],
  ['60'],
])('takes no limits of %s', (limits) => {
  expect(() => readAccessLimits(limits)).toThrow(SettingError);
});
