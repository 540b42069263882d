import { beyond } from '../facts/elsewhere';
import { counted, idOf, listed } from '../facts/labels';
import { actors, outsiders } from '../facts/outsiders';
import type { Places } from '../facts/places';
import { undrawn } from '../facts/undrawn';
import type { Card } from '../layout/diagram';

const MOST_ACTIONS = 3;

/** What leads out of the zone, or lets others into it: a card for each other end, with what is done. */
export function elsewhereCards(places: Places): readonly Card[] {
  return ends(places).map(([end, rows]) => {
    const isElsewhere = end.startsWith(ELSEWHERE);
    // In a row, which has all the lines that it needs: an account stands far behind in an ARN.
    const called = isElsewhere ? [end.slice(ELSEWHERE.length)] : [];
    return {
      id: `elsewhere ${end}`,
      shape: 'actor',
      title: isElsewhere ? 'Elsewhere' : end,
      rows: [...called, ...rows].map((text) => ({ text })),
    };
  });
}

/** What is in the templates and that no picture knows, so that nobody takes it for not there. */
export function undrawnCards({ zone }: Places): readonly Card[] {
  const types = undrawn(zone);
  const rows = types.map((text) => ({ text }));
  return types.length === 0 ? [] : [{ id: 'not drawn', shape: 'plain', title: 'By type', rows }];
}

/** The same in sentences; none where there is nothing. */
export function elsewhereWords(places: Places): readonly string[] {
  return [
    ...ends(places).map(([end, rows]) => `${end}: ${listed(rows)}.`),
    ...undrawn(places.zone).map((words) => `Not drawn: ${words}.`),
  ];
}

const ELSEWHERE = 'elsewhere: ';

/** Other ends, each with all that is said of it. */
function ends(places: Places): readonly (readonly [end: string, rows: readonly string[]])[] {
  const said = new Map<string, Set<string>>();
  for (const [end, text] of [...leading(places), ...letIn(places), ...rights(places)]) {
    const rows = said.get(end) ?? new Set<string>();
    said.set(end, rows);
    rows.add(text);
  }
  return [...said]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([end, rows]) => [end, [...rows].toSorted()] as const);
}

type Said = readonly [end: string, row: string];

function leading(places: Places): readonly Said[] {
  return beyond(places.zone).map(({ resource, does, to, called }): Said => {
    const name = places.nameOf(idOf(resource));
    return to === undefined
      ? [`${ELSEWHERE}${called}`, `${name} ${does}`]
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
      who === 'anybody' ? 'ANYBODY' : `${ELSEWHERE}${who}`,
      on.type === 'AWS::IAM::Role' ? `may become ${name}` : `${name}: ${does}`,
    ];
  });
}

/** What those may do who are no function of the zone. */
function rights(places: Places): readonly Said[] {
  return actors(places.zone).flatMap(({ actor, flows, elsewhere }) => {
    const id = idOf(actor);
    const title = `${actor.type.replace('AWS::IAM::', 'IAM ')} ${places.nameOf(id)}`;
    const others = new Map<string, Set<string>>();
    for (const { from, to, does } of flows) {
      const other = from === id ? to : from;
      others.set(other, (others.get(other) ?? new Set<string>()).add(does));
    }
    return [
      ...[...others].map(([other, does]): Said => [
        title,
        `${[...does].toSorted().join(', ')} ${places.nameOf(other)}`,
      ]),
      ...elsewhere.map((policy): Said => [title, `whatever ${policy} lets it do`]),
    ];
  });
}
