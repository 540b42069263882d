import { createHash } from 'node:crypto';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { ACCESS_TABLES } from '../../../../lambda/access/tables';
import { newEntry } from '../../../../lambda/identity/directory-changes';
import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import { entryItem } from '../../../../lambda/identity/directory-entry';
import type { Role } from '../../../../lambda/identity/roles';
import { IDENTITY_TABLES } from '../../../../lambda/identity/tables';
import { LEDGER_TABLES } from '../../../../lambda/ledger/index/tables';
import type { InvocationContext } from '../../../../lambda/ledger/invocation';
import { readRetention } from '../../../../lambda/ledger/settings';
import { verifyProof } from '../../../../lambda/ledger/proof/tlog-proof';
import { toAttributes } from '../../../../lambda/shared/stores/dynamo-expressions';
import type { Item, TableShape } from '../../../../lambda/shared/table';
import { TENANT } from '../../access/support/people';
import type * as Questions from '../../access/support/questions';
import { CLAIMS, ISSUER, signingKey, tokenOf } from '../../identity/support/tokens';
import { apiEvent } from '../../support/api-events';
import { fakeDynamo } from '../../support/fake-dynamo';
import {
  awsEnvironment,
  callerEnvironment,
  DESK_ENVIRONMENT,
} from '../../support/function-environment';
import { KEY as CHECKPOINT_KEY } from '../support/checkpointing';
import type { S3Answer, SentToS3 } from '../support/fake-s3';
import { FakeS3 } from '../support/fake-s3';
import { kinesisEvent, LONG_ENOUGH, PREFIX, SHARD } from '../support/sealing';

// A function finds Cedar and the policies beside its code, which a source file does not have.
jest.mock('../../../../lambda/access/stores/cedar', () => ({
  loadEngine: async () =>
    jest.requireActual<typeof Questions>('../../access/support/questions').engineOf(),
}));
jest.setTimeout(20_000);

/** S3, DynamoDB, Kinesis and KMS on one loopback address. */
const aws = new FakeS3();
const KEY = signingKey('key-1');
const SHAPES: Readonly<Record<string, TableShape>> = {
  ...ACCESS_TABLES,
  ...IDENTITY_TABLES,
  ...LEDGER_TABLES,
};
const tables = new Map(Object.entries(SHAPES).map(([name, shape]) => [name, fakeDynamo(shape)]));
const stream: Buffer[] = [];
/** `function table operation` */
const asked = new Set<string>();
let running = '';

type Json = Readonly<Record<string, unknown>>;

function dynamo(operation: string, input: Json): S3Answer {
  if (operation === 'BatchWriteItem') {
    const batches = Object.entries(input['RequestItems'] as Record<string, readonly BatchPut[]>);
    for (const [name, requests] of batches) {
      asked.add(`${running} ${name} BatchWriteItem`);
      for (const { PutRequest } of requests) tables.get(name)?.call('PutItem', PutRequest);
    }
    return { status: 200, body: '{}' };
  }
  const name = String(input['TableName']);
  asked.add(`${running} ${name} ${operation}`);
  const { status, body } = tables.get(name)?.wire(operation, input) ?? { status: 500, body: {} };
  return { status, body: JSON.stringify(body) };
}

interface BatchPut {
  readonly PutRequest: { readonly Item: Json };
}

function kms(operation: string, input: Json): S3Answer {
  switch (operation) {
    case 'GetPublicKey':
      return answered({ PublicKey: CHECKPOINT_KEY.spki.toString('base64') });
    case 'Sign': {
      const message = Buffer.from(String(input['Message']), 'base64');
      return answered({ Signature: CHECKPOINT_KEY.signNow(message).toString('base64') });
    }
    default: {
      const mac = createHash('sha256').update(String(input['Message'])).digest('base64');
      return answered({ Mac: mac });
    }
  }
}

function kinesis(input: Json): S3Answer {
  const records = input['Records'] as readonly { readonly Data: string }[];
  for (const { Data } of records) stream.push(Buffer.from(Data, 'base64'));
  const accepted = { ShardId: SHARD, SequenceNumber: String(stream.length) };
  return answered({ FailedRecordCount: 0, Records: records.map(() => accepted) });
}

const answered = (body: Json): S3Answer => ({ status: 200, body: JSON.stringify(body) });

