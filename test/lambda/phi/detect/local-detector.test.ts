import fc from 'fast-check';
import type { Finding } from '../../../../lambda/phi/detect/finding';
import { createLocalDetector } from '../../../../lambda/phi/detect/local-detector';
import { sticky } from '../../../../lambda/phi/detect/recognizer';
import { redact } from '../../../../lambda/phi/detect/redact';

const DETECTOR = createLocalDetector();

/** What begins identifiers, ends them, and stands between. */
const PIECES: readonly string[] = [
  `Dr. ·Jane ·Roe, ·MD·Patient: ·name·="·lives in ·12 Elm St· IL 62704·-1234·3/14/·1962·-`,
  `March ·92 y/o·(212) ·555-0123·+·fax ·a.b·@·example·.org·SSN ·219-09-9999·xxx-xx-·MRN: `,
  `00123456·Member ID ·XEH·123456789·1EG4·acct #·4111 1111 1111 1111·DEA AP·5836727·VIN `,
  `1HGCM82633A004352·S/N ·(01)·51022222233336·https://·www.·/a?b=·10.·20.30.40·2001:db8·::·:`,
  `data:image/png;base64,· ·\n·é·😀·a·A·1·0· mg·"·'·,·.·;·^·|`,
].flatMap((pieces) => pieces.split('·'));

const texts = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 40 })
  .map((pieces) => pieces.join(''));

test('gives findings in order, which do not overlap, within the text and between its characters', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      let before = 0;
      for (const { start, end, confidence } of await DETECTOR.detect(text)) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(text.slice(start, end)).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
        before = end;
      }
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['219\u00a009\u00a09999', '[SSN]'],
  ['SSN:\u202f219-09-9999', 'SSN:\u202f[SSN]'],
  ['SSN ２１９０９９９９９', 'SSN [SSN]'],
  ['(212)\u00a0555-0123 or\u2003😀', '[TELEPHONE] or\u2003😀'],
])('finds with unusual spaces and digits, and changes nothing else: %s', async (text, expected) => {
  expect(redact(text, await DETECTOR.detect(text))).toBe(expected);
});

test('finds the same in a text that was looked at before, and says nothing of the text', async () => {
  const text = 'Dr. Roe, MRN 00123456, 212-555-0123, jane.doe@example.org';
  const first = await DETECTOR.detect(text);
  expect(await DETECTOR.detect(text)).toEqual(first);
  for (const { label } of first) expect(label).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  expect(first.map((finding) => Object.keys(finding).toSorted().join(' '))).toEqual(
    first.map(() => 'confidence end identifier label start'),
  );
});

/** What an expression that goes back and forth would never come to the end of. */
const LENGTH = 200_000;
const CONFUSING: readonly string[] = [
  ...PIECES,
  `a@·a.·1.·1-·1 ·1/·A1·Aa ·O'·A-·: ·( ·http://·http·a:·::1·name: ·MRN ·MRN no. ·account `,
  `Member ID A·by ·seen by ·Dr. A ·Aa, ·de la ·12 Aa ·12 Aa St ·IL ·, IL ·lives in Aa ·Mar `,
  `Mar 3, ·May-·face_·photo/·(01)1·fax 212·212-·212-555-·+1 ·+4 ·1EG4-·data:image/a,·x·\t·((`,
  `""·##·Jr. ·on 3/14, ·3/14-·3/14/21-·Mon 3/14 ·20210314·-20210314·twenty-·3rd of ·25NOV·S.S.N. `,
  `unit no. ·chart of the ·id # ·last 4 ·SSN ...·123456 (MRN·pump a·ip:2001:·212-555-0123x·insert into t (a) values ('·''`,
].flatMap((pieces) => pieces.split('·'));

test('comes to an end on every repetition', async () => {
  for (const piece of CONFUSING) {
    const text = piece.repeat(Math.ceil(LENGTH / 10 / piece.length));
    for (const { end } of await DETECTOR.detect(`${text}!`)) {
      expect(end).toBeLessThanOrEqual(text.length + 1);
    }
  }
}, 60_000);

test('comes to an end on repetitions of several', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...CONFUSING), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '!', '1', 'a', '\n'),
      async (pieces, last) => {
        const piece = pieces.join('');
        const text = piece.repeat(Math.ceil(LENGTH / 10 / piece.length)) + last;
        const findings = await DETECTOR.detect(text);
        expect(redact(text, findings).length).toBeLessThan(text.length * 10);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

test('comes to an end on two hundred kilobytes of the worst', async () => {
  for (const piece of [
    'a@a.aa',
    'http://',
    'Dr. Aa Aa, Aa ',
    '1 Aa Aa Aa St, ',
    'MRN no (a) is ',
    '2-2-2/2/2 ',
  ]) {
    const text = piece.repeat(LENGTH / piece.length);
    await expect(DETECTOR.detect(text)).resolves.toBeInstanceOf(Array);
  }
}, 60_000);

test.each(['a+', 'a*', 'a{2,}', '(?:a|b)+', '[a-z]+'])('has no expression as %s', (source) => {
  expect(() => sticky(source)).toThrow('An expression has no bound');
});

test.each(['[*+]', '\\+\\*', 'a{2,3}', '[^\\]+]', 'a{2}'])('may have one as %s', (source) => {
  expect(sticky(source).flags).toBe('y');
});

describe('patterns of a tenant', () => {
  const marked = async (form: string, text: string): Promise<readonly string[]> => {
    const detector = createLocalDetector({
      patterns: [{ identifier: 'medical-record-number', form }],
    });
    return (await detector.detect(text))
      .filter(({ label }) => label === 'tenant-pattern')
      .map(({ start, end }: Finding) => text.slice(start, end));
  };

  test.each([
    [
      'MH-999999',
      'MH-123456 and MH-654321, not mh-123456, XMH-123456, MH-1234567',
      ['MH-123456', 'MH-654321'],
    ],
    ['AA.9999', 'QX.1234 QXx1234 QX.123a', ['QX.1234']],
    ['(9999) A', '(1234) Z', ['(1234) Z']],
    ['9999+9999', '1111+2222 11112222', ['1111+2222']],
    ['[99]99', '[12]34', ['[12]34']],
    ['C\\9999', 'C\\1234', ['C\\1234']],
  ])('takes %s at its word', async (form, text, values) => {
    expect(await marked(form, text)).toEqual(values);
  });

  test.each([
    ['999', 'has 3 characters: it takes 4 to 32'],
    ['9'.repeat(33), 'has 33 characters: it takes 4 to 32'],
    ['MH-999', 'has 3 places for a digit (9) or a capital (A): it takes at least 4'],
    ['9999 ', 'begins or ends with a space'],
    ['9999–9999', 'has characters beyond ASCII'],
  ])('refuses %j', (form, problem) => {
    expect(() => createLocalDetector({ patterns: [{ identifier: 'other', form }] })).toThrow(
      problem,
    );
  });

  test('tells of every problem at once', () => {
    const patterns = ['999', 'MH-99'].map((form) => ({ identifier: 'other' as const, form }));
    expect(() => createLocalDetector({ patterns })).toThrow(
      /"999" has 3 .*; pattern "MH-99" has 2 /,
    );
  });

  test('gives a number the identifier of its pattern where labels say another', async () => {
    const detector = createLocalDetector({
      patterns: [{ identifier: 'account-number', form: '99-9999-9999' }],
    });
    const text = 'no. 12-3456-7890';
    expect(await detector.detect(text)).toEqual([
      {
        identifier: 'account-number',
        start: 4,
        end: 16,
        confidence: 0.92,
        label: 'tenant-pattern',
      },
    ]);
  });
});
