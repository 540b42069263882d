import { AlertEventError } from '../../../../lambda/access/errors';
import type { Alert } from '../../../../lambda/breach/alert/alerts';
import { createHandler } from '../../../../lambda/breach/alert/create-handler';
import { snsTopics } from '../../../../lambda/breach/stores/sns-topics';
import type { Item } from '../../../../lambda/shared/table';
import { madeUp } from '../../access/support/flaky';
import { tableRecord } from '../../access/support/table-record';
import { memoryLog } from '../../support/memory-log';
import { desk, OPENED, SETTINGS, START } from '../support/desk';

const DONE = { batchItemFailures: [] };

describe('what no code of ours does', () => {
  const items = async (): Promise<readonly [Item, Item]> => {
    const world = desk();
    await world.change('one', OPENED);
    const [entry, head] = world.table.all();
    if (entry === undefined || head === undefined) throw new Error('the register is empty');
    return [entry, head];
  };
  const toldOf = async (...Records: readonly object[]): Promise<readonly Alert[]> => {
    const sent: Alert[] = [];
    const handler = createHandler({
      alerts: { publish: async (alert) => void sent.push(alert) },
      settings: SETTINGS,
      now: () => START,
      log: memoryLog(),
    });
    expect(await handler({ Records })).toEqual(DONE);
    return sent;
  };

  it.each<readonly [string, string, (entry: Item, head: Item) => object]>([
    [
      'an entry is changed',
      'changed',
      (entry) => tableRecord('MODIFY', '7', { ...entry, at: 1 }, entry),
    ],
    [
      'an entry of a duty is changed',
      'changed',
      (entry) => tableRecord('MODIFY', '7', { ...entry, record: 'duty/-/hhs-log' }, entry),
    ],
    ['an entry is removed', 'removed', (entry) => tableRecord('REMOVE', '7', undefined, entry)],
    ['a head is removed', 'removed', (_, head) => tableRecord('REMOVE', '7', undefined, head)],
    ['an item is removed that nobody knows', 'removed', () => tableRecord('REMOVE', '7')],
    [
      'an entry is no entry',
      'unreadable',
      (entry) => tableRecord('INSERT', '7', { ...entry, n: 2 }),
    ],
    [
      'an entry of a duty is none',
      'unreadable',
      (entry) => tableRecord('INSERT', '7', { ...entry, record: 'duty/-/hhs-log' }),
    ],
    [
      'a head is no head',
      'unreadable',
      (_, head) => tableRecord('MODIFY', '7', { ...head, incident: 'odd' }, head),
    ],
    [
      'a head was none',
      'unreadable',
      (_, head) => tableRecord('MODIFY', '7', head, { ...head, incident: 'odd' }),
    ],
    [
      'a head is put again',
      'unreadable',
      (_, head) => tableRecord('MODIFY', '7', { ...head, openedAt: 'odd' }, head),
    ],
    [
      'a head is put without what comes before',
      'unreadable',
      (_, head) => tableRecord('INSERT', '7', headOf(head, 2)),
    ],
    [
      'a head leaps over an entry',
      'unreadable',
      (_, head) => tableRecord('MODIFY', '7', headOf(head, 3), head),
    ],
    [
      'a head of a duty is none',
      'unreadable',
      (_, head) => tableRecord('INSERT', '7', { ...head, open: 'duty' }),
    ],
    [
      'it cannot be read',
      'unreadable',
      () => ({ eventSource: 'aws:dynamodb', dynamodb: { SequenceNumber: '7' } }),
    ],
    ['it has no image', 'unreadable', () => tableRecord('INSERT', '7')],
  ])('is told at once when %s', async (_, tampering, recordOf) => {
    const [alert, ...more] = await toldOf(recordOf(...(await items())));
    expect(more).toEqual([]);
    expect(alert).toMatchObject({
      severity: 'high',
      facts: {
        kind: 'tampering',
        tampering,
        sequenceNumber: '7',
        runbook: 'docs/breach-desk.md#tampering',
      },
    });
    expect(alert?.subject).toMatch(
      /^\[high\] An (?:entry|item) of the register of incidents (?:was|is) /,
    );
  });

  it('names the item, where its keys are like ours', async () => {
    const [entry] = await items();
    const [named, odd] = await toldOf(
      tableRecord('REMOVE', '7', undefined, entry),
      tableRecord('REMOVE', '8', undefined, { record: 'Jane Doe', entry: 'entry/1' }),
    );
    expect(named?.facts).toMatchObject({ record: 'one', entry: 'entry/0000000001' });
    expect(odd?.facts).toMatchObject({ record: 'unknown', entry: 'entry/1' });
  });

  it('goes on with what comes after', async () => {
    const [entry, head] = await items();
    const alerts = await toldOf(
      tableRecord('REMOVE', '1', undefined, entry),
      tableRecord('INSERT', '2', entry),
      tableRecord('INSERT', '3', head),
    );
    expect(alerts.map(({ facts }) => facts['kind'])).toEqual(['tampering', 'opened']);
  });

  function headOf(head: Item, version: number): Item {
    return { ...head, version, incident: { ...(head['incident'] as Item), version } };
  }
});

it('stops at the first message that could not be sent, and sends it again', async () => {
  const world = desk();
  await world.change('one', OPENED, { kind: 'state', to: 'confirmed', why: 'Yes.' });
  const sent: string[] = [];
  let failures = 1;
  const log = memoryLog();
  const handler = createHandler({
    alerts: {
      async publish({ subject }) {
        if (sent.length === 1 && failures > 0) {
          failures -= 1;
          throw madeUp();
        }
        sent.push(subject);
      },
    },
    settings: SETTINGS,
    now: () => START,
    log,
  });
  const [entry, head, other, confirmed] = world.records;
  const Records = [entry, head, other, confirmed];
  expect(await handler({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: '4' }] });
  expect(log.lines.map(({ level, event }) => [level, event])).toEqual([['error', 'alert-failed']]);
  expect(await handler({ Records: [confirmed] })).toEqual(DONE);
  expect(sent).toEqual([
    '[low] Incident opened: bulk-export (north-clinic)',
    '[medium] Incident is confirmed (north-clinic)',
  ]);
});

it('takes no other event', async () => {
  const { alert } = desk();
  for (const event of [
    {},
    { remind: true },
    { Records: [] },
    { Records: [{ eventSource: 'aws:kinesis' }] },
  ]) {
    await expect(alert(event)).rejects.toThrow(AlertEventError);
  }
});

it('publishes JSON to machines and lines to people, on the topic of the severity', async () => {
  const sent: unknown[] = [];
  const client = { send: async ({ input }: { input: unknown }) => void sent.push(input) };
  const topics = { low: 'arn:low', medium: 'arn:medium', high: 'arn:high' };
  const alert: Alert = {
    severity: 'medium',
    subject: 'Subject',
    facts: { schema: 'one' },
    text: 'lines\n',
  };
  await snsTopics(client as never, topics).publish(alert);
  expect(sent).toEqual([
    {
      TopicArn: 'arn:medium',
      Subject: 'Subject',
      MessageStructure: 'json',
      Message: JSON.stringify({ default: '{"schema":"one"}', email: 'lines\n' }),
    },
  ]);
});
