import { createHash } from 'node:crypto';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { ACCESS_TABLES } from '../../../../lambda/access/tables';
import { newEntry } from '../../../../lambda/identity/directory-changes';
import { entryItem } from '../../../../lambda/identity/directory-entry';
import { IDENTITY_TABLES } from '../../../../lambda/identity/tables';
import { PHI_TABLES } from '../../../../lambda/phi/tables';
import { toAttributes } from '../../../../lambda/shared/stores/dynamo-expressions';
import type { TableShape } from '../../../../lambda/shared/table';
import { TENANT } from '../../access/support/people';
import type * as Questions from '../../access/support/questions';
import { CLAIMS, ISSUER, signingKey, tokenOf } from '../../identity/support/tokens';
import type { S3Answer, SentToS3 } from '../../ledger/support/fake-s3';
import { FakeS3 } from '../../ledger/support/fake-s3';
import { apiEvent } from '../../support/api-events';
import { fakeDynamo } from '../../support/fake-dynamo';
import {
  awsEnvironment,
  callerEnvironment,
  DESK_ENVIRONMENT,
} from '../../support/function-environment';
import { PATIENT_ID } from './support/phi-world';

// A function finds Cedar and the policies beside its code, which a source file does not have.
jest.mock('../../../../lambda/access/stores/cedar', () => ({
  loadEngine: async () =>
    jest.requireActual<typeof Questions>('../../access/support/questions').engineOf(),
}));

type Json = Readonly<Record<string, unknown>>;

const KEY = signingKey('key-1');
const DATA_KEY = 'arn:aws:kms:us-east-1:111122223333:key/phi';
const SHAPES: Readonly<Record<string, TableShape>> = {
  ...ACCESS_TABLES,
  ...IDENTITY_TABLES,
  ...PHI_TABLES,
};
const tables = new Map(Object.entries(SHAPES).map(([name, shape]) => [name, fakeDynamo(shape)]));
/** S3, DynamoDB, Kinesis, KMS and Comprehend Medical on one loopback address. */
const aws = new FakeS3();
/** `service operation`, and of KMS and tables on what. */
const asked = new Set<string>();
const plain = Buffer.alloc(32, 'made up');
const looked: string[] = [];

const answered = (body: Json): S3Answer => ({ status: 200, body: JSON.stringify(body) });

function kms(operation: string, input: Json): S3Answer {
  const { EncryptionContext: context = {} } = input as { readonly EncryptionContext?: object };
  asked.add(['kms', operation, ...Object.keys(context)].join(' '));
  if (operation === 'GenerateMac') {
    return answered({ Mac: createHash('sha256').update('made up').digest('base64') });
  }
  expect([input['KeyId'], context]).toEqual([
    DATA_KEY,
    { purpose: 'phi-field', tenant: TENANT, kid: expect.any(String) },
  ]);
  return answered({
    Plaintext: plain.toString('base64'),
    CiphertextBlob: Buffer.from('wrapped').toString('base64'),
  });
}

