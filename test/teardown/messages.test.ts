import { explain } from '../../lib/teardown/messages';
import { jsonEnd, plainEnd } from '../../lib/teardown/endings';
import type { Problem } from '../../lib/teardown/problem';
import { jsonReporter, lineReporter, plainReporter } from '../../lib/teardown/reporters';
import type { Progress } from '../../lib/teardown/progress';
import { ZONE } from './harness';

test.each<[Problem, string]>([
  [
    { kind: 'compliance-locked', bucket: 'b', objects: 1, until: '2026-01-10T00:00:00.000Z' },
    'Bucket b: 1 object version locked in COMPLIANCE mode, which nobody can lift. Repeat after 2026-01-10T00:00:00.000Z.',
  ],
  [
    { kind: 'legal-hold', bucket: 'b', objects: 12_345 },
    'Bucket b: 12,345 object versions could not be deleted; a legal hold is on at least one. Find out who wants it kept, lift it, then repeat.',
  ],
  [
    { kind: 'undeletable', bucket: 'b', objects: 3, codes: { Zz: 1, AccessDenied: 2 } },
    'Bucket b: 3 object versions could not be deleted (AccessDenied 2, Zz 1). The policy of the bucket must except the teardown role.',
  ],
  [
    { kind: 'refilled', bucket: 'b', objects: 2, passes: 10 },
    'Bucket b fills up as fast as it is emptied: 2 object versions again after 10 passes. Replication, access logging or a program still writes there. Stop what does, or wait until the last logs are delivered, then repeat.',
  ],
  [
    { kind: 'vault-locked', vault: 'v', recoveryPoints: 2 },
    'Backup vault v has a compliance lock past its grace days: 2 recovery point(s) stay until they expire by themselves.',
  ],
  [
    { kind: 'recovery-points', vault: 'v', left: 2, expired: 1, codes: { X: 1 }, example: 'why' },
    'Backup vault v: 2 recovery point(s) left, 1 of them EXPIRED (AWS Backup lacked a permission to delete them); refused: X 1, such as "why". Delete them in the console of AWS Backup, or repeat later.',
  ],
  [
    {
      kind: 'delete-failed',
      stack: 's',
      failures: [{ logicalId: 'Vpc', type: 'AWS::EC2::VPC', reason: 'has dependencies' }],
    },
    'CloudFormation could not delete stack s:\n  Vpc (AWS::EC2::VPC): has dependencies',
  ],
  [
    { kind: 'delete-failed', stack: 's', failures: [] },
    'CloudFormation could not delete stack s:\n  it names no resource; see its events',
  ],
  [
    { kind: 'too-slow', stack: 's', status: 'DELETE_IN_PROGRESS', minutes: 60 },
    'Stack s is still DELETE_IN_PROGRESS after 60 minutes. CloudFormation goes on by itself.',
  ],
  [{ kind: 'changed', stack: 's', why: 'so' }, 'Stack s was left alone: so.'],
  [
    { kind: 'call-failed', operation: 'DeleteStack', code: 'AccessDenied', detail: 'no' },
    'DeleteStack failed: AccessDenied: no',
  ],
  [
    { kind: 'call-failed', operation: 'AssumeRole', code: 'AccessDenied', detail: '' },
    'AssumeRole failed: AccessDenied\n  Buckets and backups are emptied by arn:aws:iam::111122223333:role/hlz-operations/demo-teardown, which the zone makes in a sandbox only. It must exist, and you need sts:AssumeRole on it.',
  ],
  [{ kind: 'interrupted' }, 'Stopped on request.'],
])('explains %j', (problem, expected) => {
  expect(explain(problem, ZONE)).toBe(expected);
});

test('the end says what stays', () => {
  const kept = { stack: 's', logicalId: 'L', type: 'AWS::Logs::LogGroup', physicalId: '/g' };
  const lines = plainEnd({ outcome: 'done', kept: [kept] }, ZONE);
  expect(lines).toEqual([
    'Zone demo is gone.',
    'Kept, as its template says: AWS::Logs::LogGroup /g of stack s.',
    expect.stringContaining('Account settings that the Baseline stack made'),
    expect.stringContaining('KMS keys wait 30 days'),
  ]);
  expect(JSON.parse(jsonEnd({ outcome: 'done', kept: [kept] }, 0, ZONE))).toEqual({
    event: 'end',
    exitCode: 0,
    outcome: 'done',
    kept: [kept],
    stays: lines.slice(2),
  });
});

