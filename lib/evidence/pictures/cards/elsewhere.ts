import { beyond } from '../facts/elsewhere';
import { counted, idOf, listed } from '../facts/labels';
import { actors, outsiders } from '../facts/outsiders';
import type { Places } from '../facts/places';
import { undrawn } from '../facts/undrawn';
import type { Card } from '../layout/diagram';

const MOST_ACTIONS = 3;

/** What leads out of the zone, or lets others into it: a card for each other end, with what is done. */
export function elsewhereCards(places: Places): readonly Card[] {
  const said = new Map<string, Set<string>>();
  for (const [title, text] of [...leading(places), ...letIn(places), ...rights(places)]) {
    const rows = said.get(title) ?? new Set<string>();
    said.set(title, rows);
    rows.add(text);
  }
  return [...said]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, rows]) => ({
      id: `elsewhere ${title}`,
      shape: 'actor',
      title,
      rows: [...rows].toSorted().map((text) => ({ text })),
    }));
}

/** What is in the templates and that no picture knows, so that nobody takes it for not there. */
export function undrawnCards({ zone }: Places): readonly Card[] {
  return undrawn(zone).map((title) => ({ id: title, shape: 'plain', title, rows: [] }));
}

/** The same in sentences; none where there is nothing. */
export function elsewhereWords(places: Places): readonly string[] {
  return [
    ...elsewhereCards(places).map(
      ({ title, rows }) => `${title}: ${listed(rows.map(({ text }) => text))}.`,
    ),
    ...undrawn(places.zone).map((words) => `Not drawn: ${words}.`),
  ];
}

type Said = readonly [title: string, row: string];

function leading(places: Places): readonly Said[] {
  return beyond(places.zone).map(({ resource, does, to, called }): Said => {
    const name = places.nameOf(idOf(resource));
    return to === undefined
      ? [`elsewhere: ${called}`, `${name} ${does}`]
      : [`${name}, without a line`, `${does}: ${places.nameOf(idOf(to))}`];
  });
}

function letIn(places: Places): readonly Said[] {
  return outsiders(places.zone).map(({ who, on, actions }): Said => {
    const name = places.nameOf(idOf(on));
    const some = actions.slice(0, MOST_ACTIONS);
    const more = actions.length - some.length;
    const does = [...some, ...(more === 0 ? [] : [counted(more, 'more', 'more')])].join(', ');
    return [
      who === 'anybody' ? 'ANYBODY' : `elsewhere: ${who}`,
      on.type === 'AWS::IAM::Role' ? `may become ${name}` : `${name}: ${does}`,
    ];
  });
}

/** What those may do who are no function of the zone. */
function rights(places: Places): readonly Said[] {
  return actors(places.zone).flatMap(({ actor, flows, elsewhere }) => {
    const id = idOf(actor);
    const title = `${actor.type.replace('AWS::IAM::', 'IAM ')} ${places.nameOf(id)}`;
    const ends = flows.map(({ from, to, does }): Said => [
      title,
      `${does} ${places.nameOf(from === id ? to : from)}`,
    ]);
    return [...ends, ...elsewhere.map((policy): Said => [title, `whatever ${policy} lets it do`])];
  });
}
