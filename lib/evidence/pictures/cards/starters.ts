import type { Flow } from '../facts/flow';
import { labelOf } from '../facts/labels';
import type { Places } from '../facts/places';
import { byStack } from '../facts/places';
import type { Card, Wire } from '../layout/diagram';

/** Types that start functions, and what one of each is called. */
const STARTERS: Readonly<Record<string, string>> = {
  'AWS::Cognito::UserPool': 'User pool',
  'AWS::Events::Rule': 'Event rules',
  'AWS::Logs::LogGroup': 'Log group',
  'AWS::Scheduler::Schedule': 'Schedules',
};

/** User pools, rules, schedules and logs that start some functions: one card a kind and stack. */
export function starters(
  places: Places,
  functions: ReadonlySet<string>,
): { readonly cards: readonly Card[]; readonly wires: readonly Wire[] } {
  const flows = places.flows.filter(
    ({ from, to }) => STARTERS[places.typeOf(from)] !== undefined && functions.has(to),
  );
  const cards = byStack(places, flows, ({ from }) => places.stackOf(from)).flatMap(([stack, own]) => {
    const kinds = [...new Set(own.map(({ from }) => places.typeOf(from)))].toSorted();
    return kinds.map((type): Card => {
      const inside = own.filter(({ from }) => places.typeOf(from) === type);
      return {
        id: cardId(stack, type),
        shape: 'actor',
        title: `${STARTERS[type] ?? ''} of ${stack}`,
        rows: [...new Set(inside.map(({ from, to }) => portOf(from, to)))].map((port) => ({
          text: wordsOf(places, inside.filter(({ from, to }) => portOf(from, to) === port)),
          port,
        })),
      };
    });
  });
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
  const resource = places.resourceOf(first.from);
  const name = resource === undefined ? '' : labelOf(resource);
  const what = [...new Set(flows.map((flow) => flow.what))].filter((word) => word !== '').map(readable);
  if (places.typeOf(first.from) === 'AWS::Cognito::UserPool') return what.join(', ');
  return [name, ...what].join(': ');
}

/** `every 15 minutes` for `rate(15 minutes)`, `pre token generation` for `PreTokenGeneration`. */
function readable(what: string): string {
  const rate = /^rate\((?<count>\d+) (?<unit>minute|hour|day)s?\)$/.exec(what)?.groups;
  if (rate === undefined) {
    return what.startsWith('cron(') ? what : what.replaceAll(/([a-z])(?=[A-Z])/g, '$1 ').toLowerCase();
  }
  const { count = '', unit = '' } = rate;
  return count === '1' ? `every ${unit}` : `every ${count} ${unit}s`;
}
