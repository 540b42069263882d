import type { Card, Group, Wire } from './diagram';

/** What stands in groups and how it is joined, in words: what one sees, for whoever does not. */
export function wordsOf(groups: readonly Group[], wires: readonly Wire[]): string {
  const titles = new Map(groups.flatMap(({ cards }) => cards.map(({ id, title }) => [id, title])));
  const name = (id: string) => titles.get(id) ?? id;
  const joined = wires.filter(({ from, to }) => titles.has(from.card) && titles.has(to.card));
  const lines = joined.map(({ from, to, arrows }) => {
    const [left, right] = [name(from.card), name(to.card)];
    if (arrows.length === 2) return `${left} to ${right} and back`;
    return arrows.includes('from') ? `${right} to ${left}` : `${left} to ${right}`;
  });
  return [
    ...groups.map(({ title, cards }) => `${title}: ${cards.map(cardWords).join('; ')}.`),
    ...(lines.length === 0 ? [] : [`Lines: ${[...new Set(lines)].join('; ')}.`]),
  ].join('\n');
}

function cardWords({ title, badge, rows }: Card): string {
  const inside = rows.map((row) =>
    [row.text, row.badge].filter((word) => word !== undefined).join(' '),
  );
  const name = [title, badge].filter((word) => word !== undefined).join(', ');
  return inside.length === 0 ? name : `${name} (${inside.join('; ')})`;
}
