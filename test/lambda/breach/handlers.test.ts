import { BREACH_TABLES } from '../../../lambda/breach/tables';
import { entryItem } from '../../../lambda/identity/directory-entry';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import { LEDGER_TABLES } from '../../../lambda/ledger/index/tables';
import { toAttributes } from '../../../lambda/shared/stores/dynamo-expressions';
import type { TableShape } from '../../../lambda/shared/table';
import type { S3Answer, SentToS3 } from '../ledger/support/fake-s3';
import { FakeS3 } from '../ledger/support/fake-s3';
import { PREFIX } from '../ledger/support/sealing';
import { fakeDynamo } from '../support/fake-dynamo';
import { fakeTransactions } from '../support/fake-dynamo-transaction';
import { awsEnvironment } from '../support/function-environment';
import { ADMIN, batchOf, CONTEXT, gone, leaving } from './detector/support/world';
import { CLERK, exported, HOUR, SETTINGS, stamped } from './support/acts';

interface Input {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly Records?: readonly unknown[];
}
type Handler = (event: unknown, context: typeof CONTEXT) => Promise<void>;

const SHAPES: Readonly<Record<string, TableShape>> = {
  ...BREACH_TABLES,
  ...IDENTITY_TABLES,
  ...LEDGER_TABLES,
};
const tables = new Map(Object.entries(SHAPES).map(([name, shape]) => [name, fakeDynamo(shape)]));
const transactions = fakeTransactions(tables);
/** DynamoDB, Kinesis and the bucket on one loopback address. */
const aws = new FakeS3();
/** What was asked of which table: what a role has to allow. */
const asked = new Set<string>();
const before = process.env;
let environment: NodeJS.ProcessEnv = {};

function answerOf({ headers, body }: SentToS3): S3Answer | undefined {
  const [service = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  if (service === '') return undefined;
  const input = JSON.parse(body.toString('utf8')) as Input;
  if (service.startsWith('Kinesis')) {
    const taken = (input.Records ?? []).map(() => ({
      ShardId: 'shardId-000000000000',
      SequenceNumber: '1',
    }));
    return { status: 200, body: JSON.stringify({ FailedRecordCount: 0, Records: taken }) };
  }
  const name = input.TableName ?? '';
  asked.add([name, operation, input.IndexName].filter(Boolean).join(' '));
  const { status, body: told } =
    operation === 'TransactWriteItems'
      ? transactions.wire(input)
      : (tables.get(name)?.wire(operation, input) ?? { status: 500, body: {} });
  return { status, body: JSON.stringify(told) };
}

beforeAll(async () => {
  await aws.open();
  aws.interfere = answerOf;
  environment = {
    ...awsEnvironment(aws.url),
    AUDIT_STREAM: 'audit-stream',
    LEDGER_BUCKET: 'ledger-bucket',
    LEDGER_ORIGIN: PREFIX,
    BREACH_SETTINGS: JSON.stringify(SETTINGS),
    DIRECTORY_TABLE: 'directory',
    INDEX_TABLE: 'index',
    REGISTER_TABLE: 'register',
    WATCHES_TABLE: 'watches',
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

/** As the runtime starts them: all they know is the environment. */
async function start(name: 'detector' | 'findings', from = environment): Promise<Handler> {
  jest.resetModules();
  process.env = from;
  const module = (await import(`../../../lambda/breach/${name}/handler`)) as {
    readonly handler: Handler;
  };
  return module.handler;
}

/** Ids of all incidents. */
const heads = (): readonly unknown[] =>
  [...(tables.get('register')?.items.values() ?? [])].flatMap((item) =>
    item['entry']?.S === 'head' ? [item['record']?.S] : [],
  );

it('looks at acts with nothing but its environment, and asks no more than its role allows', async () => {
  asked.clear();
  const now = Date.now();
  // Whatever the hour is now, it is none of rest for him.
  const left = { ...gone(now - 48 * HOUR, now - 24 * HOUR), shift: 'night' } as const;
  for (const entry of [left, { ...CLERK, user: ADMIN }]) {
    tables.get('directory')?.call('PutItem', { Item: toAttributes(entryItem(entry)) });
  }
  const detect = await start('detector');
  const at = now - 36 * HOUR;
  const by = { ...exported(2000).actor, id: CLERK.user };
  const acts = [
    stamped({ ...exported(2000), actor: by } as Parameters<typeof stamped>[0], at, 1),
    leaving(['leftAt'], now - 24 * HOUR),
  ];
  await detect(batchOf(acts, 0, 1), CONTEXT);
  await detect(batchOf(acts, 0, 1), CONTEXT);
  await detect({ catchUp: true }, CONTEXT);
  expect(heads()).toHaveLength(1);
  expect([...asked].toSorted()).toEqual([
    'TransactWriteItems',
    'directory GetItem',
    'index GetItem',
    'index Query',
    'register GetItem',
    'watches GetItem',
    'watches PutItem',
    'watches Query bySweep',
    'watches UpdateItem',
  ]);
});

it('writes down findings with nothing but its environment', async () => {
  asked.clear();
  const known = heads().length;
  const write = await start('findings');
  const finding = {
    source: 'aws.guardduty',
    'detail-type': 'GuardDuty Finding',
    detail: {
      id: '1ab2c3d4e5f60718293a4b5c6d7e8f90',
      type: 'Recon:IAMUser/MaliciousIPCaller',
      severity: 8,
      createdAt: '2026-11-25T10:00:00.000Z',
      updatedAt: '2026-11-25T10:00:00.000Z',
    },
  };
  await write(finding, CONTEXT);
  await write(finding, CONTEXT);
  expect(heads()).toHaveLength(known + 1);
  expect([...asked].toSorted()).toEqual(['TransactWriteItems', 'register GetItem']);
});

it.each([
  [
    'detector',
    'AUDIT_STREAM, BREACH_SETTINGS, DIRECTORY_TABLE, INDEX_TABLE, LEDGER_BUCKET, LEDGER_ORIGIN, REGISTER_TABLE, WATCHES_TABLE',
  ],
  ['findings', 'AUDIT_STREAM, BREACH_SETTINGS, LEDGER_BUCKET, REGISTER_TABLE'],
] as const)('says all that the environment of the %s lacks', async (name, missing) => {
  await expect(start(name, { PATH: before['PATH'] })).rejects.toMatchObject({
    name: 'SettingError',
    message: expect.stringContaining(`no ${missing}:`) as string,
  });
});
