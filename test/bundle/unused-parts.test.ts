import { bundled, runBundled } from './bundled';

const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'A',
  AWS_SECRET_ACCESS_KEY: 'made-up',
};

test('leaves out what clients bring and nobody uses', async () => {
  const source = `import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
    console.log(new KinesisClient({}), PutRecordsCommand);`;
  const text = Buffer.from(await bundled(source)).toString('utf8');
  expect(text.includes('Event streams are not bundled')).toBe(true);
  expect(text.includes(':message-type')).toBe(false);
});

test('says so to who calls an operation that streams events', async () => {
  const source = `
    import { createServer } from 'node:http';
    import { S3Client, SelectObjectContentCommand } from '@aws-sdk/client-s3';

    export async function run() {
      const server = createServer((_, response) => response.end());
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      const client = new S3Client({
        endpoint: 'http://127.0.0.1:' + server.address().port,
        forcePathStyle: true,
        maxAttempts: 1,
      });
      try {
        await client.send(new SelectObjectContentCommand({
          Bucket: 'made-up', Key: 'made-up', Expression: 'select 1', ExpressionType: 'SQL',
          InputSerialization: { CSV: {} }, OutputSerialization: { CSV: {} },
        }));
        return 'read';
      } catch (error) {
        return error.message;
      } finally {
        server.closeAllConnections();
        server.close();
      }
    }
  `;
  expect(await runBundled(source, ENVIRONMENT)).toMatch(
    /^Event streams are not bundled: check lib\/bundle/,
  );
});

test('fails the build for a client that imports more of them than we have', async () => {
  const source = `import { EventStreamCodec } from '@smithy/core/event-streams'; new EventStreamCodec();`;
  await expect(bundled(source, 'js')).rejects.toThrow(/No matching export.*EventStreamCodec/);
});

test('DynamoDB is called at its own endpoint', async () => {
  const source = `
    import { createServer } from 'node:http';
    import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

    export async function run() {
      const targets = [];
      const server = createServer((request, response) => {
        targets.push(request.headers['x-amz-target']);
        response.end('{"Item":{"a":{"S":"b"}}}');
      });
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:' + server.address().port;
      const client = new DynamoDBClient({ maxAttempts: 1 });
      const { Item } = await client.send(new GetItemCommand({ TableName: 't', Key: { a: { S: 'b' } } }));
      server.closeAllConnections();
      server.close();
      return { Item, targets };
    }
  `;
  expect(await runBundled(source, ENVIRONMENT)).toEqual({
    Item: { a: { S: 'b' } },
    targets: ['DynamoDB_20120810.GetItem'],
  });
});
