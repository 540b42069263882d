import fc from 'fast-check';
import { createRandom } from '../../support/random';
import type { Books } from './account';
import { accountOf } from './account';
import { KINDS, MIX, nextKind } from './mix';
import { readOptions } from './options';
import { progressOn } from './progress';
import { aligned } from './table';
import type { Sample } from './tally';
import { latencyOf, nothingDone, percentile, rowOf, unexplained } from './tally';

describe('options', () => {
  it('has defaults', () => {
    expect(readOptions([])).toEqual({
      seconds: 30,
      levels: [1, 2, 4, 8, 16],
      seed: 1,
      json: false,
      help: false,
    });
  });

  it('names every problem at once', () => {
    const args = [
      '--seconds',
      '1000',
      '--levels',
      '4,2',
      '--seed=x',
      '--spoil=all',
      '--sped',
      'now',
    ];
    const read = readOptions(args);
    expect(read).toEqual({
      problems: [
        expect.stringContaining('--sped'),
        expect.stringContaining('found now'),
        expect.stringContaining('--levels 4,2: expected'),
        expect.stringContaining('--seconds 1000: expected'),
        expect.stringContaining('--seed x: expected'),
        expect.stringContaining('--spoil all: expected'),
      ],
    });
  });

  it.each([['--levels=1,2', '--seconds=1'], ['--levels='], ['--levels=1,,2'], ['--levels=65']])(
    'refuses %s %s',
    (...args) => {
      expect(readOptions(args)).toHaveProperty('problems');
    },
  );
});

describe('percentiles', () => {
  it('are values below or at which so many lie, and of no smaller value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 100 }),
        (values, percent) => {
          const sorted = values.toSorted((a, b) => a - b);
          const found = percentile(sorted, percent);
          const share = (below: (value: number) => boolean): number =>
            (100 * values.filter(below).length) / values.length;
          expect(values).toContain(found);
          expect(share((value) => value <= found)).toBeGreaterThanOrEqual(percent);
          expect(share((value) => value < found)).toBeLessThan(percent);
        },
      ),
    );
  });

  it('never fall, and end with the slowest', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true })), (values) => {
        const { p50, p90, p99, max } = latencyOf(values);
        expect([p50, p90, p99, max]).toEqual([p50, p90, p99, max].toSorted((a, b) => a - b));
        expect(max).toBe(Math.max(0, ...values));
      }),
    );
  });
});

describe('the mix', () => {
  it('is the same for the same seed, and as it is said', () => {
    const kinds = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 5000 }, () => nextKind(random));
    };
    expect(kinds(7)).toEqual(kinds(7));
    expect(kinds(7)).not.toEqual(kinds(8));
    for (const kind of KINDS) {
      const share = kinds(7).filter((one) => one === kind).length / 50;
      expect(Math.abs(share - MIX[kind])).toBeLessThan(3);
    }
  });
});

describe('the tally', () => {
  const sample = (outcome: string, ms = 1): Sample => ({
    kind: 'append',
    level: 2,
    ms,
    outcome,
    units: outcome === '200' ? 5 : 0,
  });

  it('takes speed and times of what was answered, and counts all else', () => {
    const samples = [sample('200', 10), sample('200', 30), sample('429 too-many-calls', 1)];
    expect(rowOf(2, 'append', samples, 2)).toMatchObject({
      calls: 3,
      callsPerSecond: 1,
      unitsPerSecond: 5,
      latency: { p50: 10, max: 30 },
      outcomes: { '200': 2, '429 too-many-calls': 1 },
    });
  });

  it('explains limits and answers that were taken away, and nothing else', () => {
    const explained = [sample('200'), sample('429 too-many-calls'), sample('lost')];
    expect(unexplained(explained, 1)).toEqual([]);
    expect(unexplained(explained, 0)).toHaveLength(1);
    expect(unexplained([sample('500 internal-error'), sample('207')], 0)).toEqual([
      'append: 500 internal-error (1)',
      'append: 207 (1)',
    ]);
  });
});

