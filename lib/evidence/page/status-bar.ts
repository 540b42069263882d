import type { Markup } from '../../../lambda/shared/markup';
import { markup } from '../../../lambda/shared/markup';
import type { StatusCount } from './status-counts';
import { STATUS_WORDS } from './words';

/** One bar, cut by state; the table below it says the same in words. */
export function statusBar(counts: readonly StatusCount[]): Markup {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return markup``;
  let x = 0;
  const parts = counts.map(({ status, count }) => {
    const from = x;
    x += (count / total) * 100;
    return markup`<rect class="${status}" x="${from.toFixed(2)}%" width="${((count / total) * 100).toFixed(2)}%" height="100%"></rect>`;
  });
  const said = counts.map(({ status, count }) => `${STATUS_WORDS[status]}: ${count}`).join(', ');
  return markup`<svg class="bar" role="img" aria-label="${said}" width="100%" height="14" xmlns="http://www.w3.org/2000/svg">${parts}</svg>`;
}
