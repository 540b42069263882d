import { createDataKeys } from '../../../../lambda/phi/keys/create-data-keys';
import { restoredItem } from '../../../../lambda/phi/keys/items';
import type { Removal } from '../../support/without-safeguards';
import type { Variant } from './model/variants';
import { keysWithout } from './model/variants';
import type { Outcome } from './model/world';
import { runSchedule } from './model/world';

jest.mock('../../../../lambda/phi/keys/import-key', () => ({
  importKey: async (bytes: Uint8Array) => ({ secret: Buffer.from(bytes).toString('hex') }),
}));

const SCHEDULES = 1500;

// Most schedules have errors on purpose, of which nobody reads the stack.
Error.stackTraceLimit = 0;

const PRODUCT: Variant = { createDataKeys, restoredItem };

it('keeps every promise in every schedule', async () => {
  const failures: string[] = [];
  const outcomes: Outcome[] = [];
  for (let seed = 1; seed <= SCHEDULES && failures.length < 5; seed += 1) {
    const outcome = await runSchedule(seed, PRODUCT);
    outcomes.push(outcome);
    if (outcome.complaints.length > 0) {
      failures.push(`seed ${String(seed)}: ${outcome.complaints.join('; ')}`);
    }
  }
  expect(failures).toEqual([]);
  const each = (count: (outcome: Outcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + count(outcome), 0) / outcomes.length;
  // The model is no idle one: keys were made, used up and rotated, and fields encrypted.
  expect(each(({ fields }) => fields)).toBeGreaterThan(10);
  expect(each(({ keys }) => keys)).toBeGreaterThan(5);
  expect(each(({ usedUp }) => usedUp)).toBeGreaterThan(1);
}, 60_000);

/** What is taken out of data keys, for which some schedule must fail. */
const SAFEGUARDS: readonly { readonly without: string; readonly removals: readonly Removal[] }[] = [
  {
    without: 'waiting for the write-once copy',
    removals: [
      {
        file: 'keys/make-key.ts',
        safeguard: 'await archive.keep(made);',
        without: 'archive.keep(made).catch(() => undefined);',
      },
    ],
  },
  {
    without: 'waiting for the item',
    removals: [
      {
        file: 'keys/make-key.ts',
        safeguard: 'await putItem(table, made);',
        without: 'putItem(table, made).catch(() => undefined);',
      },
    ],
  },
  {
    without: 'the condition on a new item',
    removals: [
      {
        file: 'keys/make-key.ts',
        safeguard: "[{ attribute: 'kid', is: 'absent' }]",
        without: '[]',
      },
    ],
  },
  {
    without: 'the condition on which key encrypts',
    removals: [
      {
        file: 'keys/pointers.ts',
        safeguard: "{ attribute: 'of', is: 'equal', value: before.of }",
        without: "{ attribute: 'kid', is: 'present' }",
      },
    ],
  },
  {
    without: 'the condition on the first key',
    removals: [
      {
        file: 'keys/pointers.ts',
        safeguard: "{ attribute: 'of', is: 'absent' }",
        without: "{ attribute: 'nothing', is: 'absent' }",
      },
    ],
  },
  {
    without: 'giving way to who was first',
    removals: [
      {
        file: 'keys/pointers.ts',
        safeguard: 'if (error instanceof ConditionFailedError) return false;\n        throw error;',
        without: 'if (!(error instanceof ConditionFailedError)) throw error;',
      },
    ],
  },
  {
    without: 'the condition on reserving',
    removals: [
      {
        file: 'keys/create-data-keys.ts',
        safeguard: 'value: perKey - perBlock',
        without: 'value: Infinity',
      },
    ],
  },
  {
    without: 'leaving room for a whole block',
    removals: [
      {
        file: 'keys/create-data-keys.ts',
        safeguard: 'value: perKey - perBlock',
        without: 'value: perKey - 1',
      },
    ],
  },
  {
    without: 'reserving before use',
    removals: [
      {
        file: 'keys/create-data-keys.ts',
        safeguard: 'if (leftovers.take(current.of, uses)) return usable;',
        without:
          'if (leftovers.take(current.of, uses)) return usable;\n reserve(tenant, current.of).catch(() => undefined);\n return usable;',
      },
    ],
  },
  {
    without: 'counting uses down',
    removals: [
      {
        file: 'keys/uses.ts',
        safeguard: 'left.set(kid, before - uses);',
        without: '',
      },
    ],
  },
  {
    without: 'keeping the uses of keys apart',
    removals: [
      {
        file: 'keys/uses.ts',
        safeguard: 'const before = left.get(kid) ?? 0;',
        without: "kid = 'one'; const before = left.get(kid) ?? 0;",
      },
      {
        file: 'keys/uses.ts',
        safeguard: 'left.set(kid, (left.get(kid) ?? 0) + uses);',
        without: "left.set('one', (left.get('one') ?? 0) + uses);",
      },
    ],
  },
  {
    without: 'reserving anew after a failure',
    removals: [
      {
        file: 'keys/single-flight.ts',
        safeguard: '.finally(() => underWay.delete(name))',
        without: '.then((result) => (underWay.delete(name), result))',
      },
    ],
  },
  {
    without: 'reading again which key encrypts',
    removals: [
      {
        file: 'keys/pointers.ts',
        safeguard: 'isWithin(POINTER_MS, last.at, now())',
        without: 'true',
      },
    ],
  },
  {
    without: 'the end of a key',
    removals: [
      { file: 'keys/create-data-keys.ts', safeguard: 'now() >= endsAt', without: 'endsAt === 0' },
    ],
  },
  {
    without: 'looking again after a wait',
    removals: [
      {
        file: 'keys/create-data-keys.ts',
        safeguard: `if (fetched === undefined) throw missing(tenant, current.of);
            continue;`,
        without: `if (fetched === undefined) throw missing(tenant, current.of);
            if (leftovers.take(current.of, uses)) return fetched;
            continue;`,
      },
    ],
  },
  {
    without: 'counting a restored key as used up',
    removals: [
      { file: 'keys/items.ts', safeguard: 'reserved: USES.perKey', without: 'reserved: 0' },
    ],
  },
];

it.each(SAFEGUARDS)('fails without $without', async ({ removals }) => {
  const variant = keysWithout(removals);
  let found: readonly string[] = [];
  for (let seed = 1; found.length === 0 && seed <= SCHEDULES; seed += 1) {
    ({ complaints: found } = await runSchedule(seed, variant));
  }
  expect(found).not.toEqual([]);
});

it('names safeguards that stand in the source', () => {
  const removal = { file: 'keys/uses.ts', safeguard: 'nothing like this', without: '' };
  expect(() => keysWithout([removal])).toThrow('should have once: nothing like this');
});
