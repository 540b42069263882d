import { fitted, widthOf, wrapped } from '../draw/text';
import type { Card, Group, Row } from './diagram';

/** Sizes of a picture, in its units. Text is never smaller than `TEXT`. */
const TITLE = 13;
export const TEXT = 12;
export const LINE = 16;
export const PADDING = 10;
export const HEADING = 26;
export const GAP = 10;
export const GROUP_GAP = 18;
export const MARGIN = 24;
const INDENT = 10;

export interface Line {
  readonly text: string;
  readonly badge: string;
  readonly bold: boolean;
  readonly quiet: boolean;
  /** From the left edge of the text, where a line goes on. */
  readonly indent: number;
  /** Of the card, where a wire may end at the middle of this line. */
  readonly port?: string;
}

/** Port of a wire that ends at a card as a whole. */
const WHOLE = '';

const measured = new WeakMap<Card, Map<number, readonly Line[]>>();

/** The lines of a card, broken to its width: once, however often they are asked for. */
export function linesOf(card: Card, width: number): readonly Line[] {
  const widths = measured.get(card) ?? new Map<number, readonly Line[]>();
  measured.set(card, widths);
  const lines = widths.get(width) ?? brokenCard(card, width);
  widths.set(width, lines);
  return lines;
}

function brokenCard(card: Card, width: number): readonly Line[] {
  const room = width - 2 * PADDING;
  return [
    ...broken({ text: card.title, port: WHOLE, ...withBadge(card.badge) }, room, true, 3),
    ...card.rows.flatMap((row) => broken(row, room, false, 12)),
  ];
}

export function cardHeight(card: Card, width: number): number {
  return linesOf(card, width).length * LINE + PADDING;
}

export function groupHeight({ cards }: Group, width: number): number {
  const inner = cards.map((card) => cardHeight(card, width - 2 * GAP) + GAP);
  return HEADING + inner.reduce((sum, height) => sum + height, 0);
}

function broken(row: Row, room: number, bold: boolean, most: number): Line[] {
  const { text, port, badge: whole = '', quiet = false } = row;
  const badge = fitted(whole, TEXT, room / 2);
  const size = bold ? TITLE * 1.14 : TEXT;
  const beside = badge === '' ? 0 : widthOf(badge, TEXT) + 8;
  const indent = bold ? 0 : INDENT;
  const lines = wrapped(text, size, Math.max(room - beside - indent, 40), most);
  return lines.map((line, at) => ({
    text: line,
    badge: at === 0 ? badge : '',
    bold,
    quiet,
    indent: at === 0 ? 0 : indent,
    ...(at === 0 && port !== undefined ? { port } : {}),
  }));
}

function withBadge(badge: string | undefined): { readonly badge?: string } {
  return badge === undefined ? {} : { badge };
}
