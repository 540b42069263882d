import type { APIGatewayProxyResult } from 'aws-lambda';
import { ACCESS_TABLES } from '../../../../lambda/access/tables';
import { BREACH_TABLES } from '../../../../lambda/breach/tables';
import { newEntry } from '../../../../lambda/identity/directory-changes';
import { entryItem } from '../../../../lambda/identity/directory-entry';
import { IDENTITY_TABLES } from '../../../../lambda/identity/tables';
import { toAttributes } from '../../../../lambda/shared/stores/dynamo-expressions';
import type { TableShape } from '../../../../lambda/shared/table';
import { TENANT } from '../../access/support/people';
import type * as Questions from '../../access/support/questions';
import { CLAIMS, ISSUER, signingKey, tokenOf } from '../../identity/support/tokens';
import type { S3Answer, SentToS3 } from '../../ledger/support/fake-s3';
import { FakeS3 } from '../../ledger/support/fake-s3';
import { apiEvent } from '../../support/api-events';
import { fakeDynamo } from '../../support/fake-dynamo';
import { fakeTransactions } from '../../support/fake-dynamo-transaction';
import {
  awsEnvironment,
  callerEnvironment,
  DESK_ENVIRONMENT,
} from '../../support/function-environment';
import { REPORT, WHOLE } from './support/breach-world';

// A function finds Cedar and the policies beside its code, which a source file does not have.
jest.mock('../../../../lambda/access/stores/cedar', () => ({
  loadEngine: async () =>
    jest.requireActual<typeof Questions>('../../access/support/questions').engineOf(),
}));

type Json = Readonly<Record<string, unknown>>;

const KEY = signingKey('key-1');
const SHAPES: Readonly<Record<string, TableShape>> = {
  ...ACCESS_TABLES,
  ...IDENTITY_TABLES,
  ...BREACH_TABLES,
};
const tables = new Map(Object.entries(SHAPES).map(([name, shape]) => [name, fakeDynamo(shape)]));
const transactions = fakeTransactions(tables);
/** DynamoDB, Kinesis and SES on one loopback address. */
const aws = new FakeS3();
/** What was asked of the register, and of anything that is no table and no stream. */
const asked = new Set<string>();
const mails: Json[] = [];

