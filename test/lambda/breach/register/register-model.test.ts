import fc from 'fast-check';
import { duesOf } from '../../../../lambda/breach/clocks/dues';
import { foldHistory } from '../../../../lambda/breach/register/apply';
import type { Change, Entry } from '../../../../lambda/breach/register/incident';
import type { Authorship } from '../../../../lambda/breach/register/register';
import type { AuditTrail } from '../../../../lambda/shared/audit/audit-trail';
import { AuditUnavailableError } from '../../../../lambda/shared/audit/errors';
import { fieldsOf, withoutUndefined } from '../../../../lambda/shared/json';
import type { Transact, Write } from '../../../../lambda/shared/transaction';
import { TransactionRefusedError } from '../../../../lambda/shared/transaction';
import { STATES } from '../../../../lambda/breach/vocabulary';
import { counts, hold, notice } from '../support/made-up-incident';
import { OPENED, person, SETTINGS, TENANT, TODAY, world } from './support/world';

/**
 * Several writers change one incident, one call overtaking another, while transactions fail before and after they
 * were made, conflict, and the ledger takes nothing. What must be true of the register is looked at from outside, by
 * rules that are written down here once more.
 */

const ID = 'bWFkZS11cC1pbmNpZGVudA';
const why = 'As found in the log.';
const factors = {
  'nature-and-extent': why,
  'unauthorized-person': why,
  'acquired-or-viewed': why,
  mitigation: why,
};
const to = (state: (typeof STATES)[number]): Change => ({ kind: 'state', to: state, why });
const EXCLUSION: Change = {
  kind: 'exclusion',
  finding: { exclusion: 'not-retained', rationale: why },
};
const LETTERS = notice('individuals', TODAY, { way: 'first-class-mail', persons: 1_000_000 });
const TOLD: readonly Change[] = [
  { kind: 'counts', counts: counts(501) },
  { kind: 'notice', notice: LETTERS },
  { kind: 'notice', notice: notice('hhs', TODAY, { persons: 1_000_000 }) },
  { kind: 'notice', notice: notice('media', TODAY, { jurisdiction: 'CA' }) },
];

/** How far it is when the writers begin. The approval is by another person, as every change is. */
const BEGINNINGS: readonly (readonly Change[])[] = [
  [],
  [OPENED],
  [OPENED, EXCLUSION, { kind: 'approval', of: 'exclusion' }],
  [OPENED, EXCLUSION, { kind: 'approval', of: 'exclusion' }, to('not-a-breach')],
  [OPENED, to('confirmed'), to('contained'), ...TOLD],
  [OPENED, to('confirmed'), to('contained'), ...TOLD, to('notified')],
];

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...STATES).map(to) },
  { weight: 2, arbitrary: fc.constant(to('closed')) },
  { weight: 3, arbitrary: fc.constantFrom(...TOLD) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Change>(
      OPENED,
      EXCLUSION,
      { kind: 'approval', of: 'exclusion' },
      { kind: 'approval', of: 'assessment' },
      { kind: 'facts', facts: { title: why, steps: undefined } },
      { kind: 'facts', facts: { steps: why } },
      { kind: 'hold', hold: hold('oral', TODAY) },
      { kind: 'counts', counts: counts(499) },
      {
        kind: 'assessment',
        finding: { factors, conclusion: 'low-probability', rationale: why },
      },
      { kind: 'assessment', finding: { factors, conclusion: 'breach', rationale: why } },
      {
        kind: 'hit',
        severity: 'high',
        hits: { count: 1, firstAt: 1, lastAt: 1, events: ['event-1'] },
      },
      { kind: 'withdraw', n: 5, why },
      { kind: 'reminder', clock: 'individuals', due: '2027-01-19', mark: 30 },
    ),
  },
);

