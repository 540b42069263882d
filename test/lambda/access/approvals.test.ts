import fc from 'fast-check';
import type { Approval, Use } from '../../../lambda/access/approval';
import { covers, stateOf } from '../../../lambda/access/approval';
import { createApprovals } from '../../../lambda/access/approvals';
import { ApprovalNotCoveringError, UndecidableError } from '../../../lambda/access/errors';
import { ACCESS_TABLES } from '../../../lambda/access/tables';
import type { Table } from '../../../lambda/shared/table';
import { memoryTable } from '../support/memory-table';
import { interleaved } from './support/interleaved';
import { START, TENANT } from './support/people';
import { silent } from './support/silent';

const HOUR = 60 * 60_000;
const EXPIRES = START + 24 * HOUR;

const REQUEST: Approval = {
  id: 'bWFkZS11cC1hcHByb3ZhbA',
  tenant: TENANT,
  kind: 'export',
  requester: 'asker',
  purpose: 'HQUALIMP',
  dataTypes: ['diagnoses', 'vitals'],
  size: 10,
  left: 10,
  requestedAt: START,
  expiresAt: EXPIRES,
  decision: 'requested',
};
const USE: Use = {
  person: 'asker',
  tenant: TENANT,
  kind: 'export',
  purpose: 'HQUALIMP',
  dataType: 'diagnoses',
  count: 1,
};

function register(table: Table, now = START) {
  return createApprovals({ approvals: table, now: () => now, log: silent });
}

async function approved(more: Partial<Approval> = {}) {
  const table = memoryTable(ACCESS_TABLES.approvals);
  await register(table).request({ ...REQUEST, ...more });
  await register(table).decide({ ...REQUEST, ...more }, 'approved', 'officer');
  return table;
}

it.each<[string, Partial<Use>, number, boolean]>([
  ['its requester, for what it names', {}, START, true],
  ['all of its size', { count: 10 }, START, true],
  ['another person', { person: 'other' }, START, false],
  ['another tenant', { tenant: 'south-clinic' }, START, false],
  ['another kind', { kind: 'share' }, START, false],
  ['another data type', { dataType: 'notes' }, START, false],
  ['another purpose', { purpose: 'HMARKT' }, START, false],
  ['more than its size', { count: 11 }, START, false],
  ['nothing', { count: 0 }, START, false],
  ['less than nothing', { count: -1 }, START, false],
  ['half a patient', { count: 0.5 }, START, false],
  ['the last moment', {}, EXPIRES - 1, true],
  ['the moment of its expiry', {}, EXPIRES, false],
])('covers %s: %j at %i is %s', async (_, more, now, expected) => {
  const table = await approved();
  const use = { ...USE, ...more };
  expect(await register(table, now).covers(REQUEST.id, use)).toBe(expected);
  const left = await register(table, now)
    .use(REQUEST.id, use)
    .then(
      (approval) => approval.left,
      (error: unknown) => error,
    );
  expect(left).toEqual(expected ? 10 - use.count : new ApprovalNotCoveringError());
  expect(table.all()[0]?.['left']).toBe(expected ? 10 - use.count : 10);
});

it('is for its recipient alone, where it names one', async () => {
  const table = await approved({ recipient: 'registry-1' });
  expect(await register(table).covers(REQUEST.id, { ...USE, recipient: 'registry-1' })).toBe(true);
  expect(await register(table).covers(REQUEST.id, { ...USE, recipient: 'registry-2' })).toBe(false);
  expect(await register(table).covers(REQUEST.id, USE)).toBe(false);
});

it('covers nothing before it is approved, after it was refused, or when nobody knows it', async () => {
  const table = memoryTable(ACCESS_TABLES.approvals);
  const { request, decide, covers, use } = register(table);
  expect(await covers(REQUEST.id, USE)).toBe(false);
  await expect(use(REQUEST.id, USE)).rejects.toThrow(ApprovalNotCoveringError);
  await request(REQUEST);
  expect(await covers(REQUEST.id, USE)).toBe(false);
  await decide(REQUEST, 'refused', 'officer');
  expect(await covers(REQUEST.id, USE)).toBe(false);
  await expect(use(REQUEST.id, USE)).rejects.toThrow(ApprovalNotCoveringError);
});

it('is decided once, in time, by somebody else', async () => {
  const table = memoryTable(ACCESS_TABLES.approvals);
  await register(table).request(REQUEST);
  const decide = async (by: string, now: number): Promise<string> => {
    try {
      return (await register(table, now).decide(REQUEST, 'approved', by)).decision;
    } catch (error) {
      if (error instanceof UndecidableError) return `${String(error.status)} ${error.because}`;
      throw error;
    }
  };
  expect(await decide('asker', START)).toBe('403 own-request');
  expect(await decide('officer', EXPIRES)).toBe('409 expired');
  expect(await decide('officer', EXPIRES - 1)).toBe('approved');
  // By one who read the request before it was decided.
  expect(await decide('other-officer', START)).toBe('409 decided-already');
});

it('is asked for once: the same request again changes nothing', async () => {
  const table = await approved();
  await register(table).request(REQUEST);
  expect((await register(table).find(TENANT, REQUEST.id))?.decision).toBe('approved');
});

it('is refused also when it has expired, so that it leaves the list', async () => {
  const table = memoryTable(ACCESS_TABLES.approvals);
  await register(table).request(REQUEST);
  await register(table, EXPIRES).decide(REQUEST, 'refused', 'officer');
  expect((await register(table).find(TENANT, REQUEST.id))?.decision).toBe('refused');
});

