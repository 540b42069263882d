import type { CostLine } from './estimate';
import { total } from './estimate';
import type { Price } from './prices';

/** A Markdown table of the lines of an estimate, with their sum. */
export function costTable(lines: readonly CostLine[]): string {
  return markdown(
    ['stack', 'item', 'number', 'billed', 'unit price', 'a month'],
    [
      ...lines.map(({ stack, item, count, quantity, unit, unitPrice, usd }) => [
        stack,
        item,
        String(count),
        `${quantity.toLocaleString('en-US')} ${unit}s`,
        priceTag(unitPrice),
        dollars(usd),
      ]),
      ['**all**', '', '', '', '', `**${dollars(total(lines))}**`],
    ],
  );
}

/** A Markdown table of prices, with who has checked them. */
export function priceTable(prices: readonly Price[]): string {
  return markdown(
    ['item', 'unit', 'price', 'checked', 'page'],
    prices.map(({ item, unit, usd, checked, source }) => [
      item,
      unit,
      priceTag(usd),
      checked === 'unverified' ? checked : checked.date,
      source,
    ]),
  );
}

/** An amount to the cent: `$12.30`. */
export function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}

/** Price of one unit, which may be a fraction of a cent: `$0.30`, `$0.015`. */
function priceTag(usd: number): string {
  const cents = dollars(usd);
  return Number(cents.slice(1)) === usd ? cents : `$${usd}`;
}

/** A Markdown table. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), `|${'---|'.repeat(head.length)}`, ...rows.map(row)].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
