import fc from 'fast-check';
import { csv } from '../lib/csv';

/** The one cell of a table of one column, as whoever reads RFC 4180 sees it. */
function cell(text: string): string {
  const line = csv(['a'], [{ a: text }]).slice('a\r\n'.length, -'\r\n'.length);
  return line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line;
}

/** What spreadsheets look past, or may: blanks, ends of lines, controls, characters that are not seen. */
const LEADS = [
  ...' \t\r\n\u00A0\u3000\u2028',
  '\u0000',
  '\u001B',
  '\u00AD',
  '\u200B',
  '\u202E',
  '\u2060',
  '\uFEFF',
];
/** What begins a formula, in every width. */
const SIGNS = [...'=+-@＝＋－＠﹦﹢﹣﹫'];

describe('a cell', () => {
  it('that a spreadsheet would take for a formula begins with an apostrophe', () => {
    for (const lead of ['', ...LEADS]) {
      for (const sign of SIGNS) expect(cell(`${lead}${sign}1`)).toBe(`'${lead}${sign}1`);
    }
    const leads = fc.array(fc.constantFrom(...LEADS)).map((list) => list.join(''));
    fc.assert(
      fc.property(leads, fc.constantFrom(...SIGNS), fc.string(), (lead, sign, rest) => {
        expect(cell(`${lead}${sign}${rest}`)).toBe(`'${lead}${sign}${rest}`);
      }),
      { numRuns: 50 },
    );
    for (const blank of '\t\r\n') expect(cell(`${blank}a`)).toBe(`'${blank}a`);
  });

  it('that begins with a letter or a digit stays as it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...'aZ9(é漢'), fc.string({ unit: 'grapheme' }), (first, rest) => {
        expect(cell(`${first}${rest}`)).toBe(`${first}${rest}`);
      }),
      { numRuns: 50 },
    );
  });
});
