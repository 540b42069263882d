import { markdown } from '../markdown';
import { auditCost, shardsFor } from './audit-events';
import type { CostLine, UsageLine } from './estimate';
import { total } from './estimate';
import type { Price } from './price';

/** A Markdown table of the lines of an estimate, with their sum. */
export function costTable(lines: readonly CostLine[]): string {
  return markdown(
    ['stack', 'item', 'number', 'billed', 'unit price', 'a month'],
    [
      ...lines.map(({ stack, item, count, quantity, unit, unitPrice, usd }) => [
        stack,
        item,
        String(count),
        `${quantity.toLocaleString('en-US')} ${unit}${quantity === 1 ? '' : 's'}`,
        priceTag(unitPrice),
        dollars(usd),
      ]),
      ['**all**', '', '', '', '', `**${dollars(total(lines))}**`],
    ],
  );
}

/** A Markdown table of what is used, with its sum. */
export function usageTable(lines: readonly UsageLine[]): string {
  return markdown(
    ['item', 'quantity', 'unit', 'unit price', 'a month', 'the quantity is'],
    [
      ...lines.map(({ item, quantity, unit, unitPrice, usd, basis }) => [
        item,
        String(quantity),
        unit,
        priceTag(unitPrice),
        dollars(usd),
        basis,
      ]),
      ['**all**', '', '', '', `**${dollars(total(lines))}**`, ''],
    ],
  );
}

/** A Markdown table of what audit events cost, a column a volume of a month. */
export function auditTable(volumes: Readonly<Record<string, number>>): string {
  const columns = Object.values(volumes).map((events) => ({
    events,
    shards: shardsFor(events),
    lines: auditCost(events),
  }));
  const items = columns[0]?.lines.map(({ item }) => item) ?? [];
  const all = columns.map(({ lines }) => lines.reduce((sum, { usd }) => sum + usd, 0));
  return markdown(
    ['events a month', ...Object.keys(volumes)],
    [
      ['shards', ...columns.map(({ shards }) => String(shards))],
      ...items.map((item, at) => [
        item,
        ...columns.map(({ lines }) => dollars(lines[at]?.usd ?? Number.NaN)),
      ]),
      ['**a month**', ...all.map((usd) => `**${dollars(usd)}**`)],
      [
        '**a million events**',
        ...columns.map(({ events }, at) =>
          events === 0 ? '-' : `**${dollars(((all[at] ?? 0) / events) * 1e6)}**`,
        ),
      ],
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
      looked(checked),
      source,
    ]),
  );
}

/** An amount to the cent: `$12.30`. */
export function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}

/** A difference to the cent: `-$12.30`. */
export function signed(usd: number): string {
  return `${usd < 0 ? '-' : '+'}${dollars(Math.abs(usd))}`;
}

/** Who has looked a price up, and when. */
export function looked(checked: Price['checked']): string {
  if (checked === 'unverified') return checked;
  return checked.hand === 'first' ? checked.date : `second hand, ${checked.date}`;
}

/** Price of one unit, which may be a fraction of a cent: `$0.30`, `$0.015`. */
export function priceTag(usd: number): string {
  const cents = dollars(usd);
  return Number(cents.slice(1)) === usd ? cents : `$${usd}`;
}