function others({ headers, body, method, key }: SentToS3): S3Answer | undefined {
  const [service = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  if (service === '') {
    asked.add(`s3 ${method} ${key.replace(/[\w-]{22}/, '<kid>')}`);
    return undefined;
  }
  const input = JSON.parse(body.toString('utf8')) as Json;
  if (service.startsWith('DynamoDB')) {
    const name = String(input['TableName']);
    asked.add(`${name} ${operation}`);
    const { status, body: told } = tables.get(name)?.wire(operation, input) ?? {
      status: 500,
      body: {},
    };
    return { status, body: JSON.stringify(told) };
  }
  if (service.startsWith('ComprehendMedical')) {
    looked.push(String(input['Text']));
    return answered({ Entities: [] });
  }
  if (!service.startsWith('Kinesis')) return kms(operation, input);
  const records = input['Records'] as readonly unknown[];
  return answered({
    FailedRecordCount: 0,
    Records: records.map(() => ({ ShardId: 'shardId-000000000000', SequenceNumber: '1' })),
  });
}

const before = process.env;
const settings = { epochDays: 30, keyCacheMinutes: 60, detector: 'local', patterns: [] };
let environment: Readonly<Record<string, string | undefined>> = {};

beforeAll(async () => {
  await aws.open();
  aws.interfere = others;
  environment = {
    ...awsEnvironment(aws.url),
    ...callerEnvironment(ISSUER, { [CLAIMS.client_id]: 'workstation' }),
    ...DESK_ENVIRONMENT,
    DATA_KEYS_TABLE: 'dataKeys',
    DATA_KEY,
    PHI_SETTINGS: JSON.stringify(settings),
  };
  for (const level of ['info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation(() => undefined);
  }
});
afterAll(async () => {
  process.env = before;
  jest.restoreAllMocks();
  await aws.close();
});

/** As the runtime starts it: all it knows is the environment. */
async function start(more: typeof environment = {}) {
  jest.resetModules();
  process.env = { ...environment, ...more };
  const name = 'handler';
  const { handler } = (await import(`../../../../lambda/phi/api/${name}`)) as {
    readonly handler: (event: unknown) => Promise<APIGatewayProxyResult>;
  };
  const put = (name: string, item: Parameters<typeof toAttributes>[0]) =>
    tables.get(name)?.call('PutItem', { Item: toAttributes(item) });
  put('publicKeys', { issuer: ISSUER, keys: [{ ...KEY.publicKey }], refreshedAt: Date.now() });
  const user = '3f1c2d4e-0a1b-4c2d-8e3f-000000000001';
  const role = 'billing';
  const entry = newEntry({ user, tenant: TENANT, role, departments: [], timeZone: 'UTC' });
  put('directory', entryItem(entry));
  const seconds = Math.floor(Date.now() / 1000);
  const token = tokenOf(KEY, {
    sub: user,
    'cognito:groups': [role],
    auth_time: seconds - 1,
    iat: seconds - 1,
    exp: seconds + 900,
  });
  return async (path: string, body: object) => {
    const { statusCode, body: text } = await handler(
      apiEvent(`POST /v1/phi/${path}`, {
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    const { results } = JSON.parse(text) as { readonly results: readonly Json[] };
    return [statusCode, results] as const;
  };
}

const ITEM = { patientId: PATIENT_ID, dataType: 'insurance', field: 'plan' } as const;
const purpose = 'HPAYMT';

it('encrypts and decrypts with nothing but the environment, in another container too', async () => {
  const call = await start();
  const [status, encrypted] = await call('encrypt', {
    purpose,
    items: [{ ...ITEM, text: 'made up' }],
  });
  expect(status).toBe(200);
  const items = [{ ...ITEM, jwe: encrypted[0]?.['jwe'] }];
  const other = await start();
  expect(await other('decrypt', { purpose, items })).toEqual([
    200,
    [{ status: 'ok', text: 'made up' }],
  ]);
});

it('asks KMS, S3 and its table only what its role may ask', () => {
  // lib/constructs/phi gives no more.
  const of = (start: string): readonly string[] =>
    [...asked].filter((call) => call.startsWith(start)).toSorted();
  expect(of('kms')).toEqual([
    'kms Decrypt purpose tenant kid',
    'kms GenerateDataKey purpose tenant kid',
    'kms GenerateMac',
  ]);
  expect(of('s3')).toEqual([`s3 PUT phi-keys/<kid>.json`]);
  expect(of('dataKeys')).toEqual(['dataKeys GetItem', 'dataKeys PutItem', 'dataKeys UpdateItem']);
});

it('asks Comprehend Medical only where config says so', async () => {
  const body = { purpose, items: [{ ...ITEM, text: 'Feels better.' }] };
  const alone = await start();
  expect((await alone('classify', body))[0]).toBe(200);
  expect(looked).toEqual([]);
  const detector = 'comprehend-medical';
  const both = await start({ PHI_SETTINGS: JSON.stringify({ ...settings, detector }) });
  expect((await both('classify', body))[0]).toBe(200);
  expect(looked).toEqual(['Feels better.']);
});

it('says all that its environment lacks', async () => {
  const missing = ['DATA_KEYS_TABLE', 'DATA_KEY', 'PHI_SETTINGS'];
  const without = Object.fromEntries(missing.map((name) => [name, undefined]));
  const call = await start(without);
  await expect(call('encrypt', {})).rejects.toMatchObject({
    name: 'SettingError',
    message: expect.stringContaining(missing.join(', ')) as string,
  });
});
