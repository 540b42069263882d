import type { Flow } from '../facts/flow';
import { listed } from '../facts/labels';
import type { Places } from '../facts/places';
import type { Row, Tone, Wire } from '../layout/diagram';

/** What a function does to what a card holds: a row of its card, and a wire to the other one. */
export interface Touch {
  readonly row: Row;
  readonly wire: Wire;
}

/** Undefined where nothing flows between them. */
export function touching(
  places: Places,
  lambda: string,
  card: string,
  holds: readonly string[],
  tone: Tone,
): Touch | undefined {
  const between = places.flows.filter(
    ({ from, to }) =>
      (from === lambda && holds.includes(to)) || (to === lambda && holds.includes(from)),
  );
  if (between.length === 0) return undefined;
  const arrives = between.some(({ to }) => to === lambda);
  const leaves = between.some(({ from }) => from === lambda);
  return {
    row: { text: touchWords(places, lambda, between), port: card },
    wire: {
      net: card,
      from: { card: lambda, port: card },
      to: { card },
      arrows: [...(arrives ? (['from'] as const) : []), ...(leaves ? (['to'] as const) : [])],
      tone,
    },
  };
}

/** `reads Directory, writes Sessions`. */
export function touchWords(places: Places, lambda: string, flows: readonly Flow[]): string {
  const by = (does: Flow['does']) => [
    ...new Set(
      flows
        .filter((flow) => flow.does === does)
        .map(({ from, to }) => places.nameOf(from === lambda ? to : from)),
    ),
  ].toSorted();
  const [reads, writes] = [by('reads'), by('writes')];
  const both = reads.filter((name) => writes.includes(name));
  const uses = flows.filter(({ does }) => does === 'uses');
  return [
    said('reads, writes', both),
    said('reads', reads.filter((name) => !both.includes(name))),
    said('writes', writes.filter((name) => !both.includes(name))),
    said('gets the records of', by('streams')),
    said('tells', by('tells')),
    ...uses.map(({ to, what }) => `key ${places.nameOf(to).toLowerCase()}: ${spaced(what)}`),
  ]
    .filter((words) => words !== '')
    .join('; ');
}

function said(verb: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${verb} ${listed(names)}`;
}

/** `decrypt, generate data key` for `Decrypt, GenerateDataKey`. */
function spaced(actions: string): string {
  return actions.replaceAll(/([a-z])(?=[A-Z])/g, '$1 ').toLowerCase();
}