test('a run that has done nothing shows nothing', () => {
  expect(nothingDone({ receipts: ['a'], acts: ['b'] })).toEqual([]);
  expect(nothingDone({ receipts: [], acts: ['b'] })).toEqual([expect.stringContaining('receipt')]);
  expect(nothingDone({ receipts: ['a'], acts: [] })).toEqual([expect.stringContaining('fields')]);
});

/** Books in which all that came is everywhere; some of it came again. */
const ids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 20 });
const fair = fc.record({ ids, again: fc.nat(5) }).map(({ ids: own, again }): Books => {
  const records = [...own, ...own.slice(0, again)];
  return {
    receipts: own.slice(0, Math.ceil(own.length / 2)),
    acts: own.slice(1).map((id) => `call-${id}`),
    reports: 1,
    accepted: records.map((eventId) => ({
      eventId,
      kind: eventId === own[0] ? 'audit-read/success' : 'phi-view/success',
      ref: `call-${eventId}`,
    })),
    sealed: records,
    signed: records,
    indexed: own,
  };
});

describe('the account', () => {
  it('balances when all is everywhere, however often it came', () => {
    fc.assert(
      fc.property(fair, (books) => {
        const account = accountOf(books);
        const distinct = new Set(books.indexed).size;
        expect(account).toMatchObject({ balances: true, missing: [], surplus: [] });
        expect(Object.values(account.total)).toEqual([distinct, distinct, distinct, distinct]);
        expect(account.putAgain).toBe(books.accepted.length - distinct);
        expect(account.sealedAgain).toBe(account.putAgain);
      }),
    );
  });

  it('names whatever is taken away, wherever', () => {
    const stages = ['sealed', 'signed', 'indexed'] as const;
    fc.assert(
      fc.property(fair, fc.constantFrom(...stages), fc.nat(), (books, stage, at) => {
        const victim = books.indexed[at % books.indexed.length] ?? '';
        const account = accountOf({
          ...books,
          [stage]: books[stage].filter((id) => id !== victim),
        });
        expect(account.balances).toBe(false);
        expect(account.missing).toContainEqual({ id: victim, kind: expect.any(String), stage });
      }),
    );
  });

  it('names a receipt of what is nowhere, and a call that nobody wrote down', () => {
    fc.assert(
      fc.property(fair, (books) => {
        const { missing } = accountOf({
          ...books,
          receipts: [...books.receipts, 'told'],
          acts: [...books.acts, 'done'],
          reports: 2,
        });
        expect(missing.map(({ id, stage }) => [id, stage])).toEqual([
          ['told', 'accepted'],
          ['done', 'accepted'],
          ['1 of 2', 'accepted'],
        ]);
      }),
    );
  });

  it('names a leaf too many, one too few, and a call that was written down twice', () => {
    fc.assert(
      fc.property(fair, (books) => {
        const [id = ''] = books.indexed;
        expect(accountOf({ ...books, sealed: [...books.sealed, id] }).surplus).toEqual([id]);
        const twice = { eventId: id, kind: 'audit-read/success', ref: `call-${id}` };
        const fewer = accountOf({ ...books, accepted: [...books.accepted, twice] });
        expect(fewer.missing.map((one) => [one.id, one.stage])).toEqual([[id, 'sealed']]);
        const doubled = { ...twice, eventId: 'other' };
        const acts = [...books.acts, `call-${id}`];
        expect(
          accountOf({ ...books, acts, accepted: [...books.accepted, doubled] }).surplus,
        ).toContain(`call-${id}`);
      }),
    );
  });
});

it('draws a bar on a terminal alone, and columns as wide as they need be', () => {
  const written: string[] = [];
  const write = (text: string): boolean => written.push(text) > 0;
  progressOn({ isTTY: false, write }, undefined, () => 1000).at(0.5, 'half');
  expect(written).toEqual([]);
  const interrupted = new AbortController();
  const progress = progressOn({ isTTY: true, write }, interrupted.signal, () => 1000);
  progress.at(0.5, 'half');
  interrupted.abort();
  progress.at(0.6, 'more');
  expect(written).toEqual([`\r\u001b[K[${'#'.repeat(12)}${'.'.repeat(12)}] half`, '\n']);
  expect(
    aligned([
      ['call', 'p50'],
      ['append', '5'],
    ]),
  ).toEqual(['call    p50', 'append    5']);
});
