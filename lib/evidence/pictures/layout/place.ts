import type { Net, Routed, Terminal } from './channel';
import { routed } from './channel';
import type { Column, Diagram, End, Wire } from './diagram';
import { GAP, MARGIN } from './measure';
import type { Box, Passage, PlacedCard, PlacedGroup, Stack } from './stack';
import { heightOf, settled, withPassages } from './stack';

/** A diagram with a place for everything. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly PlacedGroup[];
  readonly cards: readonly PlacedCard[];
  readonly nets: readonly PlacedNet[];
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

/** Gives everything in a diagram its place. */
export function placed(diagram: Diagram, top: number): Placed {
  const { columns } = diagram;
  const columnOf = new Map(
    columns.flatMap(({ groups }, at) =>
      groups.flatMap(({ cards }) => cards.map(({ id }): [string, number] => [id, at])),
    ),
  );
  const wires = diagram.wires.filter(
    ({ from, to }) => columnOf.has(from.card) && columnOf.has(to.card),
  );
  const pulling = diagram.level === true ? [] : wires;
  const rough = settled(
    columns,
    pulling,
    columnOf,
    (_at, groups) => groups.map((group) => ({ group })),
    top,
  );
  const stacks = settled(
    columns,
    pulling,
    columnOf,
    (at, groups) => withPassages(groups, at, wires, columnOf, rough),
    top,
  );
  const stretches = wires.flatMap((wire) => stretched(wire, columnOf));
  const gutters: Routed[] = [];
  for (const at of columns.slice(1).keys()) {
    const own = stretches.filter(({ column }) => column === at);
    const gutter = routed(netsBetween(own, stacks[at], stacks[at + 1]));
    gutters.push(gutter);
    const next = stacks[at + 1];
    if (next !== undefined) stacks[at + 1] = { ...next, passages: passed(next, gutter) };
  }
  const lefts: number[] = [MARGIN];
  for (const [at, { width }] of columns.entries()) {
    lefts.push((lefts[at] ?? MARGIN) + width + (gutters[at]?.width ?? 0));
  }
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

/** Parts of a wire. None where both ends stand in one column: words say what no line can. */
function stretched(wire: Wire, columnOf: ReadonlyMap<string, number>): readonly Stretch[] {
  const { net, tone, from, to, arrows } = wire;
  const [first, last] = [from, to].map(({ card }) => columnOf.get(card) ?? 0);
  if (first === undefined || last === undefined || first === last) return [];
  if (first > last) {
    const turned = arrows.map((end) => (end === 'from' ? 'to' : 'from'));
    return stretched({ net, tone, from: to, to: from, arrows: turned }, columnOf);
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

/** Where long wires come into a column, once their gutter has kept them apart. */
function passed({ passages }: Stack, { nets }: Routed): ReadonlyMap<string, number> {
  return new Map(
    [...passages].map(([net, y]) => {
      const end = nets
        .find((one) => one.net === net)
        ?.terminals.find(({ side, inset }) => side === 'right' && inset === 0);
      return [net, end?.y ?? y];
    }),
  );
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
