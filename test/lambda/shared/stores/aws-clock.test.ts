import { Readable } from 'node:stream';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { awsClock } from '../../../../lambda/shared/stores/aws-clock';

const HOUR = 3_600_000;

/** A client of which each answer says that it is so many milliseconds later than here. */
function clientAt(ahead: number): DynamoDBClient {
  const handle = async () => {
    const date = new Date(Date.now() + ahead).toUTCString();
    const headers = { date, 'content-type': 'application/x-amz-json-1.0' };
    return Promise.resolve({ response: { statusCode: 200, headers, body: Readable.from(['{}']) } });
  };
  return new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'made-up', secretAccessKey: 'made-up' },
    requestHandler: { handle },
  });
}

async function timeAfterAnAnswer(ahead: number): Promise<number> {
  const client = clientAt(ahead);
  await client.send(new GetItemCommand({ TableName: 'made-up', Key: {} }));
  // A clock that stands still, so that what is added to it is seen.
  return awsClock(client, () => 0)();
}

test.each([3 * HOUR, -3 * HOUR])('is put right by what AWS says: %d ms', async (ahead) => {
  // Whole seconds, and what the answer took.
  expect(Math.abs((await timeAfterAnAnswer(ahead)) - ahead)).toBeLessThan(5000);
});

test.each([0, 20_000, -20_000])('keeps to itself what may be noise: %d ms', async (ahead) => {
  expect(await timeAfterAnAnswer(ahead)).toBe(0);
});

test('is that of the machine before there was an answer', () => {
  expect(awsClock(clientAt(3 * HOUR), () => 42)()).toBe(42);
});
