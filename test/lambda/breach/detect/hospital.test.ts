import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import type { ActorState, Hit } from '../../../../lambda/breach/detect/detector';
import { EMPTY_STATE, watch } from '../../../../lambda/breach/detect/watch';
import { RULE_IDS } from '../../../../lambda/breach/vocabulary';
import type { RuleId } from '../../../../lambda/breach/vocabulary';
import { readEvent } from '../../../../lambda/shared/audit/check-event';
import type { AuditDraft, AuditEvent } from '../../../../lambda/shared/audit/event';
import { ROOT } from '../../../support/root';
import {
  exported,
  GLASS,
  MINUTE,
  refused,
  SECOND,
  signInFailed,
  stamped,
  used,
} from '../support/acts';
import type { Person } from '../support/hospital';
import { hospital } from '../support/hospital';
import { busiestTable, chanceTable, rulesTable } from '../support/rules-page';
import { localTime } from '../support/local-time';
import { peaksOf } from '../support/peaks';

/** Five seconds of the stream in a batch. */
const BATCH_MS = 5 * SECOND;

const { people, settings } = hospital(20_261_026);

function hitsOf(
  { tenant, ...entry }: DirectoryEntry,
  events: readonly AuditEvent[],
): readonly Hit[] {
  const watched = { tenant, entry: { tenant, ...entry }, settings };
  let state: ActorState = EMPTY_STATE;
  const hits: Hit[] = [];
  let batch: AuditEvent[] = [];
  let slot = 0;
  const look = (): void => {
    const found = watch(state, batch, watched);
    ({ state } = found);
    hits.push(...found.hits);
    batch = [];
  };
  for (const event of events) {
    const next = Math.floor(Date.parse(event.time) / BATCH_MS);
    if (next !== slot) look();
    slot = next;
    batch.push(event);
  }
  look();
  return hits;
}

describe('a week of a hospital in which nobody does what he should not', () => {
  const week = people.map(({ entry, events }) => {
    const all = events();
    return {
      entry,
      events: all.length,
      peaks: peaksOf(all),
      hits: hitsOf(entry, all),
      sample: all.at(7),
    };
  });

  it('raises nothing at the thresholds of a zone that says nothing of them', () => {
    expect(week.flatMap(({ hits }) => hits)).toEqual([]);
  });

  it('is a busy one, of all roles, and made of events that the ledger takes', () => {
    expect(week).toHaveLength(300);
    expect(week.reduce((sum, { events }) => sum + events, 0)).toBeGreaterThan(250_000);
    for (const { sample } of week) {
      expect(readEvent(Buffer.from(JSON.stringify(sample)))).toEqual(sample);
    }
    const most = (rule: RuleId): number => Math.max(...week.map(({ peaks }) => peaks[rule] ?? 0));
    // All that is counted comes near enough to be worth a test.
    expect(most('bulk-export')).toBeGreaterThan(300);
    expect(most('failed-access')).toBeGreaterThanOrEqual(5);
    expect(most('failed-sign-in')).toBeGreaterThanOrEqual(3);
    expect(most('outside-care-team')).toBeGreaterThanOrEqual(2);
    expect(most('many-patients')).toBeGreaterThan(75);
  });

  it.each([
    ['rules', rulesTable],
    ['busiest', () => busiestTable(week.map(({ entry, peaks }) => ({ role: entry.role, peaks })))],
    ['chance', chanceTable],
  ] as const)(
    'docs/breach-rules.md has the table %s: else UPDATE_DOCS=1 npx jest test/lambda/breach/detect/hospital',
    (name, table) => {
      const file = join(ROOT, 'docs', 'breach-rules.md');
      const page = readFileSync(file, 'utf8');
      const mark = `<!-- generated: ${name} -->\n`;
      const start = page.indexOf(mark) + mark.length;
      const end = page.indexOf('<!-- end -->', start);
      expect(end).toBeGreaterThanOrEqual(start);
      const current = `${page.slice(0, start)}${table()}\n${page.slice(end)}`;
      if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(file, current);
      expect(readFileSync(file, 'utf8')).toBe(current);
    },
  );
});

it('docs/breach-rules.md tells of each rule under its id', () => {
  const text = readFileSync(join(ROOT, 'docs', 'breach-rules.md'), 'utf8');
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(expect.arrayContaining([...RULE_IDS]));
});

