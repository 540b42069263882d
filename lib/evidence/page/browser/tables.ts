import { all, element, only, shownOf } from './dom';

const ORDER = new Intl.Collator('en', { numeric: true });

/** Sorting and filtering of every table that takes them. */
export function tables(): void {
  for (const table of all(document, 'table[data-sortable]', HTMLTableElement)) sortable(table);
  for (const place of all(document, '.row-filter', HTMLElement)) filterable(place);
}

function sortable(table: HTMLTableElement): void {
  const heads = all(table, 'thead th', HTMLTableCellElement);
  for (const [column, head] of heads.entries()) {
    const button = element('button', { type: 'button', class: 'sort' }, ...head.childNodes);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const descending = head.ariaSort === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      sort(table, column, descending ? -1 : 1);
    });
  }
}

function sort(table: HTMLTableElement, column: number, direction: 1 | -1): void {
  const body = only(table, 'tbody', HTMLTableSectionElement);
  const keyed = [...body.rows].map((row) => ({ row, key: row.cells[column]?.textContent ?? '' }));
  const sorted = keyed.toSorted((a, b) => direction * ORDER.compare(a.key, b.key));
  body.append(...sorted.map(({ row }) => row));
}

function filterable(place: HTMLElement): void {
  const input = only(place, 'input', HTMLInputElement);
  const count = only(place, 'output', HTMLOutputElement);
  const body = place.parentElement?.querySelector('tbody');
  if (!(body instanceof HTMLTableSectionElement)) return;
  const rows = [...body.rows];
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
    count.textContent = shownOf(rows.filter((row) => !row.hidden).length, rows.length, 'row');
  });
}
