import fc from 'fast-check';
import { UnavailableError } from '../../../../lambda/access/errors';
import type { Finding } from '../../../../lambda/phi/detect/finding';
import { IDENTIFIERS } from '../../../../lambda/phi/detect/finding';
import { createLocalDetector } from '../../../../lambda/phi/detect/local-detector';
import { placeholderOf, redact } from '../../../../lambda/phi/detect/redact';
import { resolve } from '../../../../lambda/phi/detect/resolve';
import { unionDetector } from '../../../../lambda/phi/detect/union';

function finding(start: number, end: number, more: Partial<Finding> = {}): Finding {
  return { identifier: 'name', start, end, confidence: 0.5, label: 'made-up', ...more };
}

const TEXT = 'abcdefghij, klmnopqrst';

test.each<[string, readonly Finding[], readonly Finding[]]>([
  ['nothing', [], []],
  ['those apart, in order', [finding(5, 8), finding(0, 5)], [finding(0, 5), finding(5, 8)]],
  [
    'the surer of two, and what it leaves of the other',
    [finding(0, 6), finding(4, 8, { confidence: 0.9 })],
    [finding(0, 4), finding(4, 8, { confidence: 0.9 })],
  ],
  [
    'the surer within a longer one, and both its sides',
    [finding(0, 9), finding(3, 6, { confidence: 0.9, identifier: 'ssn' })],
    [finding(0, 3), finding(3, 6, { confidence: 0.9, identifier: 'ssn' }), finding(6, 9)],
  ],
  ['the longer of equally sure ones', [finding(2, 6), finding(0, 8)], [finding(0, 8)]],
  [
    'the first of equally long ones',
    [finding(2, 6), finding(0, 4)],
    [finding(0, 4), finding(4, 6)],
  ],
  [
    'the one that the law names first',
    [finding(0, 4, { identifier: 'other' }), finding(0, 4, { identifier: 'ssn' })],
    [finding(0, 4, { identifier: 'ssn' })],
  ],
  ['one of two alike', [finding(0, 4), finding(0, 4)], [finding(0, 4)]],
  [
    'no comma and space that are left',
    [finding(0, 15), finding(12, 15, { confidence: 0.9 }), finding(0, 10, { confidence: 0.8 })],
    [finding(0, 10, { confidence: 0.8 }), finding(12, 15, { confidence: 0.9 })],
  ],
])('keeps %s', (_, given, kept) => {
  expect(resolve(TEXT, given)).toEqual(kept);
  expect(resolve(TEXT, given.toReversed())).toEqual(kept);
});

const findings = fc.array(
  fc
    .record({
      identifier: fc.constantFrom(...IDENTIFIERS),
      start: fc.nat(30),
      length: fc.integer({ min: 1, max: 12 }),
      confidence: fc.constantFrom(0.5, 0.7, 0.9),
    })
    .map(({ length, start, ...rest }) => finding(start, start + length, rest)),
  { maxLength: 12 },
);

test('gives up no letter that somebody found, and adds none', () => {
  fc.assert(
    fc.property(findings, (given) => {
      const text = 'x'.repeat(50);
      const covered = (some: readonly Finding[]): readonly boolean[] =>
        Array.from(text, (_, at) => some.some(({ start, end }) => start <= at && at < end));
      const kept = resolve(text, given);
      expect(covered(kept)).toEqual(covered(given));
      for (const [at, { start }] of kept.entries()) {
        expect(start).toBeGreaterThanOrEqual(kept[at - 1]?.end ?? 0);
      }
      expect(resolve(text, kept)).toEqual(kept);
    }),
    { numRuns: 300 },
  );
});

test('comes to an end on many that overlap, with much between them that says nothing', () => {
  const text = `${'!'.repeat(100_000)}a${'!'.repeat(100_000)}a`;
  const many = Array.from({ length: 50_000 }, (_, at) => finding(at, at + 3, { confidence: 0.6 }));
  const whole = finding(0, text.length);
  expect(resolve(text, [whole, ...many]).at(-1)).toEqual(finding(100_000, text.length));
});

test('puts a placeholder in the place of each finding, and keeps the rest', () => {
  expect(
    redact('I am Roe, 219-09-9999.', [
      finding(5, 8),
      finding(10, 21, { identifier: 'ssn', confidence: 0.9 }),
    ]),
  ).toBe('I am [NAME], [SSN].');
  expect(redact('nothing', [])).toBe('nothing');
  expect(redact('', [])).toBe('');
});

test('redacts what overlaps once', () => {
  expect(redact('abcdef', [finding(0, 4), finding(2, 6, { identifier: 'url' })])).toBe(
    '[NAME][URL]',
  );
});

test.each([
  ['beyond the text', finding(3, 9)],
  ['before it', finding(-1, 2)],
  ['empty', finding(2, 2)],
  ['no place', finding(Number.NaN, 2)],
])('refuses a finding that is %s', (_, wrong) => {
  expect(() => redact('abcdef', [wrong])).toThrow(RangeError);
});

test('puts placeholders in which nothing is found', async () => {
  const text = IDENTIFIERS.map(placeholderOf).flatMap((placeholder) => [
    `Patient Name: ${placeholder}`,
    placeholder,
  ]);
  expect(await createLocalDetector().detect(text.join(', MRN '))).toEqual([]);
});

describe('a union', () => {
  const knowing = (...known: readonly Finding[]) => ({ detect: () => Promise.resolve(known) });

  test('finds what any of them finds', async () => {
    const one = knowing(finding(0, 4), finding(6, 8));
    const other = knowing(finding(2, 6, { confidence: 0.9 }));
    expect(await unionDetector(one, other).detect(TEXT)).toEqual([
      finding(0, 2),
      finding(2, 6, { confidence: 0.9 }),
      finding(6, 8),
    ]);
  });

  test('finds nothing when one of them cannot be asked', async () => {
    const failing = { detect: () => Promise.reject(new UnavailableError('It')) };
    await expect(unionDetector(knowing(finding(0, 4)), failing).detect(TEXT)).rejects.toThrow(
      UnavailableError,
    );
  });
});