describe('an incident that is planted in the week', () => {
  const who = (wanted: Partial<DirectoryEntry>, nth = 0): Person => {
    const found = people.filter(({ entry }) =>
      Object.entries(wanted).every(
        ([name, value]) => entry[name as keyof DirectoryEntry] === value,
      ),
    )[nth];
    if (found === undefined) throw new RangeError('nobody is so');
    return found;
  };
  /** An hour of Wednesday where he works. */
  const wednesday = ({ entry }: Person, hour: number): number =>
    localTime(entry.timeZone, { year: 2026, month: 10, day: 28 }, hour);

  interface Plant {
    readonly count: number;
    readonly apart: number;
    readonly act: (n: number) => AuditDraft;
  }
  /** What is told of a week in which he did this too, from that hour on. */
  const told = (person: Person, hour: number, { count, apart, act }: Plant) => {
    const { user: id, role } = person.entry;
    const from = wednesday(person, hour);
    const planted = Array.from({ length: count }, (_, n) => {
      const draft = { ...act(n), actor: { kind: 'person', id, role, session: 'session-9' } };
      return stamped(draft as AuditDraft, from + n * apart, 2 * n, 'PLANTEDPLANTEDPLANTEDQ');
    });
    const hits = hitsOf(
      person.entry,
      [...person.events(), ...planted].toSorted((a, b) => (a.time < b.time ? -1 : 1)),
    );
    return { rules: [...new Set(hits.map(({ rule }) => rule))], hits, planted };
  };
  const stranger = (n: number): number => 700_000 + n;

  const clerk = who({ role: 'billing' });
  const nurse = who({ role: 'nurse', shift: undefined });
  const desk = who({ role: 'front-desk', shift: undefined });
  const doctor = who({ role: 'attending-physician', shift: 'day' });

  it.each<readonly [RuleId, string, Person, number, Plant]>([
    [
      'bulk-export',
      '1,001 records in nine minutes',
      clerk,
      18,
      { count: 1001, apart: 500, act: () => exported(1) },
    ],
    [
      'bulk-export',
      'one export of 5,000',
      clerk,
      12,
      { count: 1, apart: 0, act: () => exported(5000) },
    ],
    [
      'failed-access',
      'ten tries in four minutes',
      desk,
      10,
      { count: 10, apart: 25 * SECOND, act: () => refused('not-permitted') },
    ],
    [
      'failed-sign-in',
      'five guesses in twenty minutes',
      desk,
      10,
      { count: 5, apart: 5 * MINUTE, act: () => signInFailed('wrong-password') },
    ],
    [
      'outside-care-team',
      'five neighbours within an hour',
      nurse,
      10,
      { count: 5, apart: 13 * MINUTE, act: (n) => refused('no-care-relation', stranger(n)) },
    ],
    [
      'many-patients',
      '160 charts, three a minute',
      nurse,
      9,
      { count: 160, apart: 20 * SECOND, act: (n) => used(stranger(n)) },
    ],
    [
      'after-hours',
      'a clerk at half past two',
      clerk,
      2.5,
      { count: 3, apart: MINUTE, act: (n) => used(n) },
    ],
    [
      'after-hours',
      'a doctor of the clinic who is not on call',
      who({ role: 'attending-physician', shift: 'day' }, 1),
      2.5,
      { count: 1, apart: 0, act: used },
    ],
    ['break-glass', 'a glass', doctor, 11, { count: 1, apart: 0, act: () => GLASS }],
  ])('%s: %s', (rule, _, person, hour, plant) => {
    const { rules, hits, planted } = told(person, hour, plant);
    expect(rules).toEqual([rule]);
    expect(hits.map(({ eventId }) => eventId)).toContain(planted.at(-1)?.eventId);
  });

  it('inactive-user: somebody who left on Wednesday at noon and goes on', () => {
    const terminatedAt = wednesday(clerk, 12);
    const gone = { ...clerk.entry, active: false, terminatedAt };
    const events = clerk.events();
    const after = events.filter(
      ({ time, outcome }) => Date.parse(time) >= terminatedAt && outcome === 'success',
    );
    expect(after.length).toBeGreaterThan(100);
    expect(
      hitsOf(gone, events)
        .map(({ eventId }) => eventId)
        .toSorted(),
    ).toEqual(after.map(({ eventId }) => eventId).toSorted());
  });
});
