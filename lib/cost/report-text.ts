import type { CostLine } from './estimate';
import { total } from './estimate';
import type { PriceId } from './prices';
import { PRICES } from './prices';
import type { UseCost, ZoneCost } from './report';
import { dollars, looked, priceTag, signed } from './table';

/** The estimates of zones beside each other, for a terminal. */
export function zonesText(zones: readonly ZoneCost[]): string {
  const headOf = ({ profile }: ZoneCost): string => (zones.length === 1 ? 'a month' : profile);
  const head = ['stack', 'item', 'unit price', ...zones.flatMap((zone) => ['units', headOf(zone)])];
  const items = itemsOf(zones);
  const rows = items.map(({ stack, price }, at) => {
    const { unit, usd } = PRICES[price];
    return [
      items[at - 1]?.stack === stack ? '' : stack,
      `${itemOf(price)}${markOf(price)}`,
      `${priceTag(usd)} per ${unit}`,
      ...zones.flatMap(({ lines }) => {
        const line = lines.find((one) => one.stack === stack && one.price === price);
        return line === undefined ? ['', ''] : [number(line.quantity), dollars(line.usd)];
      }),
    ];
  });
  const isText = (at: number): boolean => at < 3;
  const stacks = [...new Set(items.map(({ stack }) => stack))];
  const sums = stacks.map((stack) => [
    stack,
    '',
    '',
    ...zones.flatMap(({ lines }) => [
      '',
      dollars(total(lines.filter((line) => line.stack === stack))),
    ]),
  ]);
  const all = ['all', '', '', ...zones.flatMap((zone) => ['', dollars(zone.total)])];
  return [
    'What a zone costs a month while nobody uses it: list prices of us-east-1 in USD, 730 hours,',
    'without free tier, discount and tax.',
    '',
    ...zones.map(titleOf),
    '',
    ...columns([head, ...rows, [], ...sums, all], isText),
    '',
    ...legendOf(zones),
    '',
    ...zones.flatMap((zone) => [
      `The three largest items of ${zone.file}:`,
      ...zone.largest.map(
        ({ item, count, usd, stack }, at) =>
          `  ${String(at + 1)}. ${item} (${number(count)}, ${stack}): ${dollars(usd)}`,
      ),
      '',
    ]),
  ].join('\n');
}

/** What a reader of the prices must know: who has seen them, and where they hold. */
function legendOf(zones: readonly ZoneCost[]): readonly string[] {
  const elsewhere = zones.filter(({ region }) => region !== 'us-east-1');
  return [
    "*  nobody has looked this price up. ~  second hand: in what others took from AWS's prices.",
    ...zones.map(
      ({ file, unverified, total: all }) =>
        `   Of ${file} ${dollars(unverified)} of ${dollars(all)} are at prices with *.`,
    ),
    ...elsewhere.map(
      ({ file, region }) =>
        `   ${file} is a zone in ${region}: prices there differ, and most are higher.`,
    ),
  ];
}

function titleOf({ file, profile, name, region }: ZoneCost): string {
  return `${file}: ${profile} zone "${name}" in ${region}`;
}

/** What is billed by use, for a terminal. */
export function useText({ auditEvents, smallAccount }: UseCost, withLines: boolean): string {
  const isMargin = (at: number): boolean => at === 0;
  const events = auditEvents.map(({ eventsAMonth, shards, usd }) => [
    '',
    number(eventsAMonth),
    String(shards),
    dollars(usd),
    eventsAMonth === 0 ? '-' : dollars((usd / eventsAMonth) * 1e6),
  ]);
  const head = ['', 'item', 'quantity', 'unit price', 'a month', 'the quantity is'];
  const uses = smallAccount.lines.map(({ price, quantity, unit, unitPrice, usd, basis }) => [
    '',
    `${itemOf(price)}${markOf(price)}`,
    number(quantity),
    `${priceTag(unitPrice)} per ${unit}`,
    dollars(usd),
    basis,
  ]);
  return [
    'By use, on top of that; reckoned, not measured (docs/cost.md):',
    `  Watching a small account, its API and 200 people: ${dollars(smallAccount.usd)} a month, nearly all of it assumed.`,
    ...(withLines ? columns([head, ...uses], (at) => at < 2 || at === 5) : []),
    '  Audit events, all in: the stream, the ledger for six years twice, index, detector.',
    ...columns(
      [['', 'Events a month', 'Shards', 'A month', 'A million events'], ...events],
      isMargin,
    ),
    '',
  ].join('\n');
}

/** What each lever does, for a terminal. */
export function leversText({ file, levers }: ZoneCost): string {
  const rows = levers.map(({ change, difference }) => ['', change, signed(difference)]);
  return [
    `What one change of ${file} saves (-) or costs (+) a month:`,
    ...columns(rows, (at) => at < 2),
    '',
  ].join('\n');
}

/** Where prices come from, for a terminal. */
export function sourcesText(prices: readonly PriceId[]): string {
  const rows = prices.map((id) => {
    const { item, unit, usd, checked, source } = PRICES[id];
    return ['', item, `${priceTag(usd)} per ${unit}`, looked(checked), source];
  });
  return [
    'Prices, who has looked them up and when, and the page of AWS to check them on',
    '(lib/cost/fixed-prices.ts and usage-prices.ts say what was seen):',
    ...columns(rows, () => true),
    '',
  ].join('\n');
}

function itemOf(price: PriceId): string {
  return PRICES[price].item;
}

function markOf(price: PriceId): string {
  const { checked } = PRICES[price];
  if (checked === 'unverified') return ' *';
  return checked.hand === 'second' ? ' ~' : '';
}

/** Items of all zones, by stack, in the order in which stacks are deployed. */
function itemsOf(zones: readonly ZoneCost[]): readonly Pick<CostLine, 'stack' | 'price'>[] {
  const lines = zones.flatMap((zone) => zone.lines);
  const stacks = [...new Set(lines.map(({ stack }) => stack))];
  return stacks.flatMap((stack) =>
    [...new Set(lines.filter((line) => line.stack === stack).map(({ price }) => price))].map(
      (price) => ({ stack, price }),
    ),
  );
}

function number(quantity: number): string {
  return quantity.toLocaleString('en-US');
}

/** Cells below each other: text at the left edge of its column, numbers at the right one. */
function columns(
  rows: readonly (readonly string[])[],
  isText: (column: number) => boolean,
): readonly string[] {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  const padded = (cell: string, at: number): string =>
    isText(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
  return rows.map((row) => row.map(padded).join('  ').trimEnd());
}
