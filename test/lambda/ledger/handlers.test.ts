import { checkpointKey, SPOOL_LOG, spoolKey } from '../../../lambda/ledger/format/layout';
import { openNote } from '../../../lambda/ledger/note/signed-note';
import type { InvocationContext } from '../../../lambda/ledger/invocation';
import { awsEnvironment } from '../support/function-environment';
import { KEY, zoneCheckpoints } from './support/checkpointing';
import type { S3Answer, SentToS3 } from './support/fake-s3';
import { FakeS3 } from './support/fake-s3';
import { memoryStore } from './support/memory-store';
import { idOf, kinesisEvent, LONG_ENOUGH, PREFIX, sealedRecords, SHARD } from './support/sealing';

type Handler = (event: unknown, context: InvocationContext) => Promise<void>;

/** As the runtime starts them: all they know is the environment. */
async function start(name: 'sealer' | 'checkpointer', environment: NodeJS.ProcessEnv) {
  jest.resetModules();
  process.env = environment;
  return ((await import(`../../../lambda/ledger/${name}/handler`)) as { readonly handler: Handler })
    .handler;
}

const aws = new FakeS3();
const before = process.env;
let environment: NodeJS.ProcessEnv = {};

beforeAll(async () => {
  await aws.open();
  environment = {
    ...awsEnvironment(aws.url),
    LEDGER_BUCKET: 'ledger-bucket',
    LEDGER_ORIGIN: PREFIX,
    CHECKPOINT_KEY_ARN: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd',
  };
  jest.spyOn(console, 'info').mockImplementation(() => undefined);
});
afterAll(async () => {
  process.env = before;
  jest.restoreAllMocks();
  await aws.close();
});

/** KMS on the same loopback, with one key. */
function kms({ headers, body }: SentToS3): S3Answer | undefined {
  const target = String(headers['x-amz-target'] ?? '');
  if (!target.startsWith('TrentService.')) return undefined;
  if (target.endsWith('GetPublicKey')) {
    return { status: 200, body: JSON.stringify({ PublicKey: KEY.spki.toString('base64') }) };
  }
  const { Message } = JSON.parse(String(body)) as { readonly Message: string };
  const signature = KEY.signNow(Buffer.from(Message, 'base64'));
  return { status: 200, body: JSON.stringify({ Signature: signature.toString('base64') }) };
}

it('seals and signs with nothing but its environment', async () => {
  aws.interfere = kms;
  const seal = await start('sealer', environment);
  const check = await start('checkpointer', environment);
  const events = ['a', 'b', 'c'].map((text) => Buffer.from(text));
  await seal(kinesisEvent(events), LONG_ENOUGH);
  await seal(kinesisEvent(events), LONG_ENOUGH);
  aws.objects.set(spoolKey(idOf('e', 0)), Buffer.from('d'));
  await seal({ spool: true }, LONG_ENOUGH);
  await check({}, LONG_ENOUGH);
  await check({}, LONG_ENOUGH);

  const ledger = memoryStore(aws.objects);
  expect((await sealedRecords(ledger)).records).toEqual(events);
  expect((await sealedRecords(ledger, SPOOL_LOG)).records.map(String)).toEqual(['d']);
  expect(await zoneCheckpoints(ledger)).toMatchObject([
    { number: 0, logs: [{ origin: `${PREFIX}/${SHARD}`, size: 3 }, { size: 1 }] },
  ]);
  const note = await ledger.read(checkpointKey(SHARD, 3));
  expect(openNote(note, KEY.verifier).text).toContain(`${PREFIX}/${SHARD}\n3\n`);
});

it.each([
  ['sealer', 'LEDGER_BUCKET, LEDGER_ORIGIN'],
  ['checkpointer', 'LEDGER_BUCKET, LEDGER_ORIGIN, CHECKPOINT_KEY_ARN'],
] as const)('says all that the environment of the %s lacks', async (name, missing) => {
  await expect(start(name, { PATH: before['PATH'] })).rejects.toMatchObject({
    name: 'SettingError',
    message: expect.stringContaining(missing) as string,
  });
});
