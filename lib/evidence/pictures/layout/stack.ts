import type { Card, Column, End, Group, Wire } from './diagram';
import {
  cardHeight,
  GAP,
  GROUP_GAP,
  groupHeight,
  HEADING,
  LINE,
  linesOf,
  PADDING,
} from './measure';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedGroup extends Box {
  readonly group: Group;
}

export interface PlacedCard extends Box {
  readonly card: Card;
}

/** A stretch of a long wire through a column, between two groups of it. */
export interface Passage {
  readonly net: string;
}
export type Item = { readonly group: Group } | { readonly passage: Passage };

const PASSAGE = 12;

/** A column with a height for everything in it; from its own left edge. */
export interface Stack {
  readonly height: number;
  readonly groups: readonly PlacedGroup[];
  readonly cards: readonly PlacedCard[];
  /** Heights of passages by net. */
  readonly passages: ReadonlyMap<string, number>;
}

/**
 * The columns, the tallest one from the top, and beside it each column with its groups as near as can be
 * to what they are joined with.
 */
export function settled(
  columns: readonly Column[],
  wires: readonly Wire[],
  columnOf: ReadonlyMap<string, number>,
  itemsOf: (at: number, groups: readonly Group[]) => readonly Item[],
  top: number,
): Stack[] {
  const heights = columns.map(({ groups, width }) =>
    groups.reduce((sum, group) => sum + groupHeight(group, width) + GROUP_GAP, 0),
  );
  const anchor = heights.indexOf(Math.max(...heights));
  const bottom = top + (heights[anchor] ?? 0);
  const done = new Map<number, Stack>();
  const wishOf = (at: number, group: Group): number | undefined => {
    const ids = new Set(group.cards.map(({ id }) => id));
    const ys = wires.flatMap(({ from, to }) =>
      [[from, to] as const, [to, from] as const].flatMap(([own, other]) => {
        const stack = done.get(columnOf.get(other.card) ?? -1);
        return ids.has(own.card) && columnOf.get(other.card) !== at && stack !== undefined
          ? [heightOf(stack, other)]
          : [];
      }),
    );
    return ys.length === 0 ? undefined : ys.reduce((sum, y) => sum + y, 0) / ys.length;
  };
  const fromAnchor = [...columns.keys()].toSorted(
    (a, b) => Math.abs(a - anchor) - Math.abs(b - anchor) || a - b,
  );
  for (const at of fromAnchor) {
    const column = columns[at];
    if (column === undefined) continue;
    const wishes = new Map(column.groups.map((group) => [group, wishOf(at, group)]));
    const groups =
      at === anchor
        ? column.groups
        : column.groups.toSorted(
            (a, b) => (wishes.get(a) ?? Infinity) - (wishes.get(b) ?? Infinity) || 0,
          );
    done.set(at, stacked(column, itemsOf(at, groups), wishes, top, bottom));
  }
  return [...columns.keys()].flatMap((at) => done.get(at) ?? []);
}

/** One column: each item below the one before it, as near to its wish as there is room for. */
function stacked(
  { width }: Column,
  items: readonly Item[],
  wishes: ReadonlyMap<Group, number | undefined>,
  top: number,
  bottom: number,
): Stack {
  const heights = items.map((item) =>
    'passage' in item ? PASSAGE : groupHeight(item.group, width) + GROUP_GAP,
  );
  const ys: number[] = [];
  for (const [at, item] of items.entries()) {
    const free = at === 0 ? top : (ys[at - 1] ?? top) + (heights[at - 1] ?? 0);
    const wish = 'passage' in item ? undefined : wishes.get(item.group);
    ys.push(Math.max(free, wish === undefined ? free : wish - (heights[at] ?? 0) / 2));
  }
  let limit = Math.max(bottom, top + heights.reduce((sum, height) => sum + height, 0));
  for (const at of [...items.keys()].toReversed()) {
    ys[at] = Math.round(Math.min(ys[at] ?? 0, limit - (heights[at] ?? 0)));
    limit = ys[at];
  }
  const groups: PlacedGroup[] = [];
  const cards: PlacedCard[] = [];
  const passages = new Map<string, number>();
  for (const [at, item] of items.entries()) {
    const y = ys[at] ?? top;
    if ('passage' in item) {
      passages.set(item.passage.net, y + PASSAGE / 2 - GROUP_GAP / 2);
      continue;
    }
    const { group } = item;
    groups.push({ group, x: 0, y, width, height: groupHeight(group, width) });
    let inner = y + HEADING;
    for (const card of group.cards) {
      const size = cardHeight(card, width - 2 * GAP);
      cards.push({ card, x: GAP, y: inner, width: width - 2 * GAP, height: size });
      inner += size + GAP;
    }
  }
  const end = Math.max(top, ...groups.map(({ y, height }) => y + height));
  return { height: end, groups, cards, passages };
}

/** The groups of a column, and between them the wires that only pass through. */
export function withPassages(
  groups: readonly Group[],
  at: number,
  wires: readonly Wire[],
  columnOf: ReadonlyMap<string, number>,
  rough: readonly Stack[],
): readonly Item[] {
  const passing = wires.filter(
    ({ from, to }) => (columnOf.get(from.card) ?? at) < at && (columnOf.get(to.card) ?? at) > at,
  );
  const boxes = rough[at]?.groups ?? [];
  const gaps = [...groups.keys(), groups.length].map((index) => ({
    y: boxes.find(({ group }) => group === groups[index])?.y ?? rough[at]?.height ?? 0,
    nets: new Set<string>(),
  }));
  const wanted = new Map<string, number[]>();
  for (const { net, from, to } of passing) {
    const ends = [from, to].map((end) => heightOf(rough[columnOf.get(end.card) ?? 0], end));
    wanted.set(net, [...(wanted.get(net) ?? []), ...ends]);
  }
  for (const [net, ys] of wanted) {
    const middle = ys.reduce((sum, y) => sum + y, 0) / ys.length;
    const nearest = gaps.toSorted((a, b) => Math.abs(a.y - middle) - Math.abs(b.y - middle))[0];
    nearest?.nets.add(net);
  }
  return gaps.flatMap(({ nets }, index) => {
    const group = groups[index];
    return [
      ...[...nets].map((net) => ({ passage: { net } })),
      ...(group === undefined ? [] : [{ group }]),
    ];
  });
}

/** Where a wire meets the edge of a card. */
export function heightOf(stack: Stack | undefined, end: End | Passage): number {
  if ('net' in end) return stack?.passages.get(end.net) ?? 0;
  const box = stack?.cards.find(({ card }) => card.id === end.card);
  if (box === undefined) throw new Error(`A wire ends at ${end.card}, which is not there.`);
  const lines = linesOf(box.card, box.width);
  const line = Math.max(
    lines.findIndex(({ port }) => port === (end.port ?? '')),
    0,
  );
  return box.y + PADDING / 2 + (line + 0.5) * LINE;
}
