import type { Markup, Piece } from '../../../lambda/shared/markup';
import { markup } from '../../../lambda/shared/markup';
import type { EvidenceTable } from '../table';
import { hrefOf } from './collect';
import { part, table } from './parts';
import { counted } from './words';

/** Every table of the pack, the first one open. */
export function registers(tables: readonly EvidenceTable[]): Markup {
  return part(
    'registers',
    'Registers and inventories',
    markup`<p>Read from the templates and from the check ledger. Each is a CSV file too.</p>
${tables.map(register)}`,
  );
}

function register({ id, title, explains, columns, rows }: EvidenceTable, at: number): Markup {
  const open: Piece = at === 0 ? markup` open` : '';
  return markup`<details class="register" id="${id}"${open}>
<summary><h3>${title}</h3> <span class="count">${counted(rows.length, 'row')}</span></summary>
<p>${explains} <a href="${hrefOf(`${id}.csv`)}">${id}.csv</a></p>
${
  rows.length === 0
    ? markup`<p class="empty">Nothing to list.</p>`
    : markup`<p class="scripted row-filter" hidden><label>Filter rows <input type="search" autocomplete="off" spellcheck="false"></label> <output aria-live="polite">${counted(rows.length, 'row')}</output></p>
${table({ caption: title, columns, rows, sortable: true })}`
}
</details>
`;
}
