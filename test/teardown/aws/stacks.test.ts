import type { TeardownPort } from '../../../lib/teardown/port';
import { Loopback, queryError, result, sts, type Answer, type Sent } from './loopback';

const ID = 'arn:aws:cloudformation:us-east-1:111122223333:stack/hlz-demo-keys/1';

let loopback: Loopback;

async function open(answer: (sent: Sent) => Answer): Promise<TeardownPort> {
  loopback = new Loopback(answer);
  return loopback.open();
}

afterEach(() => loopback.close());

test('the account is that of the caller', async () => {
  const port = await open((sent) => sts()(sent) ?? {});
  expect(await port.callerAccount()).toBe('111122223333');
  expect(loopback.sent[0]).toMatchObject({ service: 'sts', accessKey: 'CALLER' });
});

test('lists all stacks that are not deleted, with the credentials of the caller', async () => {
  const port = await open(({ form }) => ({
    body: result(
      'ListStacks',
      form.get('NextToken') === null
        ? '<StackSummaries><member><StackName>a</StackName></member></StackSummaries><NextToken>2</NextToken>'
        : '<StackSummaries><member><StackName>b</StackName></member></StackSummaries>',
    ),
  }));
  expect(await port.stackNames()).toEqual(['a', 'b']);
  const [first] = loopback.sent;
  expect(first).toMatchObject({ service: 'cloudformation', accessKey: 'CALLER' });
  const statuses = [...(first?.form.entries() ?? [])]
    .filter(([name]) => name.startsWith('StackStatusFilter'))
    .map(([, value]) => value);
  expect(statuses).toContain('DELETE_FAILED');
  expect(statuses).toContain('DELETE_IN_PROGRESS');
  expect(statuses).not.toContain('DELETE_COMPLETE');
});

test('a list without end is an error, not a loop', async () => {
  const port = await open(() => ({ body: result('ListStacks', '<NextToken>more</NextToken>') }));
  await expect(port.stackNames()).rejects.toMatchObject({ code: 'TooManyPages', transient: false });
  expect(loopback.sent).toHaveLength(100);
});

test('describes a stack with its tags and its protection', async () => {
  const port = await open(() => ({
    body: result(
      'DescribeStacks',
      `<Stacks><member><StackId>${ID}</StackId><StackName>hlz-demo-keys</StackName><StackStatus>CREATE_COMPLETE</StackStatus><EnableTerminationProtection>true</EnableTerminationProtection><Tags><member><Key>Environment</Key><Value>sandbox</Value></member></Tags></member></Stacks>`,
    ),
  }));
  expect(await port.stack('hlz-demo-keys')).toEqual({
    id: ID,
    name: 'hlz-demo-keys',
    status: 'CREATE_COMPLETE',
    tags: { Environment: 'sandbox' },
    terminationProtection: true,
  });
});

test('a stack that does not exist is undefined; any other validation error is an error', async () => {
  const port = await open(({ form }) =>
    queryError(
      'ValidationError',
      form.get('StackName') === 'gone' ? 'Stack with id gone does not exist' : 'bad name',
    ),
  );
  expect(await port.stack('gone')).toBeUndefined();
  await expect(port.stack('!')).rejects.toMatchObject({
    operation: 'DescribeStacks',
    code: 'ValidationError',
    detail: 'bad name',
    transient: false,
  });
});

test('resources of all pages', async () => {
  const port = await open(({ form }) => ({
    body: result(
      'ListStackResources',
      form.get('NextToken') === null
        ? '<StackResourceSummaries><member><LogicalResourceId>B</LogicalResourceId><ResourceType>AWS::S3::Bucket</ResourceType><PhysicalResourceId>b</PhysicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member></StackResourceSummaries><NextToken>2</NextToken>'
        : '<StackResourceSummaries><member><LogicalResourceId>C</LogicalResourceId><ResourceType>AWS::S3::Bucket</ResourceType><ResourceStatus>CREATE_FAILED</ResourceStatus></member></StackResourceSummaries>',
    ),
  }));
  expect(await port.resources(ID)).toEqual([
    { logicalId: 'B', type: 'AWS::S3::Bucket', physicalId: 'b', status: 'CREATE_COMPLETE' },
    { logicalId: 'C', type: 'AWS::S3::Bucket', physicalId: undefined, status: 'CREATE_FAILED' },
  ]);
  expect(loopback.sent[1]?.form.get('StackName')).toBe(ID);
});

test('switches the protection off and deletes, by id', async () => {
  const port = await open(({ form }) => ({ body: result(form.get('Action') ?? '', '') }));
  await port.allowDeletion(ID);
  await port.deleteStack(ID);
  expect(Object.fromEntries(loopback.sent[0]?.form ?? [])).toMatchObject({
    Action: 'UpdateTerminationProtection',
    StackName: ID,
    EnableTerminationProtection: 'false',
  });
  const deletion = Object.fromEntries(loopback.sent[1]?.form ?? []);
  expect(deletion).toMatchObject({ Action: 'DeleteStack', StackName: ID });
  expect(Object.keys(deletion).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'Action',
    'StackName',
    'Version',
  ]);
});

function event(id: string, physical: string, status: string, reason: string): string {
  return `<member><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>${physical}</PhysicalResourceId><ResourceType>T</ResourceType><ResourceStatus>${status}</ResourceStatus><ResourceStatusReason>${reason}</ResourceStatusReason></member>`;
}

test('of the events of a failed deletion, those of the last attempt and of resources only', async () => {
  const port = await open(({ form }) => ({
    body: result(
      'DescribeStackEvents',
      form.get('NextToken') === null
        ? `<StackEvents>${event('hlz-demo-keys', ID, 'DELETE_FAILED', 'failed: [B]')}${event('B', 'b', 'DELETE_FAILED', 'not empty')}</StackEvents><NextToken>2</NextToken>`
        : `<StackEvents>${event('C', 'c', 'DELETE_FAILED', 'in use')}${event('C', 'c', 'DELETE_IN_PROGRESS', '')}${event('hlz-demo-keys', ID, 'DELETE_IN_PROGRESS', '')}${event('D', 'd', 'DELETE_FAILED', 'before')}</StackEvents><NextToken>3</NextToken>`,
    ),
  }));
  expect(await port.deletionFailures(ID)).toEqual([
    { logicalId: 'B', type: 'T', reason: 'not empty' },
    { logicalId: 'C', type: 'T', reason: 'in use' },
  ]);
  expect(loopback.sent).toHaveLength(2);
});

test('throttling that lasts is a passing error', async () => {
  const port = await open(() => queryError('Throttling', 'Rate exceeded'));
  await expect(port.deleteStack(ID)).rejects.toMatchObject({
    name: 'PortError',
    operation: 'DeleteStack',
    code: 'Throttling',
    transient: true,
  });
});