function others({ headers, body }: SentToS3): S3Answer | undefined {
  const [service = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  if (service === '') return undefined;
  const input = JSON.parse(body.toString('utf8')) as Json;
  if (service.startsWith('DynamoDB')) return dynamo(operation, input);
  return service.startsWith('Kinesis') ? kinesis(input) : kms(operation, input);
}

function put(name: string, item: Item): void {
  tables.get(name)?.call('PutItem', { Item: toAttributes(item) });
}

const before = process.env;
let environment: Readonly<Record<string, string | undefined>> = {};

beforeAll(async () => {
  await aws.open();
  aws.interfere = others;
  environment = {
    ...awsEnvironment(aws.url),
    ...callerEnvironment(ISSUER, { [CLAIMS.client_id]: 'workstation' }),
    ...DESK_ENVIRONMENT,
    LEDGER_ORIGIN: PREFIX,
    CHECKPOINT_KEY_ARN: 'arn:aws:kms:us-east-1:111122223333:key/checkpoint',
    INDEX_TABLE: 'index',
    IDEMPOTENCY_TABLE: 'idempotency',
    INDEX_DAYS: '90',
    AUDIT_DAYS: '2192',
  };
  for (const level of ['info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation(() => undefined);
  }
  put('publicKeys', { issuer: ISSUER, keys: [{ ...KEY.publicKey }], refreshedAt: Date.now() });
});
afterAll(async () => {
  process.env = before;
  jest.restoreAllMocks();
  await aws.close();
});

/** As the runtime starts it: all it knows is the environment. */
async function start<Result>(name: string, settings = environment) {
  jest.resetModules();
  process.env = { ...settings };
  const { handler } = (await import(`../../../../lambda/ledger/${name}/handler`)) as {
    readonly handler: (event: unknown, context?: InvocationContext) => Promise<Result>;
  };
  return async (event: unknown): Promise<Result> => {
    running = name;
    return handler(event, LONG_ENOUGH);
  };
}

let people = 0;
function user(role: Role): DirectoryEntry {
  people += 1;
  const entry = newEntry({
    user: `3f1c2d4e-0a1b-4c2d-8e3f-${String(people).padStart(12, '0')}`,
    tenant: TENANT,
    role,
    departments: [],
    timeZone: 'UTC',
  });
  put('directory', entryItem(entry));
  return entry;
}

async function api() {
  const handler = await start<APIGatewayProxyResult>('api');
  return async (who: DirectoryEntry, path: string, body: object) => {
    const seconds = Math.floor(Date.now() / 1000);
    const token = tokenOf(KEY, {
      sub: who.user,
      'cognito:groups': [who.role],
      auth_time: seconds - 1,
      iat: seconds - 1,
      exp: seconds + 900,
    });
    const { statusCode, body: text } = await handler(
      apiEvent(`POST /v1/audit/${path}`, {
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    return [statusCode, JSON.parse(text) as Json] as const;
  };
}

it('appends, seals, signs, indexes, reports and proves, with nothing but the environment', async () => {
  const call = await api();
  const [nurse, auditor] = [user('nurse'), user('auditor')];
  const view = {
    type: 'phi-view',
    action: 'open-chart',
    outcome: 'success',
    patientId: 'MADE-UP-0001',
    resource: { type: 'notes', ref: 'rec-1' },
    fields: ['text'],
    recordCount: 1,
    phiAccessed: true,
    purpose: 'TREAT',
  };
  const body = { idempotencyKey: '6f1f0d0e-7f6b-4a46-9d0a-222222222222', events: [view, view] };
  const [status, appended] = await call(nurse, 'events', body);
  expect([status, appended['accepted']]).toEqual([200, 2]);
  expect(await call(nurse, 'events', body)).toEqual([200, appended]);
  const [{ eventId } = { eventId: '' }] = appended['results'] as readonly { eventId: string }[];
  expect(await call(auditor, 'proof', { eventId })).toMatchObject([202, { state: 'accepted' }]);

  const seal = await start('sealer');
  const sign = await start('checkpointer');
  const index = await start('indexer');
  await seal(kinesisEvent(stream));
  await sign({});
  await index({});

  const day = new Date().toISOString().slice(0, 11);
  const period = { from: `${day}00:00:00.000Z`, to: '2099-01-01T00:00:00.000Z' };
  const [, report] = await call(auditor, 'access-report', { ...period, patientId: 'MADE-UP-0001' });
  expect(report).toMatchObject({
    totals: { events: 2, byActor: [{ actor: { id: nurse.user }, events: 2 }] },
    completeThrough: { checkpoint: 0, logs: [{ log: SHARD, size: 3 }] },
  });
  const [, proven] = await call(auditor, 'proof', { eventId });
  const proof = verifyProof(Buffer.from(String(proven['proof'])), CHECKPOINT_KEY.verifier);
  expect(JSON.parse(proof.leaf.toString())).toMatchObject({ eventId, actor: { id: nurse.user } });
  expect((await call(auditor, 'disclosures', { ...period, patientId: 'MADE-UP-0001' }))[0]).toBe(
    200,
  );
});

it('asks its tables only what its role may ask', () => {
  // lib/constructs/ledger: LedgerApi and LedgerIndexer give no more.
  const of = (name: string): readonly string[] =>
    [...asked]
      .filter((call) => call.startsWith(`${name} `))
      .map((call) => call.slice(name.length + 1));
  expect(of('indexer').toSorted()).toEqual([
    'index BatchWriteItem',
    'index GetItem',
    'index PutItem',
    'index UpdateItem',
  ]);
  expect(
    of('api')
      .filter((call) => /^(?:index|idempotency) /.test(call))
      .toSorted(),
  ).toEqual(['idempotency PutItem', 'idempotency UpdateItem', 'index GetItem', 'index Query']);
});

it.each([
  [
    'api',
    ['LEDGER_BUCKET', 'LEDGER_ORIGIN', 'CHECKPOINT_KEY_ARN', 'INDEX_TABLE', 'IDEMPOTENCY_TABLE'],
  ],
  ['indexer', ['LEDGER_BUCKET', 'LEDGER_ORIGIN', 'INDEX_TABLE']],
])('says all that the environment of the %s lacks', async (name, missing) => {
  const without = Object.fromEntries(missing.map((variable) => [variable, undefined]));
  await expect(start(name, { ...environment, ...without })).rejects.toMatchObject({
    name: 'SettingError',
    message: expect.stringContaining(missing.join(', ')) as string,
  });
});

it('keeps rows for whole days only', () => {
  const read = (INDEX_DAYS?: string) => readRetention({ AUDIT_DAYS: '2192', INDEX_DAYS });
  expect(read('90')).toEqual({ auditDays: 2192, indexDays: 90 });
  for (const days of ['0', '-1', '1.5', 'ninety', '100000']) {
    expect(() => read(days)).toThrow('INDEX_DAYS in the environment is no whole number of days');
  }
  expect(() => read()).toThrow('INDEX_DAYS');
});
