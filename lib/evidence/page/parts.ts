import type { Markup, Piece } from '../../../lambda/shared/markup';
import { markup } from '../../../lambda/shared/markup';
import type { ControlStatus } from '../../controls/judged';
import { STATUS_WORDS } from './words';

/** A state: a word, with a shape before it for the eye. Never a colour alone. */
export function badge(kind: string, word: string): Markup {
  return markup`<span class="badge ${kind}"><i aria-hidden="true"></i>${word}</span>`;
}

export function statusBadge(status: ControlStatus): Markup {
  return badge(status, STATUS_WORDS[status]);
}

/** One of the parts of the page, with its heading. */
export function part(id: string, title: string, body: Piece): Markup {
  return markup`
<section class="part" id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${title}</h2>
${body}
</section>`;
}

export interface TableOptions {
  /** Names the table for who does not see where it stands. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** Cells of a row; the first is its heading. */
  readonly rows: readonly (readonly Piece[])[];
  /**
   * Whether the page sorts and filters it.
   *
   * @default false
   */
  readonly sortable?: boolean;
  /**
   * How many characters of a column stand beside each other at least.
   *
   * @default - what is left beside the others
   */
  readonly widths?: readonly number[];
}

/** A table that scrolls by itself where it is too wide, also by keyboard. */
export function table({
  caption,
  columns,
  rows,
  sortable = false,
  widths = [],
}: TableOptions): Markup {
  const width = (at: number): Piece => {
    const own = widths[at];
    return own === undefined ? '' : markup` class="w${own}"`;
  };
  const head = columns.map((column, at) => markup`<th scope="col"${width(at)}>${column}</th>`);

  const body = rows.map(
    (cells) =>
      markup`<tr>${cells.map((cell, at) =>
        at === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td>${cell}</td>`,
      )}</tr>\n`,
  );
  return markup`<div class="scroll" role="group" tabindex="0" aria-label="${caption}">
<table${sortable ? markup` data-sortable` : ''}><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table></div>`;
}

/** Items that have the same key, in the order in which the first of each came. */
export function grouped<T>(
  items: readonly T[],
  key: (item: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const own = key(item);
    const group = groups.get(own);
    if (group === undefined) groups.set(own, [item]);
    else group.push(item);
  }
  return [...groups];
}
