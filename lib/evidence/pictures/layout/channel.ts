import type { Tone } from './diagram';

/**
 * Lines between two columns: each net has a vertical trunk on a track of its own, and horizontal
 * branches from it to the cards. Tracks are ordered so that few lines cross, and no two lines ever lie
 * on one another.
 */
export interface Net {
  readonly net: string;
  readonly tone: Tone;
  readonly terminals: readonly Terminal[];
}

/** Where a net meets a column. */
export interface Terminal {
  readonly side: 'left' | 'right';
  readonly y: number;
  readonly arrow: boolean;
  /** From the edge of the column to that of the card. */
  readonly inset: number;
}

export interface RoutedNet extends Net {
  /** Of the trunk, from the edge of the left column. */
  readonly offset: number;
}

export interface Routed {
  readonly width: number;
  readonly nets: readonly RoutedNet[];
}

const TRACK = 9;
const SIDE = 16;
/** How far a line is moved that would lie on another one, and how near is too near. */
const NUDGE = 5;

/** Gives each net a track. */
export function routed(given: readonly Net[]): Routed {
  if (given.length === 0) return { width: 2 * SIDE, nets: [] };
  const nets = ordered(apart(given));
  const tracks: number[] = [];
  for (const [at, net] of nets.entries()) {
    const before = nets
      .slice(0, at)
      .flatMap((other, index) => (meet(other, net) ? [tracks[index] ?? 0] : []));
    tracks.push(1 + Math.max(-1, ...before));
  }
  const count = Math.max(...tracks) + 1;
  return {
    width: 2 * SIDE + count * TRACK,
    nets: nets.map((net, at) => ({ ...net, offset: SIDE + ((tracks[at] ?? 0) + 0.5) * TRACK })),
  };
}

/** Moves ends on the right that are as high as an end of another net on the left. */
function apart(nets: readonly Net[]): readonly Net[] {
  const taken = nets.flatMap(({ net, terminals }) =>
    terminals.filter(({ side }) => side === 'left').map(({ y }) => ({ net, y })),
  );
  return nets.map((net) => ({
    ...net,
    terminals: net.terminals.map((terminal) => {
      if (terminal.side === 'left') return terminal;
      const isFree = (y: number) =>
        taken.every((other) => other.net === net.net || Math.abs(other.y - y) >= NUDGE - 1);
      const own = taken.find(
        (other) => other.net === net.net && Math.abs(other.y - terminal.y) < NUDGE,
      );
      const y =
        [own?.y ?? terminal.y, terminal.y, terminal.y + NUDGE, terminal.y - NUDGE].find(isFree) ??
        terminal.y;
      return { ...terminal, y };
    }),
  }));
}

/** Nets from left to right, by swapping neighbours for as long as that takes crossings away. */
function ordered(nets: readonly Net[]): readonly Net[] {
  const order = nets.toSorted((a, b) => middle(a) - middle(b) || (a.net < b.net ? -1 : 1));
  for (let round = 0; round < nets.length; round += 1) {
    let swapped = false;
    for (let at = 0; at + 1 < order.length; at += 1) {
      const [a, b] = [order[at], order[at + 1]];
      if (a === undefined || b === undefined || crossings(a, b) <= crossings(b, a)) continue;
      order[at] = b;
      order[at + 1] = a;
      swapped = true;
    }
    if (!swapped) break;
  }
  return order;
}

/** How often two nets cross when the trunk of the first is left of the other's. */
function crossings(left: Net, right: Net): number {
  const across = (net: Net, side: Terminal['side'], other: Net) => {
    const [from, to] = span(other);
    return net.terminals.filter((end) => end.side === side && end.y > from && end.y < to).length;
  };
  return across(left, 'right', right) + across(right, 'left', left);
}

function meet(a: Net, b: Net): boolean {
  const [aFrom, aTo] = span(a);
  const [bFrom, bTo] = span(b);
  return aFrom - TRACK < bTo && bFrom - TRACK < aTo;
}

function span({ terminals }: Net): readonly [number, number] {
  const ys = terminals.map(({ y }) => y);
  return [Math.min(...ys), Math.max(...ys)];
}

function middle(net: Net): number {
  const [from, to] = span(net);
  return (from + to) / 2;
}
