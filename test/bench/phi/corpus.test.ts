import { createHash } from 'node:crypto';
import type { Half } from '../../../bench/phi/corpus/corpus';
import {
  HALVES,
  textsOf,
  WITH_IDENTIFIERS,
  WITHOUT_IDENTIFIERS,
} from '../../../bench/phi/corpus/corpus';
import type { Labelled } from '../../../bench/phi/corpus/labelled';
import { IDENTIFIER_OF } from '../../../bench/phi/corpus/labelled';
import { deaCheck, gtinCheck, npiCheck, vinCheck } from '../../../bench/phi/corpus/numbers';
import { createRandom } from '../../../bench/phi/corpus/random';
import { write } from '../../../bench/phi/corpus/write';

const TEXTS = {
  development: textsOf(HALVES.development),
  scored: textsOf(HALVES.scored),
};
const HALF_NAMES = ['development', 'scored'] as const;

/** Of the texts of the scored half and of what is labelled in them, as they were first committed. */
const SCORED_AS_COMMITTED = '3f65c6a787e4d2bd707cd698fe53d72caf9c489aceb91e8e099ba85cc9f1a560';

/** Every word of the lists of a half, but for the states, which identify nobody. */
function wordsOf({ values }: Half): ReadonlySet<string> {
  const lists = Object.entries(values).flatMap(([name, list]) =>
    name === 'cities'
      ? values.cities.map(([city]) => city)
      : Array.isArray(list)
        ? list.filter((entry) => typeof entry === 'string')
        : [],
  );
  return new Set(lists.map((word) => word.toLowerCase()));
}

/** Runs of words between what is filled in, of at least so many letters. */
function runsOf({ templates, negatives }: Half, least: number): ReadonlySet<string> {
  const runs = [...templates, ...negatives]
    .flatMap((template) => template.split(/\n|\[\[[^[\]]+\]\]/))
    .map((run) =>
      run
        .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
        .toLowerCase(),
    )
    .filter((run) => run.length >= least);
  return new Set(runs);
}

function goldOf(texts: readonly Labelled[]): readonly string[] {
  return texts.flatMap(({ text, gold }) =>
    gold.map(({ start, end }) => text.slice(start, end).toLowerCase()),
  );
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] {
  return [...one].filter((entry) => other.has(entry));
}

describe('the halves', () => {
  const { development, scored } = HALVES;

  it('have no template in common, and no run of words', () => {
    expect(runsOf(scored, 0).size).toBeGreaterThan(100);
    expect(shared(runsOf(development, 20), runsOf(scored, 20))).toEqual([]);
  });

  it('have no value of a list in common', () => {
    expect(shared(wordsOf(development), wordsOf(scored))).toEqual([]);
  });

  it('have nothing that identifies in common, whether from a list or a number', () => {
    const identifiers = HALF_NAMES.map((half) => new Set(goldOf(TEXTS[half])));
    expect(identifiers.map(({ size }) => size > 5000)).toEqual([true, true]);
    expect(shared(identifiers[0] ?? new Set(), identifiers[1] ?? new Set())).toEqual([]);
  });

  it('have numbers of seeds and ranges that do not meet', () => {
    const size = WITH_IDENTIFIERS + WITHOUT_IDENTIFIERS;
    const [one, other] = [development.values, scored.values];
    expect(one.seed + size).toBeLessThanOrEqual(other.seed);
    expect(one.firstDigit[1]).toBeLessThan(other.firstDigit[0]);
    expect(one.zips[1]).toBeLessThan(other.zips[0]);
    expect(one.parity).not.toBe(other.parity);
  });
});

describe.each(HALF_NAMES)('the %s half', (half) => {
  const texts = TEXTS[half];

  it('has a thousand texts with identifiers of every kind, and some without any', () => {
    const [some, none] = [texts.slice(0, WITH_IDENTIFIERS), texts.slice(WITH_IDENTIFIERS)];
    expect(some.filter(({ gold }) => gold.length === 0)).toHaveLength(0);
    expect(none.filter(({ gold }) => gold.length === 0)).toHaveLength(WITHOUT_IDENTIFIERS);
    const kinds = new Set(some.flatMap(({ gold }) => gold.map(({ kind }) => kind)));
    expect([...kinds].toSorted()).toEqual(Object.keys(IDENTIFIER_OF).toSorted());
  });

  it('says where they are: in order, one behind the other, filled in everywhere', () => {
    const wrong = texts.filter(
      ({ text, gold }) =>
        text.includes('[[') ||
        gold.some(
          ({ start, end }, at) =>
            start >= end || end > text.length || start < (gold[at - 1]?.end ?? 0),
        ),
    );
    expect(wrong).toHaveLength(0);
  });

  it('has check digits that hold', () => {
    const valuesOf = (wanted: string): readonly string[] =>
      texts.flatMap(({ text, gold }) =>
        gold.filter(({ kind }) => kind === wanted).map(({ start, end }) => text.slice(start, end)),
      );
    expect(valuesOf('npi').every((npi) => npi.endsWith(String(npiCheck(npi.slice(0, 9)))))).toBe(
      true,
    );
    expect(valuesOf('vin').every((vin) => vin[8] === vinCheck(vin.slice(0, 8), vin.slice(9)))).toBe(
      true,
    );
    expect(valuesOf('ssn').filter((ssn) => /^(?:000|666|9)/.test(ssn))).toEqual([]);
  });
});

it.each([
  ['NPI', String(npiCheck('123456789')), '3'],
  ['VIN', vinCheck('1M8GDM9A', 'KP042788'), 'X'],
  ['DEA number', deaCheck('138856'), '8'],
  ['GTIN', gtinCheck('1061414100041'), '5'],
])('knows the check digit of a published %s', (_, digit, expected) => {
  expect(digit).toBe(expected);
});

it('puts the same person wherever a text speaks of him', () => {
  const { text } = write(
    '[[pt.full]]|[[pt.given]]|[[pt.family]]',
    HALVES.development.values,
    createRandom(3),
  );
  const [full, given, family] = text.split('|');
  expect(full).toBe(`${given ?? ''} ${family ?? ''}`);
});

it('refuses a template that asks for what there is not', () => {
  expect(() => write('[[pt.shoe-size]]', HALVES.development.values, createRandom(1))).toThrow(
    RangeError,
  );
});

it('is judged by the same scored half as on its first day', () => {
  const digest = createHash('sha256').update(JSON.stringify(TEXTS.scored)).digest('hex');
  expect(digest).toBe(SCORED_AS_COMMITTED);
});
