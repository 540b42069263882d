import { BREACH_TABLES } from '../../../../lambda/breach/tables';
import type { S3Answer, SentToS3 } from '../../ledger/support/fake-s3';
import { FakeS3 } from '../../ledger/support/fake-s3';
import { fakeDynamo } from '../../support/fake-dynamo';
import { fakeTransactions } from '../../support/fake-dynamo-transaction';
import { awsEnvironment } from '../../support/function-environment';

/** The clock and alert as Lambda loads them: what one writes by the SDK, the other tells of by it. */

type Json = Readonly<Record<string, unknown>>;

const table = fakeDynamo(BREACH_TABLES.register);
const transactions = fakeTransactions(new Map([['register-1', table]]));
/** DynamoDB, Kinesis and SNS on one loopback address. */
const aws = new FakeS3();
const events: unknown[] = [];
const written: Json[] = [];
const published: URLSearchParams[] = [];

function answerOf({ headers, body }: SentToS3): S3Answer {
  const target = String(headers['x-amz-target'] ?? '');
  const text = body.toString('utf8');
  if (target === '') {
    published.push(new URLSearchParams(text));
    return {
      status: 200,
      body: '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
    };
  }
  const input = JSON.parse(text) as Json;
  if (target.startsWith('Kinesis')) {
    const records = input['Records'] as readonly unknown[];
    events.push(...records);
    const accepted = { ShardId: 'shardId-000000000000', SequenceNumber: '1' };
    return {
      status: 200,
      body: JSON.stringify({ FailedRecordCount: 0, Records: records.map(() => accepted) }),
    };
  }
  if (target.endsWith('TransactWriteItems')) written.push(input);
  const { status, body: told } = target.endsWith('TransactWriteItems')
    ? transactions.wire(input)
    : table.wire(target.split('.')[1] ?? '', input);
  return { status, body: JSON.stringify(told) };
}

const before = process.env;

beforeAll(async () => {
  await aws.open();
  aws.interfere = answerOf;
  jest.spyOn(console, 'info').mockImplementation(() => undefined);
  process.env = {
    ...before,
    ...awsEnvironment(aws.url),
    REGISTER_TABLE: 'register-1',
    AUDIT_STREAM: 'audit',
    LEDGER_BUCKET: 'ledger',
    LOW_TOPIC: 'arn:aws:sns:us-east-1:111122223333:low',
    MEDIUM_TOPIC: 'arn:aws:sns:us-east-1:111122223333:medium',
    HIGH_TOPIC: 'arn:aws:sns:us-east-1:111122223333:high',
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
  };
});

afterAll(async () => {
  process.env = before;
  jest.restoreAllMocks();
  await aws.close();
});

/** As the runtime starts it: all it knows is the environment. */
async function start(name: 'clock' | 'alert') {
  const { handler } = (await import(`../../../../lambda/breach/${name}/handler`)) as {
    readonly handler: (event: object, context?: object) => Promise<unknown>;
  };
  return handler;
}

it('reminds of the duties of a new zone, once, and tells of each on the topic for it', async () => {
  const clock = await start('clock');
  const context = { awsRequestId: 'run-1', getRemainingTimeInMillis: () => 300_000 };
  await clock({ remind: true }, context);
  // The first look and a reminder, of six duties; HHS is told by tenants, and there is none.
  expect(written).toHaveLength(12);
  expect(events).toHaveLength(12);
  await clock({ remind: true }, context);
  expect(written).toHaveLength(12);

  const alert = await start('alert');
  const Records = recordsOf(written);
  expect(Records).toHaveLength(24);
  expect(await alert({ Records })).toEqual({ batchItemFailures: [] });
  expect(published).toHaveLength(6);
  const [first] = published;
  expect(first?.get('TopicArn')).toBe('arn:aws:sns:us-east-1:111122223333:low');
  expect(first?.get('Subject')).toBe('[low] Reminder: Risk analysis, 30 days left (-)');
  expect(first?.get('MessageStructure')).toBe('json');
  const { default: facts, email } = JSON.parse(first?.get('Message') ?? '') as Record<
    string,
    string
  >;
  expect(JSON.parse(facts ?? '')).toMatchObject({ kind: 'duty', duty: 'risk-analysis' });
  expect(email).toContain('Risk analysis, 30 days left');
});

/** What the stream of the table hands on of transactions. */
function recordsOf(transactions: readonly Json[]): readonly object[] {
  const heads = new Map<string, unknown>();
  return transactions.flatMap(({ TransactItems }, n) =>
    (TransactItems as readonly { readonly Put: { readonly Item: Json } }[]).map(
      ({ Put: { Item: NewImage } }, at) => {
        const key = JSON.stringify([NewImage['record'], NewImage['entry']]);
        const OldImage = heads.get(key);
        heads.set(key, NewImage);
        return {
          eventID: `${String(n)}-${String(at)}`,
          eventName: OldImage === undefined ? 'INSERT' : 'MODIFY',
          eventSource: 'aws:dynamodb',
          dynamodb: {
            ApproximateCreationDateTime: 1_795_602_600,
            SequenceNumber: String(2 * n + at),
            NewImage,
            ...(OldImage === undefined ? {} : { OldImage }),
          },
        };
      },
    ),
  );
}
