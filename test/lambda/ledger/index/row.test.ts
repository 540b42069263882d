import fc from 'fast-check';
import { eventIn } from '../../../../lambda/ledger/index/read-entry';
import type { IndexRow } from '../../../../lambda/ledger/index/row';
import {
  DAY_MS,
  indexedIn,
  IndexRowError,
  isPosition,
  itemOf,
  rowsOf,
} from '../../../../lambda/ledger/index/row';
import { LEDGER_TABLES } from '../../../../lambda/ledger/index/tables';
import { leafHash } from '../../../../lambda/shared/hash';
import type { Item, Value } from '../../../../lambda/shared/table';
import { goodDraft, VIEW } from '../../support/audit-events';
import { memoryTable } from '../../support/memory-table';
import { bytesOf, eventIdOf, forged, stored } from '../support/events';

const RETENTION = { auditDays: 2192, indexDays: 90 };
const ARRIVED = Date.parse('2026-11-25T10:31:00.000Z');
const PLACE = { log: 'shardId-000000000000', index: 41, arrived: ARRIVED };
const LONG_AGO = 0;

const view = stored(VIEW, 3);
const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');
const rows = (event = view, now = LONG_AGO): readonly IndexRow[] =>
  rowsOf(event, bytesOf(event), PLACE, RETENTION, now);

test('an event stands under its id, its patient, and its actor and day', () => {
  const at = `2026-11-25T10:30:00.000Z/${leafHash(bytesOf(view)).toString('base64url')}`;
  const row = {
    at,
    expires: (ARRIVED + 90 * DAY_MS) / 1000,
    log: 'shardId-000000000000',
    index: 41,
    event: bytesOf(view).toString(),
  };
  expect(rows()).toEqual([
    { ...row, subject: `e/${eventIdOf(3)}` },
    { ...row, subject: 'p/acme-health/3q2-7wAAAAAAAAAAAAAAAA' },
    { ...row, subject: 'a/acme-health/3f0c8f5e-8a53-4e0c-9a39-0c7d5a7f2a11/2026-11-25' },
  ]);
});

test('a disclosure stands in the accounting too, for six years', () => {
  const share = stored({ ...VIEW, type: 'phi-share', purpose: 'PUBHLTH', recipient: 'rcp-1' }, 4);
  expect(rows(share)[3]?.subject).toBe('d/acme-health/3q2-7wAAAAAAAAAAAAAAAA');
  expect(rows(share).map(({ expires }) => expires)).toEqual(
    Array(4).fill((ARRIVED + 2192 * DAY_MS) / 1000),
  );
});

test('what is told late stays as long as what is told at once', () => {
  const late = stored({ ...VIEW, time: '2026-01-01T00:00:00.000Z' }, 5);
  expect(rows(late)[0]?.expires).toBe((ARRIVED + 90 * DAY_MS) / 1000);
  expect(rows(late)[2]?.subject).toMatch(/\/2026-01-01$/);
});

test('rows that are over are not written', () => {
  expect(rows(view, ARRIVED + 90 * DAY_MS - 1)).toHaveLength(3);
  expect(rows(view, ARRIVED + 90 * DAY_MS)).toEqual([]);
});

test('is read back as it was written, whatever the event, and tells one event from another', async () => {
  const table = memoryTable(LEDGER_TABLES.index);
  const events = fc
    .sample(goodDraft, { numRuns: 150, seed: 7 })
    .map((draft, n) => stored(draft, n));
  for (const event of events) {
    const own = rows(event);
    const known = 'id' in event.actor ? 1 : 0;
    const patient = 'patient' in event && event.patient !== undefined ? 1 : 0;
    expect(own.filter(({ subject }) => !subject.startsWith('d/'))).toHaveLength(
      1 + known + patient,
    );
    for (const row of own) {
      await table.put(itemOf(row), [{ attribute: 'subject', is: 'absent' }]);
      expect(indexedIn(itemOf(row))).toEqual({
        event,
        leafHash: leafHash(bytesOf(event)),
        log: PLACE.log,
        index: PLACE.index,
        bytes: bytesOf(event).length,
      });
      expect(isPosition(row.at)).toBe(true);
    }
  }
});

test('two events with one id have a row each: none hides the other', () => {
  const other = stored({ ...VIEW, outcome: 'error', reason: 'x' }, 3);
  const keys = [...rows(view), ...rows(other)].map(({ subject, at }) => `${subject} ${at}`);
  expect(new Set(keys).size).toBe(6);
});

test.each<[string, (item: Item) => Item]>([
  [
    'an event that was changed',
    (item) => ({ ...item, event: text(item['event']).replace('TREAT', 'BTG') }),
  ],
  ['no event', (item) => ({ ...item, event: '{}' })],
  ['another time', (item) => ({ ...item, at: text(item['at']).replace('2026', '2025') })],
  ['no place', (item) => ({ ...item, index: 'x' })],
])('an item with %s is refused', (_, change) => {
  const [row] = rows();
  expect(() => indexedIn(change(row === undefined ? {} : itemOf(row)))).toThrow(IndexRowError);
});

describe('an entry', () => {
  test('is read when it is what a trail writes', () => {
    expect(eventIn(bytesOf(view))).toEqual(view);
  });

  test.each([
    ['no JSON', Buffer.from('hello')],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['nothing', Buffer.alloc(0)],
    ['the stand-in of a long record', Buffer.from(`hlz-long-record v1 70000 ${'0'.repeat(64)}`)],
    ['another schema', forged(view, (text) => text.replace('"phi-view"', '"phi-peek"'))],
    ['a field too many', forged(view, (text) => text.replace('{', '{"a":1,'))],
    ['white space', forged(view, (text) => `${text}\n`)],
    [
      'another order',
      forged(view, (text) => text.replace(/^\{("action":"\w+"),(.*)\}$/, '{$2,$1}')),
    ],
    [
      'a field twice, of which readers would see one or the other',
      forged(view, (text) => text.replace('{', '{"patient":"AAAAAAAAAAAAAAAAAAAAAA",')),
    ],
  ])('is passed over when it is %s', (_, entry) => {
    expect(eventIn(entry)).toBeUndefined();
  });
});
