import type { Card } from '../layout/diagram';
import { cardHeight, GAP, HEADING } from '../layout/measure';
import { wordsOf } from '../layout/words';
import type { Box, PlacedCard } from '../layout/stack';
import { cardMarkup, groupMarkup } from './shapes';
import type { Markup } from './svg';

/** Cards next to one another, all as high as the highest, across a width. */
export interface Row {
  readonly cards: readonly Card[];
  /** Widths of the first cards; the others share what is left. */
  readonly widths?: readonly number[];
}

export interface Frame {
  readonly drawn: readonly Markup[];
  readonly bottom: number;
  /** The cards at their places. */
  readonly cards: readonly PlacedCard[];
  readonly words: string;
}

/** Rows in a frame with a heading. */
export function frame(
  picture: string,
  title: string,
  rows: readonly Row[],
  { x, y, width }: Omit<Box, 'height'>,
): Frame {
  let top = y + HEADING;
  const cards: PlacedCard[] = [];
  for (const { cards: inside, widths = [] } of rows.filter((row) => row.cards.length > 0)) {
    const room = width - GAP * (inside.length + 1) - widths.reduce((sum, given) => sum + given, 0);
    const rest = room / Math.max(inside.length - widths.length, 1);
    const height = Math.max(...inside.map((card, at) => cardHeight(card, widths[at] ?? rest)));
    let left = x + GAP;
    for (const [at, card] of inside.entries()) {
      const own = widths[at] ?? rest;
      cards.push({ card, x: left, y: top, width: own, height });
      left += own + GAP;
    }
    top += height + GAP;
  }
  const group = { title, cards: cards.map(({ card }) => card) };
  return {
    cards,
    words: wordsOf([group], []),
    drawn: [
      groupMarkup({ group, x, y, width, height: top - y }),
      ...cards.map((card) => cardMarkup(picture, card)),
    ],
    bottom: top,
  };
}
