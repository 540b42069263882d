import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { terminated } from '../../../lambda/identity/directory-changes';
import type { DirectoryEntry } from '../../../lambda/identity/directory-entry';
import { entryItem } from '../../../lambda/identity/directory-entry';
import { createIdentity } from '../../../lambda/identity/create-identity';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import { dynamoTable } from '../../../lambda/shared/stores/dynamo-table';
import { fakeDynamo } from '../support/fake-dynamo';
import { awsEnvironment, callerEnvironment } from '../support/function-environment';
import { authMessage, logBatch, TYPED } from './support/cognito';
import { NURSE } from './support/people';
import { CLIENTS, ISSUER, signingKey, tokenOf } from './support/tokens';
import { memoryLog } from '../support/memory-log';

/** DynamoDB, Kinesis and the pool's key set on one loopback address. */
const KEY = signingKey('kid=');
const tables = {
  directory: fakeDynamo(IDENTITY_TABLES.directory),
  sessions: fakeDynamo(IDENTITY_TABLES.sessions),
  publicKeys: fakeDynamo(IDENTITY_TABLES.publicKeys),
};
const state = { events: [] as Record<string, unknown>[], isStreamDown: false };

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const target = String(request.headers['x-amz-target'] ?? '');
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(body));
    };
    if (request.url === '/jwks.json') {
      answer(200, { keys: [{ alg: 'RS256', kty: 'RSA', use: 'sig', ...KEY.publicKey }] });
      return;
    }
    const body = Buffer.concat(parts).toString('utf8');
    if (target === 'Kinesis_20131202.PutRecords') {
      if (state.isStreamDown) {
        answer(500, { __type: 'InternalFailure' });
        return;
      }
      const { Records } = JSON.parse(body) as { Records: readonly { Data: string }[] };
      for (const { Data } of Records) {
        state.events.push(JSON.parse(Buffer.from(Data, 'base64').toString('utf8')));
      }
      const accepted = { ShardId: 'shardId-000000000000', SequenceNumber: '1' };
      answer(200, { FailedRecordCount: 0, Records: Records.map(() => accepted) });
      return;
    }
    if (!target.startsWith('DynamoDB_20120810.')) {
      answer(500, {});
      return;
    }
    const input = JSON.parse(body) as { readonly TableName: keyof typeof tables };
    const { status, body: found } = tables[input.TableName].wire(
      target.replace(/^.*\./, ''),
      input,
    );
    answer(status, found);
  });
});

const before = process.env;
let environment: NodeJS.ProcessEnv = {};

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  environment = {
    ...awsEnvironment(origin),
    ...callerEnvironment(ISSUER, Object.fromEntries(CLIENTS)),
    JWKS_URL: `${origin}/jwks.json`,
  };
  for (const level of ['info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation(() => undefined);
  }
});
afterAll(async () => {
  process.env = before;
  jest.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});
beforeEach(async () => {
  state.events.length = 0;
  state.isStreamDown = false;
  for (const table of Object.values(tables)) table.items.clear();
  await put(NURSE);
});

async function put(entry: DirectoryEntry): Promise<void> {
  const send = async (command: { readonly input: object }) =>
    Promise.resolve(tables.directory.call('PutItem', command.input));
  const client = { send } as unknown as Parameters<typeof dynamoTable>[0];
  await dynamoTable(client, 'directory', IDENTITY_TABLES.directory).put(entryItem(entry));
}

/** As the runtime starts them: all they know is the environment. */
async function start(name: 'sign-in' | 'events' | 'keys', names: readonly string[]) {
  jest.resetModules();
  process.env = Object.fromEntries(
    Object.entries(environment).filter(
      ([variable]) => names.includes(variable) || /^(?:PATH|AWS_)/.test(variable),
    ),
  );
  const { handler } = (await import(`../../../lambda/identity/${name}/handler`)) as {
    readonly handler: (event?: unknown) => Promise<unknown>;
  };
  return handler;
}

const SIGN_IN = ['AUDIT_STREAM', 'LEDGER_BUCKET', 'DIRECTORY_TABLE'];
const EVENTS = [...SIGN_IN, 'SESSION_LIMITS', 'USER_POOL_ISSUER'];
const KEYS = ['PUBLIC_KEYS_TABLE', 'USER_POOL_ISSUER', 'JWKS_URL'];

const trigger = (triggerSource: string) => ({
  triggerSource,
  userName: TYPED,
  request: { userAttributes: { sub: NURSE.user } },
  response: {},
});

it('signs people in, counts failures, and locks, with nothing but their environment', async () => {
  const signIn = await start('sign-in', SIGN_IN);
  const events = await start('events', EVENTS);
  const event = trigger('PostAuthentication_Authentication');
  expect(await signIn(event)).toEqual(event);
  const later = { eventTimestamp: String(Date.now() + 1000) };
  await events(logBatch(Array.from({ length: 5 }, () => authMessage({}, later))));
  await expect(signIn(event)).rejects.toMatchObject({ name: 'SignInRefusedError' });
  expect(state.events.map(({ type }) => type)).toEqual([
    'login-success',
    ...Array.from({ length: 5 }, () => 'login-failure'),
    'user-modify',
    'login-failure',
  ]);
  expect(JSON.stringify(state.events)).not.toContain(TYPED);
});

it('lets nobody in who left', async () => {
  await put(terminated(NURSE, Date.now()));
  const signIn = await start('sign-in', SIGN_IN);
  await expect(signIn(trigger('PreAuthentication_Authentication'))).rejects.toMatchObject({
    message: 'You cannot sign in at the moment. Ask your help desk.',
  });
  expect(state.events).toMatchObject([{ type: 'login-failure', reason: 'inactive' }]);
});

it('copies keys, by which the functions of the API know who is asking', async () => {
  const keys = await start('keys', KEYS);
  await keys();
  process.env = environment;
  const client = new DynamoDBClient({});
  const { authenticate } = createIdentity({
    environment,
    tables: {
      directory: dynamoTable(client, 'directory', IDENTITY_TABLES.directory),
      sessions: dynamoTable(client, 'sessions', IDENTITY_TABLES.sessions),
      publicKeys: dynamoTable(client, 'publicKeys', IDENTITY_TABLES.publicKeys),
    },
    clock: Date.now,
    log: memoryLog(),
  });
  const now = Math.floor(Date.now() / 1000);
  const token = tokenOf(KEY, { iat: now, auth_time: now, exp: now + 900 });
  const request = { headers: { authorization: `Bearer ${token}` } };
  expect(await authenticate(request)).toMatchObject({ kind: 'person', id: NURSE.user });
  expect(await authenticate(request)).toMatchObject({ role: 'nurse' });
  expect(tables.sessions.items.size).toBe(1);
});

it.each([
  ['sign-in', SIGN_IN],
  ['events', EVENTS],
  ['keys', KEYS],
] as const)('does not start without its environment: %s', async (name, names) => {
  await expect(start(name, [])).rejects.toThrow(`The environment has no ${names.join(', ')}:`);
});