function answerOf({ headers, body, method, key }: SentToS3): S3Answer {
  const [service = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  const input = JSON.parse(body.toString('utf8')) as Json;
  const answered = (answer: object, status = 200): S3Answer => ({
    status,
    body: JSON.stringify(answer),
  });
  if (service.startsWith('Kinesis')) {
    const records = input['Records'] as readonly unknown[];
    return answered({
      FailedRecordCount: 0,
      Records: records.map(() => ({ ShardId: 'shardId-000000000000', SequenceNumber: '1' })),
    });
  }
  if (!service.startsWith('DynamoDB')) {
    asked.add(`${method} ${key}`);
    mails.push(input);
    return answered({ MessageId: 'made-up' });
  }
  if (operation === 'TransactWriteItems') {
    asked.add('register TransactWriteItems');
    const { status, body: told } = transactions.wire(input);
    return answered(told, status);
  }
  const name = String(input['TableName']);
  if (name in BREACH_TABLES) {
    asked.add([name, operation, input['IndexName']].filter(Boolean).join(' '));
  }
  const { status, body: told } = tables.get(name)?.wire(operation, input) ?? {
    status: 500,
    body: {},
  };
  return answered(told, status);
}

const before = process.env;
let environment: Readonly<Record<string, string | undefined>> = {};

beforeAll(async () => {
  await aws.open();
  aws.interfere = answerOf;
  environment = {
    ...awsEnvironment(aws.url),
    ...callerEnvironment(ISSUER, { [CLAIMS.client_id]: 'workstation' }),
    ...DESK_ENVIRONMENT,
    PSEUDONYM_KEY: undefined,
    REGISTER_TABLE: 'register',
    BREACH_SETTINGS: JSON.stringify({
      timeZone: 'America/New_York',
      targetDays: 30,
      secondApprover: true,
      thresholds: {
        bulkExport: { records: 1000, minutes: 10 },
        failedAccess: { times: 10, minutes: 5 },
        failedSignIn: { times: 5, minutes: 30 },
        outsideCareTeam: { patients: 3, minutes: 60 },
        manyPatients: { patients: 200, minutes: 60 },
        breakGlass: { times: 1, minutes: 60 },
        afterHours: { from: 22, to: 6, shiftRoles: [] },
      },
      tenants: {},
      onCall: {},
    }),
    BREACH_CONTACTS: JSON.stringify({
      organization: 'Made-up Clinic',
      privacyOfficial: { name: 'Privacy Official', email: 'privacy@clinic.example' },
      securityOfficial: { name: 'Security Official', email: 'security@clinic.example' },
      website: 'https://clinic.example/notice',
    }),
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
  const { handler } = (await import(`../../../../lambda/breach/api/${name}`)) as {
    readonly handler: (event: unknown) => Promise<APIGatewayProxyResult>;
  };
  const put = (name: string, item: Parameters<typeof toAttributes>[0]) =>
    tables.get(name)?.call('PutItem', { Item: toAttributes(item) });
  put('publicKeys', { issuer: ISSUER, keys: [{ ...KEY.publicKey }], refreshedAt: Date.now() });
  const user = '3f1c2d4e-0a1b-4c2d-8e3f-000000000001';
  const role = 'privacy-officer';
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
  return async (path: string, body: object): Promise<Json> => {
    const { body: text } = await handler(
      apiEvent(`POST /v1/${path}`, {
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    return JSON.parse(text) as Json;
  };
}

it('opens, reads, lists and mails with nothing but the environment, in another container too', async () => {
  const call = await start();
  const { incident } = await call('incidents', { ...REPORT, discoveredOn: '2025-01-20' });
  const other = await start({ MAIL_FROM: 'privacy@clinic.example' });
  expect(
    await other('incidents/describe', { incident, facts: { ...WHOLE, breachFrom: '2025-01-19' } }),
  ).toMatchObject({
    version: 2,
  });
  expect(
    await other('incidents/state', { incident, to: 'confirmed', why: 'It is so.' }),
  ).toMatchObject({ version: 3, dues: [{ clock: 'individuals', limit: '2025-03-21' }, {}] });
  expect(await other('incidents/list', {})).toMatchObject({
    incidents: [{ incident, version: 3 }],
  });
  expect(await other('incidents/read', { incident })).toMatchObject({ history: [{}, {}, {}] });
  const mailed = {
    incident,
    version: 3,
    recipients: [{ address: 'made-up@example.com', agreed: true, agreedOn: '2024-03-01' }],
  };
  expect(await call('incidents/mail', mailed)).toMatchObject({ code: 'mail-off' });
  expect(await other('incidents/mail', mailed)).toMatchObject({ version: 5, sent: 1 });
  expect(mails).toMatchObject([
    {
      FromEmailAddress: 'privacy@clinic.example',
      Destination: { ToAddresses: ['made-up@example.com'] },
    },
  ]);
  const duty = { duty: 'risk-analysis', on: '2025-01-05', evidence: 'Compliance folder' };
  expect(await other('duties', duty)).toMatchObject({ due: '2026-01-05' });
});

it('asks the register, and SES, only what its role may ask', () => {
  // lib/constructs/breach gives no more.
  expect([...asked].toSorted()).toEqual([
    'POST email/outbound-emails',
    'register GetItem',
    'register Query',
    'register Query byTenant',
    'register TransactWriteItems',
  ]);
});

it('says all that its environment lacks', async () => {
  const missing = ['REGISTER_TABLE', 'BREACH_SETTINGS', 'BREACH_CONTACTS'];
  const without = Object.fromEntries(missing.map((name) => [name, undefined]));
  const call = await start(without);
  await expect(call('incidents', REPORT)).rejects.toMatchObject({
    name: 'SettingError',
    message: expect.stringContaining(missing.join(', ')) as string,
  });
});
