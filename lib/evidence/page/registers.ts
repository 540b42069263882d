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
${table({ caption: title, columns, rows, sortable: true })}`
}
</details>
`;
}