const PROGRESS: readonly Progress[] = [
  { event: 'stack', stack: 'a', state: 'emptying' },
  { event: 'bucket', stack: 'a', bucket: 'b', state: 'emptying', deleted: 1000 },
  { event: 'bucket', stack: 'a', bucket: 'b', state: 'emptying', deleted: 2000 },
  { event: 'bucket', stack: 'a', bucket: 'b', state: 'emptying', deleted: 11_000 },
  { event: 'bucket', stack: 'a', bucket: 'c', state: 'empty', deleted: 5 },
  { event: 'vault', stack: 'a', vault: 'v', state: 'emptying', left: 3 },
  { event: 'vault', stack: 'a', vault: 'v', state: 'emptying', left: 3 },
  { event: 'bucket', stack: 'a', bucket: 'b', state: 'empty', deleted: 11_000 },
  { event: 'vault', stack: 'a', vault: 'v', state: 'empty', left: 0 },
  { event: 'stack', stack: 'a', state: 'deleting' },
  { event: 'waiting', stack: 'a', status: 'DELETE_IN_PROGRESS', seconds: 0 },
  { event: 'waiting', stack: 'a', status: 'DELETE_IN_PROGRESS', seconds: 10 },
  { event: 'waiting', stack: 'a', status: 'DELETE_IN_PROGRESS', seconds: 310 },
  { event: 'retry', operation: 'DescribeStacks', code: 'Throttling', seconds: 0.5 },
  { event: 'retry', operation: 'DescribeStacks', code: 'Throttling', seconds: 1 },
  { event: 'stack', stack: 'a', state: 'deleted' },
  { event: 'stack', stack: 'next', state: 'emptying' },
];

function written(make: typeof plainReporter): string {
  let text = '';
  const reporter = make((more) => {
    text += more;
  });
  for (const progress of PROGRESS) reporter.progress(progress);
  reporter.end();
  return text;
}

test('plain lines tell what is finished, and now and then how far it is', () => {
  expect(written(plainReporter).split('\n')).toEqual([
    'a: emptying',
    'a: bucket b emptying, 1,000 versions deleted',
    'a: bucket b emptying, 11,000 versions deleted',
    'a: bucket c empty, 5 versions deleted',
    'a: vault v emptying, 3 recovery points left',
    'a: bucket b empty, 11,000 versions deleted',
    'a: vault v empty, 0 recovery points left',
    'a: deleting',
    'a: DELETE_IN_PROGRESS since 0 s',
    'a: DELETE_IN_PROGRESS since 310 s',
    'DescribeStacks: Throttling, tried again in 0.5 s',
    'a: deleted',
    'next: emptying',
    '',
  ]);
});

/** What of a rewritten line is seen in the end. */
function last(line: string | undefined): string | undefined {
  return line?.split('\r\u001B[2K').at(-1);
}

test('on a terminal one line is rewritten; a finished stack keeps its line', () => {
  const lines = written(lineReporter).split('\n');
  expect(lines).toHaveLength(3);
  expect(last(lines[0])).toBe(
    'a: deleted, 11,005 versions deleted, 2 buckets empty, 0 recovery points left',
  );
  expect(last(lines[1])).toBe('next: emptying');
  expect(lines[2]).toBe('');
  expect(lines[0]).toContain('DescribeStacks: Throttling, again in 1 s');
  expect(lines[0]).toContain('a: 11,005 versions deleted, 1 buckets empty, 3 recovery points left');
});

test('no line is longer than what can be rewritten', () => {
  let text = '';
  const reporter = lineReporter((more) => {
    text += more;
  });
  reporter.progress({ event: 'stack', stack: 'x'.repeat(200), state: 'emptying' });
  expect(text.replace('\r\u001B[2K', '')).toHaveLength(78);
});

test('JSON lines are the events themselves', () => {
  expect(
    written(jsonReporter)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(PROGRESS);
});