it('names states of themselves', () => {
  const approval = { ...REQUEST, decision: 'approved' } as const;
  expect(stateOf(REQUEST, EXPIRES - 1)).toBe('requested');
  expect(stateOf(REQUEST, EXPIRES)).toBe('expired');
  expect(stateOf(approval, EXPIRES)).toBe('expired');
  expect(stateOf({ ...approval, left: 0 }, EXPIRES)).toBe('used-up');
  expect(stateOf({ ...REQUEST, decision: 'refused' }, EXPIRES)).toBe('refused');
});

it('lists by what was decided, by who asked, oldest first and page after page', async () => {
  const table = memoryTable(ACCESS_TABLES.approvals);
  const { request, decide, list, find } = register(table);
  for (let at = 0; at < 5; at += 1) {
    const requester = at === 2 ? 'other' : 'asker';
    await request({ ...REQUEST, id: `a${String(at)}`, requester, requestedAt: START + 9 - at });
  }
  await request({ ...REQUEST, id: 'elsewhere', tenant: 'south-clinic' });
  await decide({ ...REQUEST, id: 'a3' }, 'refused', 'officer');
  const idsOf = async (
    which: Parameters<typeof list>[0],
  ): Promise<readonly (readonly string[])[]> => {
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const page = await list(which, { limit: 2, ...(after === undefined ? {} : { after }) });
      pages.push(page.entries.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    return pages;
  };
  expect(await idsOf({ tenant: TENANT, decision: 'requested' })).toEqual([
    ['a4', 'a2'],
    ['a1', 'a0'],
  ]);
  expect(await idsOf({ tenant: TENANT, decision: 'refused' })).toEqual([['a3']]);
  expect((await idsOf({ tenant: TENANT, requester: 'asker' })).flat()).toEqual([
    'a4',
    'a3',
    'a1',
    'a0',
  ]);
  expect(await find(TENANT, 'a3')).toEqual({
    ...REQUEST,
    id: 'a3',
    requestedAt: START + 6,
    decision: 'refused',
    decidedBy: 'officer',
    decidedAt: START,
  });
  expect(await find(TENANT, 'elsewhere')).toBeUndefined();
});

it('never covers more, or for others, than a reader of the row would say', async () => {
  // A row that is not as we write it is worth nothing.
  const table = await approved();
  await table.update({ approval: REQUEST.id }, { set: { scope: 'everything' } });
  expect(await register(table).covers(REQUEST.id, USE)).toBe(false);
  await expect(register(table).use(REQUEST.id, USE)).rejects.toThrow(ApprovalNotCoveringError);
});

type Step =
  | { readonly do: 'decide'; readonly by: string; readonly verdict: 'approved' | 'refused' }
  | { readonly do: 'use'; readonly person: string; readonly count: number };
interface Timed {
  readonly step: Step;
  readonly at: number;
}

const step: fc.Arbitrary<Timed> = fc.record({
  step: fc.oneof(
    fc.record({
      do: fc.constant('decide' as const),
      by: fc.constantFrom('officer', 'other-officer', 'asker'),
      verdict: fc.constantFrom('approved', 'approved', 'approved', 'refused'),
    }),
    fc.record({
      do: fc.constant('use' as const),
      person: fc.constantFrom('asker', 'asker', 'asker', 'officer'),
      count: fc.integer({ min: 1, max: 6 }),
    }),
  ),
  at: fc.constantFrom(START, START, START, EXPIRES - 1, EXPIRES),
});

it('keeps its promises in whatever order decisions and uses arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 2, maxLength: 14 }),
      fc.scheduler(),
      async (steps, scheduler) => {
        const table = memoryTable(ACCESS_TABLES.approvals);
        await register(table).request(REQUEST);
        const decisions: string[] = [];
        const wrong: Timed[] = [];
        let used = 0;
        const run = async (timed: Timed): Promise<void> => {
          const { step, at } = timed;
          const approvals = register(interleaved(table, scheduler), at);
          try {
            if (step.do === 'decide') {
              await approvals.decide(REQUEST, step.verdict, step.by);
              decisions.push(step.verdict);
            } else {
              await approvals.use(REQUEST.id, { ...USE, person: step.person, count: step.count });
              used += step.count;
            }
            const isRight =
              step.do === 'use'
                ? step.person === 'asker' && at < EXPIRES
                : step.by !== 'asker' && (step.verdict === 'refused' || at < EXPIRES);
            if (!isRight) wrong.push(timed);
          } catch (error) {
            if (error instanceof UndecidableError) return;
            if (error instanceof ApprovalNotCoveringError) return;
            throw error;
          }
        };
        await scheduler.waitFor(Promise.all(steps.map(run)));
        expect(wrong).toEqual([]);
        expect(decisions.length).toBeLessThanOrEqual(1);
        expect(used).toBeLessThanOrEqual(decisions[0] === 'approved' ? REQUEST.size : 0);
        const [row] = table.all();
        expect(row).toMatchObject({
          decision: decisions[0] ?? 'requested',
          left: REQUEST.size - used,
        });
        // Whatever is left can still be used: nothing was taken by a use that failed.
        const rest = REQUEST.size - used;
        expect(await register(table).covers(REQUEST.id, { ...USE, count: rest })).toBe(
          decisions[0] === 'approved' && rest > 0,
        );
        expect(await register(table).covers(REQUEST.id, { ...USE, count: rest + 1 })).toBe(false);
      },
    ),
    { numRuns: 300 },
  );
});

it('covers exactly what can be used, also for a reader', () => {
  const approval = { ...REQUEST, decision: 'approved' } as const;
  expect(covers({ ...approval, left: 3 }, { ...USE, count: 3 }, START)).toBe(true);
  expect(covers({ ...approval, left: 3 }, { ...USE, count: 4 }, START)).toBe(false);
});
