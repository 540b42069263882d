import fc from 'fast-check';
import { personAct } from '../../../lambda/access/act';
import { createBrokenGlasses } from '../../../lambda/access/break-glass';
import { ACCESS_TABLES } from '../../../lambda/access/tables';
import type { AuditEvent } from '../../../lambda/shared/audit/event';
import { memoryTable } from '../support/memory-table';
import type { Fault } from './support/flaky';
import { faults, flakyTable, flakyTrail, plainSealer } from './support/flaky';
import { interleaved } from './support/interleaved';
import { ORIGIN, OTHER_PATIENT, PATIENT, person, START, TENANT } from './support/people';
import { silent } from './support/silent';

/**
 * People who break glasses and officers who review them, several at once, while table, stream and
 * spool fail before or after they did what they were asked: against what must hold whatever they do.
 */

const HOUR = 60 * 60_000;
const HOLDERS = [person('nurse'), person('attending-physician')] as const;
const OFFICERS = [person('privacy-officer'), person('privacy-officer')] as const;
const PATIENTS = [PATIENT, OTHER_PATIENT] as const;

type Step =
  | { readonly do: 'open'; readonly who: number; readonly patient: number }
  | { readonly do: 'review'; readonly who: number; readonly nth: number; readonly result: Result };
type Result = 'justified' | 'not-justified' | 'undecided';

interface Run {
  /** Steps of a group run at the same time; then time passes. */
  readonly groups: readonly { readonly steps: readonly Step[]; readonly pause: number }[];
  readonly writes: readonly Fault[];
  readonly reads: readonly Fault[];
  readonly stream: readonly Fault[];
  readonly spool: readonly Fault[];
}

const which = fc.integer({ min: 0, max: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('open' as const), who: which, patient: which }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('review' as const),
      who: which,
      nth: fc.integer({ min: 0, max: 3 }),
      result: fc.constantFrom<Result>('justified', 'not-justified', 'undecided'),
    }),
  },
);
const plan = fc.array(fc.constantFrom<Fault>('none', 'none', 'none', 'before', 'after'), {
  maxLength: 12,
});
const run: fc.Arbitrary<Run> = fc.record({
  groups: fc.array(
    fc.record({
      steps: fc.array(step, { minLength: 1, maxLength: 4 }),
      pause: fc.constantFrom(0, 1, HOUR / 2, HOUR - 1, HOUR),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  writes: plan,
  reads: plan,
  stream: plan,
  spool: plan,
});

it('keeps its promises whatever fails', async () => {
  const seen = { opened: 0, refused: 0, reviewed: 0 };
  await fc.assert(
    fc.asyncProperty(run, fc.scheduler(), async (run, scheduler) => {
      const table = memoryTable(ACCESS_TABLES.brokenGlass);
      const { trail, kept } = flakyTrail({
        stream: faults(run.stream),
        spool: faults(run.spool),
      });
      const clock = { now: START };
      const over = { trail, sealer: plainSealer, now: () => clock.now, log: silent };
      const glasses = createBrokenGlasses({
        ...over,
        brokenGlass: flakyTable(interleaved(table, scheduler), {
          writes: faults(run.writes),
          reads: faults(run.reads),
        }),
      });
      /** What the register says to somebody for whom nothing fails. */
      const truth = createBrokenGlasses({ ...over, brokenGlass: table });

      /** Glasses that were said to be open, and were not. */
      const wrong: string[] = [];
      const perform = async (step: Step): Promise<void> => {
        if (step.do === 'open') {
          const who = HOLDERS[step.who] ?? HOLDERS[0];
          const patient = PATIENTS[step.patient] ?? PATIENT;
          const glass = await glasses.open(personAct(who, ORIGIN), {
            patient,
            purpose: 'BTG',
            justification: 'Made-up reason of the model.',
          });
          if (
            glass.person !== who.id ||
            glass.patient !== patient ||
            glass.until <= clock.now ||
            !table.all().some((row) => row['glass'] === glass.id)
          ) {
            wrong.push(glass.id);
          }
          seen.opened += 1;
        } else {
          const id = table.all()[step.nth]?.['glass'];
          const glass = typeof id === 'string' ? await truth.find(TENANT, id) : undefined;
          if (glass === undefined) return;
          const officer = OFFICERS[step.who] ?? OFFICERS[0];
          await glasses.review(personAct(officer, ORIGIN), glass, step.result);
          seen.reviewed += 1;
        }
      };

      for (const { steps, pause } of run.groups) {
        const outcomes = Promise.allSettled(steps.map(perform));
        for (const { status } of await scheduler.waitFor(outcomes)) {
          if (status === 'rejected') seen.refused += 1;
        }
        expect(wrong).toEqual([]);
        await check(table.all(), kept(), truth, clock.now);
        clock.now += pause;
      }
    }),
    // What is counted below must not be a matter of luck.
    { numRuns: 200, seed: 20261126 },
  );
  // A model in which nothing happens promises nothing.
  expect(Math.min(seen.opened, seen.refused, seen.reviewed)).toBeGreaterThan(50);
});

type Truth = ReturnType<typeof createBrokenGlasses>;

async function check(
  rows: ReturnType<ReturnType<typeof memoryTable>['all']>,
  kept: readonly AuditEvent[],
  truth: Truth,
  now: number,
): Promise<void> {
  const broken = kept.filter((event) => event.type === 'break-glass-access');
  const reviewed = kept.filter((event) => event.type === 'break-glass-review');
  const listed = { open: await all(truth, 'open'), reviewed: await all(truth, 'reviewed') };

  for (const row of rows) {
    const id = row['glass'];
    // Nothing is there that the ledger does not know.
    expect(
      broken.filter(
        (event) =>
          event.outcome === 'success' &&
          event.breakGlass.justification === id &&
          event.patient === row['patient'] &&
          event.actor.id === row['person'],
      ).length,
    ).toBeGreaterThan(0);
    expect(broken.map(({ eventId }) => eventId)).toContain(row['event']);
    // It waits for a result until the ledger has one, in exactly one list.
    const result = row['reviewResult'];
    const waits = result === undefined || result === 'undecided';
    expect(listed[waits ? 'open' : 'reviewed']).toContain(id);
    expect(listed[waits ? 'reviewed' : 'open']).not.toContain(id);
    expect(row['unreviewed']).toBe(waits ? 'yes' : undefined);
    const reviews = reviewed.filter(
      (event) =>
        event.outcome === 'success' &&
        event.resource.ref === id &&
        event.reviewResult === result &&
        event.actor.id === row['reviewedBy'],
    );
    expect(result === undefined || reviews.length > 0).toBe(true);
    // No longer than an hour, whoever reviewed it.
    expect(Number(row['until']) - Number(row['opened'])).toBeLessThanOrEqual(HOUR);
  }
  for (const { id: user } of HOLDERS) {
    for (const patient of PATIENTS) {
      const open = rows.filter(
        (row) => row['person'] === user && row['patient'] === patient && now < Number(row['until']),
      );
      expect(open.length).toBeLessThanOrEqual(1);
      const found = await truth.openFor({ id: user, tenant: TENANT }, patient);
      expect(found?.id).toBe(open[0]?.['glass']);
    }
  }
}

async function all(truth: Truth, state: 'open' | 'reviewed'): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await truth.list(TENANT, state, {
      limit: 2,
      ...(after === undefined ? {} : { after }),
    });
    ids.push(...page.entries.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  return ids;
}
