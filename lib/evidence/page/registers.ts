import type { Markup, Piece } from '../../../lambda/shared/markup';
import { markup } from '../../../lambda/shared/markup';
import type { EvidenceTable } from '../table';
import { hrefOf } from './collect';
import { part, table } from './parts';
import { counted } from './words';

/** Rows of a table that goes onto paper only when somebody opened it. */
const LONG = 50;

/** Every table of the pack, that of the acknowledgements open: somebody must agree with each of them. */
export function registers(tables: readonly EvidenceTable[]): Markup {
  return part(
    'registers',
    'Registers and inventories',
    markup`<p>Read from the templates and from the check ledger. Each is a CSV file too.</p>
${tables.map(register)}`,
  );
}

function register({ id, title, explains, columns, rows }: EvidenceTable): Markup {
  const state: Piece = [
    id === 'acknowledgements' ? markup` open` : '',
    rows.length > LONG ? markup` data-long` : '',
  ];
  return markup`<details class="register" id="${id}"${state}>
<summary><h3>${title}</h3> <span class="count">${counted(rows.length, 'row')}</span></summary>
${
  rows.length > LONG
    ? markup`<p class="on-paper">Longer than ${LONG} rows: printed only when it is open on the screen. All rows are in the file.</p>
`
    : ''
}<p>${explains} <a href="${hrefOf(`${id}.csv`)}">${id}.csv</a></p>
${
  rows.length === 0
    ? markup`<p class="empty">Nothing to list.</p>`
    : markup`<p class="scripted row-filter" hidden><label>Filter rows <input type="search" autocomplete="off" spellcheck="false"></label> <output aria-live="polite">${counted(rows.length, 'row')}</output></p>
${table({ caption: title, columns, rows, sortable: true, widths: columns.map((_, at) => widthOf(rows.map((row) => row[at] ?? ''))) })}`
}
</details>
`;
}

/** Widths that the style sheet knows, in characters. */
const WIDTHS = [6, 10, 14, 20, 30] as const;

/** A column as wide as its longest word, or wider for sentences: within limits, since tables have ten. */
function widthOf(cells: readonly string[]): number {
  const word = Math.max(
    0,
    ...cells.flatMap((cell) => cell.split(/[\s-]/).map(({ length }) => length)),
  );
  const sentence = Math.max(0, ...cells.map(({ length }) => length / 6));
  const wanted = Math.max(Math.min(word, 20), sentence);
  return WIDTHS.find((width) => width >= wanted) ?? 30;
}
