import type { Flow } from '../facts/flow';
import type { Places } from '../facts/places';
import { byStack } from '../facts/places';
import type { StackCard } from './groups';
import type { Card, Wire } from '../layout/diagram';

/** Types that start functions, and what one of each is called. */
const STARTERS: Readonly<Record<string, string>> = {
  'AWS::Cognito::UserPool': 'User pool',
  'AWS::Events::Rule': 'Event rules',
  'AWS::Logs::LogGroup': 'Log group',
  'AWS::Scheduler::Schedule': 'Schedules',
};

/**
 * User pools, rules, schedules and logs that start some functions: one card a kind and
 * stack. Not those that are `drawn` already.
 */
export function starters(
  places: Places,
  functions: ReadonlySet<string>,
  drawn: ReadonlySet<string> = new Set(),
): { readonly cards: readonly StackCard[]; readonly wires: readonly Wire[] } {
  const flows = places.flows.filter(
    ({ from, to }) =>
      STARTERS[places.typeOf(from)] !== undefined && !drawn.has(from) && functions.has(to),
  );
  const cards = byStack(places, flows, ({ from }) => places.stackOf(from)).flatMap(
    ([stack, own]) => {
      const kinds = [...new Set(own.map(({ from }) => places.typeOf(from)))].toSorted();
      return kinds.map((type): StackCard => {
        const inside = own.filter(({ from }) => places.typeOf(from) === type);
        const card: Card = {
          id: cardId(stack, type),
          shape: 'starter',
          title: STARTERS[type] ?? '',
          rows: [...new Set(inside.map(({ from, to }) => portOf(from, to)))].map((port) => ({
            text: wordsOf(
              places,
              inside.filter(({ from, to }) => portOf(from, to) === port),
            ),
            port,
          })),
        };
        return { stack, card };
      });
    },
  );
  const wires = flows.map(({ from, to }): Wire => ({
    net: `start ${to}`,
    from: { card: cardId(places.stackOf(from), places.typeOf(from)), port: portOf(from, to) },
    to: { card: to },
    arrows: ['to'],
    tone: 'call',
  }));
  return { cards, wires };
}

function cardId(stack: string, type: string): string {
  return `start ${stack} ${type}`;
}

function portOf(from: string, to: string): string {
  return `${from} ${to}`;
}

function wordsOf(places: Places, flows: readonly Flow[]): string {
  const [first] = flows;
  if (first === undefined) return '';
  const name = places.nameOf(first.from);
  const what = [...new Set(flows.map((flow) => flow.what))]
    .filter((word) => word !== '')
    .map(readable);
  if (places.typeOf(first.from) === 'AWS::Cognito::UserPool') return what.join(', ');
  return [name, ...what].join(': ');
}

/** `every 15 minutes` for `rate(15 minutes)`, `pre token generation` for `PreTokenGeneration`. */
function readable(what: string): string {
  const rate = /^rate\((?<count>\d+) (?<unit>minute|hour|day)s?\)$/.exec(what)?.groups;
  if (rate === undefined) {
    return what.startsWith('cron(')
      ? what
      : what.replaceAll(/([a-z])(?=[A-Z])/g, '$1 ').toLowerCase();
  }
  const minutes = Number(rate['count']) * (MINUTES[rate['unit'] ?? ''] ?? 1);
  const [unit, length] = LENGTHS.find(([, of]) => minutes % of === 0) ?? (['minute', 1] as const);
  const count = minutes / length;
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };
const LENGTHS = [
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
] as const;
