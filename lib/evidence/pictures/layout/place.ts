import type { Card, Column, Diagram, End, Group, Wire } from './diagram';
import {
  cardHeight,
  GAP,
  GROUP_GAP,
  groupHeight,
  HEADING,
  LINE,
  linesOf,
  MARGIN,
  PADDING,
} from './measure';
import type { Net, Terminal } from './channel';
import { routed } from './channel';

/** A diagram with a place for everything. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly PlacedGroup[];
  readonly cards: readonly PlacedCard[];
  readonly nets: readonly PlacedNet[];
}

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

/** One line of a net between two columns: a vertical trunk, and branches to what it joins. */
export interface PlacedNet {
  readonly net: string;
  readonly tone: Wire['tone'];
  readonly x: number;
  readonly branches: readonly Branch[];
}

export interface Branch {
  /** Where the branch ends: at the edge of a card. */
  readonly x: number;
  readonly y: number;
  /** Whether something arrives there. */
  readonly arrow: boolean;
}

/** A stretch of a long wire through a column, between two groups of it. */
interface Passage {
  readonly net: string;
}
type Item = { readonly group: Group } | { readonly passage: Passage };

/** A wire, or a part of one, between neighbouring columns. */
interface Stretch {
  readonly column: number;
  readonly net: string;
  readonly tone: Wire['tone'];
  readonly from: End | Passage;
  readonly to: End | Passage;
  readonly arrowFrom: boolean;
  readonly arrowTo: boolean;
}

const PASSAGE = 12;

/** Gives everything in a diagram its place. */
export function placed(diagram: Diagram, top: number): Placed {
  const { columns, wires } = diagram;
  const columnOf = new Map(
    columns.flatMap(({ groups }, at) =>
      groups.flatMap(({ cards }) => cards.map(({ id }): [string, number] => [id, at])),
    ),
  );
  const rough = settled(
    columns,
    wires,
    columnOf,
    (_at, groups) => groups.map((group) => ({ group })),
    top,
  );
  const stacks = settled(
    columns,
    wires,
    columnOf,
    (at, groups) => withPassages(groups, at, wires, columnOf, rough),
    top,
  );
  const stretches = wires.flatMap((wire) => stretched(wire, columnOf));
  const gutters = columns.slice(1).map((_column, at) => {
    const nets = netsBetween(
      stretches.filter(({ column }) => column === at),
      stacks[at],
      stacks[at + 1],
    );
    return routed(nets);
  });
  const lefts = columns.reduce<number[]>(
    (xs, { width }, at) => [...xs, (xs.at(-1) ?? 0) + width + (gutters[at]?.width ?? 0)],
    [MARGIN],
  );
  const bottom = Math.max(...stacks.map(({ height }) => height));
  return {
    width: (lefts.at(-1) ?? 0) + MARGIN,
    height: bottom,
    groups: stacks.flatMap((stack, at) => stack.groups.map((box) => moved(box, lefts[at] ?? 0))),
    cards: stacks.flatMap((stack, at) => stack.cards.map((box) => moved(box, lefts[at] ?? 0))),
    nets: gutters
      .flatMap(({ nets }, at) => {
        const left = (lefts[at] ?? 0) + (columns[at]?.width ?? 0);
        const right = lefts[at + 1] ?? 0;
        return nets.map(({ net, tone, offset, terminals }): PlacedNet => ({
          net,
          tone,
          x: left + offset,
          branches: terminals.map(({ side, y, arrow, inset }) => ({
            x: side === 'left' ? left - inset : right + inset,
            y,
            arrow,
          })),
        }));
      })
      .concat(throughColumns(stacks, lefts, columns, stretches)),
  };
}

interface Stack {
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
function settled(
  columns: readonly Column[],
  wires: readonly Wire[],
  columnOf: ReadonlyMap<string, number>,
  itemsOf: (at: number, groups: readonly Group[]) => readonly Item[],
  top: number,
): readonly Stack[] {
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
function withPassages(
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

function stretched(wire: Wire, columnOf: ReadonlyMap<string, number>): readonly Stretch[] {
  const { net, tone, from, to, arrows } = wire;
  const first = columnOf.get(from.card);
  const last = columnOf.get(to.card);
  if (first === undefined || last === undefined || first >= last) {
    throw new Error(`A wire of ${net} does not run from left to right.`);
  }
  return Array.from({ length: last - first }, (_, step) => ({
    column: first + step,
    net,
    tone,
    from: step === 0 ? from : { net },
    to: first + step + 1 === last ? to : { net },
    arrowFrom: step === 0 && arrows.includes('from'),
    arrowTo: first + step + 1 === last && arrows.includes('to'),
  }));
}

function netsBetween(
  stretches: readonly Stretch[],
  left: Stack | undefined,
  right: Stack | undefined,
): readonly Net[] {
  const nets = new Map<string, { tone: Wire['tone']; terminals: Map<string, Terminal> }>();
  for (const { net, tone, from, to, arrowFrom, arrowTo } of stretches) {
    const found = nets.get(net) ?? { tone, terminals: new Map<string, Terminal>() };
    nets.set(net, found);
    for (const [side, stack, end, arrow] of [
      ['left', left, from, arrowFrom],
      ['right', right, to, arrowTo],
    ] as const) {
      const y = heightOf(stack, end);
      const key = `${side} ${y}`;
      const inset = 'net' in end ? 0 : GAP;
      found.terminals.set(key, {
        side,
        y,
        inset,
        arrow: arrow || found.terminals.get(key)?.arrow === true,
      });
    }
  }
  return [...nets].map(([net, { tone, terminals }]) => ({
    net,
    tone,
    terminals: [...terminals.values()],
  }));
}

/** Where a wire meets the edge of a card. */
function heightOf(stack: Stack | undefined, end: End | Passage): number {
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

/** The straight parts of long wires, across the columns that they pass. */
function throughColumns(
  stacks: readonly Stack[],
  lefts: readonly number[],
  columns: readonly Column[],
  stretches: readonly Stretch[],
): readonly PlacedNet[] {
  return stacks.flatMap(({ passages }, at) =>
    [...passages].map(([net, y]): PlacedNet => {
      const x = lefts[at] ?? 0;
      const end = x + (columns[at]?.width ?? 0);
      return {
        net,
        tone: stretches.find((stretch) => stretch.net === net)?.tone ?? 'call',
        x,
        branches: [{ x: end, y, arrow: false }],
      };
    }),
  );
}

function moved<T extends Box>(box: T, x: number): T {
  return { ...box, x: box.x + x };
}
