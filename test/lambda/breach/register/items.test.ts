import { duesOf } from '../../../../lambda/breach/clocks/dues';
import { RegisterItemError } from '../../../../lambda/breach/errors';
import type { Entry, Incident } from '../../../../lambda/breach/register/incident';
import { entryIn, entryKey, incidentIn, writesOf } from '../../../../lambda/breach/register/items';
import { STATES } from '../../../../lambda/breach/vocabulary';
import type { Item } from '../../../../lambda/shared/table';
import { associate, counts, hold, madeUpIncident, notice } from '../support/made-up-incident';

const SIGNED = { by: 'officer-1', at: 1 };
const rationale = 'As found.';
const INCIDENT = madeUpIncident({
  version: 3,
  detected: 'high',
  facts: { title: 'A letter', breachFrom: '2026-01-10', phiKinds: ['name', 'hiv'] },
  hits: { count: 1, firstAt: 1, lastAt: 2, events: ['event-1'] },
  counts: counts(501, { CA: 501 }, 3),
  safeHarbor: { ...SIGNED, finding: { method: 'AES-256', keysCompromised: false, rationale } },
  exclusion: {
    ...SIGNED,
    finding: { exclusion: 'not-retained', rationale },
    approvedBy: 'officer-2',
    approvedAt: 2,
  },
  assessment: {
    ...SIGNED,
    finding: {
      factors: {
        'nature-and-extent': rationale,
        'unauthorized-person': rationale,
        'acquired-or-viewed': rationale,
        mitigation: rationale,
      },
      conclusion: 'low-probability',
      rationale,
    },
  },
  holds: [hold('oral', '2026-01-20')],
  associates: [associate('company-1', { days: 10 })],
  notices: [notice('media', '2026-01-20', { jurisdiction: 'CA', until: '2026-04-30', persons: 7 })],
  reminders: [
    { clock: 'hhs', due: '2026-03-16', mark: 30 },
    { clock: 'hhs', due: '2026-03-16', mark: 'overdue' },
  ],
});
const ENTRY: Entry = {
  n: 3,
  at: 5,
  by: { kind: 'person', id: 'officer-1', role: 'privacy-officer' },
  change: { kind: 'counts', counts: counts(501, { CA: 501 }, 3) },
  dues: duesOf(INCIDENT, { targetDays: 30 }),
};

function items(incident: Incident = INCIDENT, entry = ENTRY): readonly [Item, Item] {
  const [first, second] = writesOf(incident, entry);
  if (first === undefined || !('put' in first)) throw new Error('no entry');
  if (second === undefined || !('put' in second)) throw new Error('no head');
  return [first.put, second.put];
}

it('comes back as it was written', () => {
  const [entry, head] = items();
  expect(entryIn(entry)).toEqual(ENTRY);
  expect(incidentIn(head)).toEqual(INCIDENT);
  expect(ENTRY.dues.length).toBeGreaterThan(2);
});

it('is written beside the entries before, never over one', () => {
  const expected = [
    [{ attribute: 'record', is: 'absent' }],
    [{ attribute: 'version', is: 'equal', value: 2 }],
  ];
  expect(writesOf(INCIDENT, ENTRY).map(({ when }) => when)).toEqual(expected);
  const first = writesOf(madeUpIncident(), { ...ENTRY, n: 1 });
  expect(first.map(({ when }) => when)).toEqual([expected[0], expected[0]]);
});

it('is found by its tenant, and among the open ones until it is closed', () => {
  for (const state of STATES) {
    const [, head] = items({ ...INCIDENT, state });
    const isClosed = state === 'closed';
    expect(head['tenantState']).toBe(`north-clinic/${isClosed ? 'closed' : 'open'}`);
    expect(head['open']).toBe(isClosed ? undefined : 'open');
    expect(head['openedAt']).toBe('2026-01-15T12:00:00.000Z/incident-1');
  }
});

it('keeps entries in the order of their numbers, before the head', () => {
  const keys = [1, 2, 9, 10, 99, 100, 1_000_000].map(entryKey);
  expect([...keys, 'head'].toSorted()).toEqual([...keys, 'head']);
});

/** Places of every value within an item. */
function placesIn(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([name, each]) => placesIn(each, [...at, name]));
  return at.length === 0 ? inner : [at, ...inner];
}

/** The same item with what is at a place made into something else. */
function spoilt(item: Item, [name = '', ...rest]: readonly string[], by: unknown): Item {
  const copy = structuredClone(item) as Record<string, unknown>;
  copy[name] = rest.length === 0 ? by : spoilt(copy[name] as Item, rest, by);
  return copy as Item;
}

const ANOTHER: readonly unknown[] = [true, -1, 1.5, ['spoilt'], { spoilt: 'spoilt' }];
const TRUTHS: ReadonlySet<string> = new Set(['keysCompromised', 'drill', 'agent']);

it('is refused when any part of it is something else, and the error repeats none of it', () => {
  const [entry, head] = items();
  const read = (item: Item) => (item['entry'] === 'head' ? incidentIn(item) : entryIn(item));
  const passed: unknown[] = [];
  for (const item of [entry, head]) {
    for (const place of placesIn(item)) {
      const field = place.at(-1) ?? '';
      const wrong = ANOTHER.filter(
        (by) => !(by === true && TRUTHS.has(field)) && !(Array.isArray(by) && field === 'events'),
      );
      for (const by of wrong) {
        const message = messageOf(() => read(spoilt(item, place, by)));
        if (!message.includes(field) || /spoilt|As found/.test(message)) passed.push([place, by]);
      }
    }
  }
  expect(passed).toEqual([]);
});

/** Of the error that it has to throw. */
function messageOf(act: () => unknown): string {
  try {
    act();
    return 'It was read.';
  } catch (error) {
    if (!(error instanceof RegisterItemError)) throw error;
    return error.message;
  }
}

it.each<[string, (entry: Item, head: Item) => unknown]>([
  ['an entry at the place of another', (entry) => entryIn({ ...entry, entry: entryKey(2) })],
  ['the incident of another', (_, head) => incidentIn({ ...head, record: 'incident-2' })],
  ['another version than the head says', (_, head) => incidentIn({ ...head, version: 4 })],
  ['more than an entry has', (entry) => entryIn({ ...entry, more: 1 })],
  ['more than a head has', (_, head) => incidentIn({ ...head, more: 1 })],
  ['an entry for a head', (entry) => incidentIn(entry)],
  ['a head for an entry', (_, head) => entryIn(head)],
  ['nothing', () => entryIn({})],
])('refuses %s', (_, read) => {
  expect(() => read(...items())).toThrow(RegisterItemError);
});
