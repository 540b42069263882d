import type { Flow } from '../facts/flow';
import { listed } from '../facts/labels';
import type { Places } from '../facts/places';
import type { Row, Tone, Wire } from '../layout/diagram';

/** What a function does to what a card holds: a row of its card, and a wire to the other one. */
export interface Touch {
  readonly row: Row;
  readonly wire: Wire;
}

/** Undefined where nothing flows between them. `side`: where the other card stands. */
export function touching(
  places: Places,
  lambda: string,
  card: string,
  holds: readonly string[],
  tone: Tone,
  side: 'left' | 'right' = 'right',
): Touch | undefined {
  const between = places.flows.filter(
    ({ from, to }) =>
      (from === lambda && holds.includes(to)) || (to === lambda && holds.includes(from)),
  );
  if (between.length === 0) return undefined;
  const arrives = between.some(({ to }) => to === lambda);
  const leaves = between.some(({ from }) => from === lambda);
  const row: Row = { text: touchWords(places, lambda, between), port: card };
  const [own, other] = [{ card: lambda, port: card }, { card }];
  return side === 'right'
    ? { row, wire: { net: card, from: own, to: other, arrows: ends(arrives, leaves), tone } }
    : { row, wire: { net: card, from: other, to: own, arrows: ends(leaves, arrives), tone } };
}

function ends(from: boolean, to: boolean): Wire['arrows'] {
  return [...(from ? (['from'] as const) : []), ...(to ? (['to'] as const) : [])];
}

/** `reads Directory, writes Sessions`. */
function touchWords(places: Places, lambda: string, flows: readonly Flow[]): string {
  const by = (does: Flow['does']) =>
    named(
      places,
      lambda,
      flows.filter((flow) => flow.does === does),
    );
  const [reads, writes] = [by('reads'), by('writes')];
  const both = reads.filter((name) => writes.includes(name));
  const uses = flows.filter(({ does }) => does === 'uses');
  return [
    said('reads, writes', both),
    said(
      'reads',
      reads.filter((name) => !both.includes(name)),
    ),
    said(
      'writes',
      writes.filter((name) => !both.includes(name)),
    ),
    said('gets the records of', by('streams')),
    said('tells', by('tells')),
    ...uses.map(({ to, what }) => `key ${places.nameOf(to).toLowerCase()}: ${spaced(what)}`),
  ]
    .filter((words) => words !== '')
    .join('; ');
}

/** The other ends of flows, each once, with the folders that are meant. */
function named(places: Places, lambda: string, flows: readonly Flow[]): readonly string[] {
  const folders = new Map<string, Set<string>>();
  for (const { from, to, what } of flows) {
    const name = places.nameOf(from === lambda ? to : from);
    const found = folders.get(name) ?? new Set<string>();
    folders.set(name, found);
    for (const folder of what.split(', ').filter((word) => word !== '')) found.add(folder);
  }
  return [...folders]
    .map(([name, inside]) =>
      inside.size === 0 ? name : `${name} (${[...inside].toSorted().join(', ')})`,
    )
    .toSorted();
}

function said(verb: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${verb} ${listed(names)}`;
}

/** `decrypt, generate data key` for `Decrypt, GenerateDataKey`. */
function spaced(actions: string): string {
  return actions.replaceAll(/([a-z])(?=[A-Z])/g, '$1 ').toLowerCase();
}