/** What happens to a transaction. */
const weather = fc.oneof(
  { weight: 6, arbitrary: fc.constant('fine' as const) },
  { weight: 4, arbitrary: fc.constantFrom('lost-before', 'lost-after', 'conflict') },
);
const plan = fc.record({
  beginning: fc.constantFrom(...BEGINNINGS),
  writers: fc.array(fc.array(change, { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 4,
  }),
  weathers: fc.array(weather, { minLength: 1, maxLength: 30 }),
  /** Which calls find the ledger down. */
  ledger: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 2 }),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

interface Call {
  /** Nobody calls twice: by him the entry and the events of a call are known. */
  readonly author: Authorship;
  readonly change: Change;
  readonly outcome: 'acknowledged' | 'refused' | 'unknown';
}

const RECEIPT = {
  eventId: 'event',
  leafHash: 'hash',
  acceptedBy: 'stream',
  shardId: 'shard',
  sequenceNumber: '1',
} as const;

/** An audit event, as far as it is looked at. */
interface Told {
  readonly by: string;
  readonly outcome: string;
}

/** A ledger that takes everything but what it is told not to. */
function ledgerOf() {
  const told: Told[] = [];
  let isDown = false;
  const trail: AuditTrail = {
    async append(drafts) {
      await Promise.resolve();
      if (isDown) throw new AuditUnavailableError([undefined], [], ['down']);
      return drafts.map(({ actor, outcome }) => {
        told.push({ by: 'id' in actor ? actor.id : '', outcome });
        return RECEIPT;
      });
    },
  };
  const setDown = (down: boolean): void => {
    isDown = down;
  };
  return { told, trail, setDown };
}

async function run({ beginning, writers, weathers, ledger: downs }: Plan) {
  const { table, transaction } = world();
  const { told, trail, setDown } = ledgerOf();
  const seen = new Map<string, string>();
  const wrong: string[] = [];
  let isStormy = false;
  let transactions = 0;

  /** As it is from outside, after each transaction: nothing that was there is another, or gone. */
  const look = (): void => {
    const items = table.all().filter(({ entry }) => entry !== 'head');
    const now = new Map(items.map((item) => [JSON.stringify(item['entry']), JSON.stringify(item)]));
    for (const [key, item] of seen) if (now.get(key) !== item) wrong.push('rewritten');
    for (const [key, item] of now) seen.set(key, item);
  };
  const transact: Transact<'register'> = async (writes) => {
    const by = authorOf(writes);
    if (!told.some((event) => event.by === by && event.outcome === 'success')) {
      wrong.push('not written down before');
    }
    const sky = isStormy ? weathers[transactions % weathers.length] : 'fine';
    transactions += 1;
    if (sky === 'lost-before') throw new Error('lost');
    if (sky === 'conflict') throw new TransactionRefusedError([]);
    await transaction.transact(writes);
    look();
    if (sky === 'lost-after') throw new Error('lost');
  };
  const { register } = world({ register: table, transact, trail });

  const calls: Call[] = [];
  const call = async (each: Change): Promise<void> => {
    const author = person(`person-${String(calls.length)}`);
    const place = calls.push({ author, change: each, outcome: 'unknown' }) - 1;
    const tell = (outcome: Call['outcome']): void => {
      calls[place] = { author, change: each, outcome };
    };
    setDown(isStormy && downs.includes(place));
    try {
      await register.change(TENANT, ID, each, author);
      tell('acknowledged');
    } catch (error) {
      const { status, name } = error as { readonly status?: number; readonly name: string };
      // A call whose transaction was lost, or whose conflicts did not end, may answer so.
      const isRefused = name === 'AuditUnavailableError' || (status !== undefined && status < 500);
      if (!isRefused && status !== 503) wrong.push(`answered by ${name}`);
      tell(isRefused ? 'refused' : 'unknown');
    }
  };
  for (const each of beginning) await call(each);
  isStormy = true;
  await Promise.all(
    writers.map(async (changes) => {
      for (const each of changes) await call(each);
    }),
  );
  return { register, table, told, calls, wrong };
}

/** Who makes the entry that is written. */
function authorOf([entry]: readonly Write<'register'>[]): unknown {
  return entry !== undefined && 'put' in entry ? fieldsOf(entry.put['by'])['id'] : undefined;
}

const ARROWS: Readonly<Record<string, string>> = {
  triage: 'investigating confirmed not-a-breach',
  investigating: 'confirmed not-a-breach',
  confirmed: 'investigating contained',
  contained: 'investigating notified',
  'not-a-breach': 'investigating closed',
  notified: 'closed',
};

/** Whether a step to another state is lawful, by the entries before it alone. */
function isLawful(before: readonly Entry[], state: string): boolean {
  const changes = before.map((entry) => entry.change);
  const from = changes.findLast((each) => each.kind === 'state')?.to ?? 'triage';
  if (ARROWS[from]?.split(' ').includes(state) !== true) return false;
  if (state === 'not-a-breach') return hasFinding(changes);
  if (state === 'closed' && from === 'not-a-breach') return hasFinding(changes);
  if (state !== 'notified' && state !== 'closed') return true;
  const total = changes.findLast((each) => each.kind === 'counts')?.counts.total;
  if (total === undefined) return false;
  const told = changes.flatMap((each) => (each.kind === 'notice' ? [each.notice.kind] : []));
  const needed = [
    'individuals',
    ...(total > 500 ? ['media'] : []),
    ...(total >= 500 || state === 'closed' ? ['hhs'] : []),
  ];
  return needed.every((kind) => told.some((each) => each === kind));
}

/** An approval behind the last finding of its kind. Nobody makes two changes, so that another person approved. */
function hasFinding(changes: readonly Change[]): boolean {
  const assessed = changes.findLast((each) => each.kind === 'assessment');
  if (assessed?.finding.conclusion === 'breach') return false;
  return (['exclusion', 'assessment'] as const).some((kind) => {
    const at = changes.findLastIndex((each) => each.kind === kind);
    return changes.some(
      (each, index) => index > at && each.kind === 'approval' && each.of === kind,
    );
  });
}

it('has a history without a gap that nobody rewrites, whatever fails and whoever is faster', async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(plan, async (planned) => {
      const { register, table, told, calls, wrong } = await run(planned);
      expect(wrong).toEqual([]);
      const history = await register.history(ID);
      const incident = await register.find(TENANT, ID);

      // The head is what the entries make, and there is nothing else.
      expect(incident).toEqual(history.length === 0 ? undefined : foldHistory(ID, history));
      expect(table.all().length).toBe(history.length === 0 ? 0 : history.length + 1);

      // Each change that was acknowledged is there once, and none that was refused.
      for (const { author, change: asked, outcome } of calls) {
        const by = author.actor.id;
        const kept = history.filter((entry) => entry.by.id === by).map((entry) => entry.change);
        const expected: readonly Change[] = kept.length > 0 ? [withoutUndefined(asked)] : [];
        expect(kept).toEqual(expected);
        const success = { by, outcome: 'success' };
        const events =
          outcome === 'acknowledged' ? [success] : told.filter((event) => event.by === by);
        expect(told.filter((event) => event.by === by)).toEqual(events);
        const entries = { acknowledged: 1, refused: 0, unknown: kept.length }[outcome];
        expect(kept.length).toBe(entries);
      }

      for (const [index, { change: made, dues }] of history.entries()) {
        const before = history.slice(0, index);
        const state = made.kind === 'state' ? made.to : undefined;
        reached.add(state ?? 'triage');
        expect(made.kind === 'opened').toBe(index === 0);
        expect(state === undefined || isLawful(before, state)).toBe(true);
        // Nothing comes after it.
        expect(state === 'closed' && index + 1 < history.length).toBe(false);
        expect(dues).toEqual(duesOf(foldHistory(ID, history.slice(0, index + 1)), SETTINGS));
      }
      const reminders = history.filter((entry) => entry.change.kind === 'reminder');
      expect(reminders.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 100 },
  );
  expect([...reached].toSorted()).toEqual(STATES.toSorted());
});
