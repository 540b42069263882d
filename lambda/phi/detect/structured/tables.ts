import type { Finding, Identifier } from '../finding';
import { classifyName } from '../names';
import type { Cut } from './part';
import { cutAt, partOf } from './part';

/** Of a table that has none of them in its head nobody knows that it is of people. */
const OF_PEOPLE: ReadonlySet<Identifier> = new Set([
  'name',
  'ssn',
  'medical-record-number',
  'health-plan-number',
  'telephone',
  'email',
]);
const SEPARATORS = ['\t', '|', ';', ','] as const;
/** What a head is made of: words, and no number of anybody. */
const HEAD_CELL = /^\s?["']?[A-Za-z][A-Za-z_ .#/()-]{0,38}["']?\s?$/;
const FEWEST_CELLS = 3;
const LONGEST_HEAD = 2000;

/** Cells of columns whose names say what stands in them: CSV and its like, with a head. */
export function tables(text: string): readonly Finding[] {
  const found: Finding[] = [];
  let columns:
    | { readonly kinds: readonly (Identifier | undefined)[]; readonly separator: string }
    | undefined;
  let before: Cut | undefined;
  for (const line of cutAt(text, '\n', 0)) {
    if (columns === undefined && before !== undefined) columns = columnsOf(before, line);
    if (columns !== undefined) {
      const { kinds, separator } = columns;
      const cells = cellsOf(line, separator);
      if (cells.length === kinds.length) found.push(...cellsFound(text, cells, kinds));
      else columns = undefined;
    }
    before = line;
  }
  return found;
}

function columnsOf(head: Cut, first: Cut) {
  if (head.text.length > LONGEST_HEAD) return undefined;
  for (const separator of SEPARATORS) {
    if (!head.text.includes(separator) || !first.text.includes(separator)) continue;
    const names = cellsOf(head, separator).map((cell) => cell.text);
    // A table of Markdown has a bar at both ends of a line, and beyond it nothing.
    const inner = names.filter(
      (name, at) => name.trim() !== '' || (at > 0 && at < names.length - 1),
    );
    const isHead = inner.length >= FEWEST_CELLS && inner.every((name) => HEAD_CELL.test(name));
    if (!isHead || cellsOf(first, separator).length !== names.length) continue;
    const kinds = names.map((name) => classifyName(name.trim()).identifier);
    if (kinds.some((kind) => kind !== undefined && OF_PEOPLE.has(kind)))
      return { kinds, separator };
  }
  return undefined;
}

function cellsFound(
  text: string,
  cells: readonly Cut[],
  kinds: readonly (Identifier | undefined)[],
): readonly Finding[] {
  return cells.flatMap((cell, at) => {
    const kind = kinds[at];
    return kind === undefined
      ? []
      : partOf(text, cell.start, cell.start + cell.text.length, kind, 'column');
  });
}

/** Cells of a line. A separator within double quotes is none. */
function cellsOf({ text, start }: Cut, separator: string): readonly Cut[] {
  if (!text.includes('"')) return cutAt(text, separator, start);
  const cells: Cut[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === separator && !isQuoted) {
      cells.push({ text: text.slice(from, at), start: start + from });
      from = at + 1;
    }
  }
  return [...cells, { text: text.slice(from), start: start + from }];
}

const INSERT =
  /\binsert\s{1,4}into\s{1,4}[\w."`[\]]{1,80}\s{0,4}\(([^()]{1,2000})\)\s{0,4}values\s{0,40}/gi;
/** One row, of values in single quotes or without. A doubled quote ends one and begins the next: it must not be read in two ways. */
const ROW = /\((?:[^()']|'[^']*')*\)/y;
const BETWEEN = /\s*,\s*/y;

/** Values of `INSERT INTO … (columns) VALUES (…)`, by the names of the columns. */
export function inserts(text: string): readonly Finding[] {
  const found: Finding[] = [];
  for (const match of text.matchAll(INSERT)) {
    const kinds = (match[1] ?? '')
      .split(',')
      .map((name) => classifyName(name.replaceAll(/["`[\]]/g, '').trim()).identifier);
    let at = match.index + match[0].length;
    for (;;) {
      ROW.lastIndex = at;
      const [row] = ROW.exec(text) ?? [];
      if (row === undefined) break;
      found.push(...cellsFound(text, valuesOf(row, at), kinds));
      BETWEEN.lastIndex = at + row.length;
      const [between] = BETWEEN.exec(text) ?? [];
      if (between === undefined) break;
      at += row.length + between.length;
    }
  }
  return found;
}

/** Values of a row, from behind its bracket. A comma within quotes is none. */
function valuesOf(row: string, start: number): readonly Cut[] {
  const cells: Cut[] = [];
  let from = 1;
  let isQuoted = false;
  for (let at = 1; at < row.length - 1; at += 1) {
    if (row[at] === "'") isQuoted = !isQuoted;
    else if (row[at] === ',' && !isQuoted) {
      cells.push({ text: row.slice(from, at), start: start + from });
      from = at + 1;
    }
  }
  return [...cells, { text: row.slice(from, -1), start: start + from }];
}
