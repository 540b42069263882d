import type { PlacedCard } from '../layout/stack';
import type { Markup } from './svg';
import { element, units } from './svg';

/** Height of the gap that links cross. */
export const LINK = 40;

/** What joins a card with the frame below it, or that nothing does. */
export interface Link {
  readonly card: string;
  readonly open: boolean;
  /** Short words beside the line. */
  readonly words: string;
}

/** Lines from cards down to a frame: with a tip where there is a way, crossed out where there is none. */
export function linkMarkup(
  links: readonly Link[],
  cards: readonly PlacedCard[],
  bottom: number,
): readonly Markup[] {
  return links.flatMap(({ card, open, words }) => {
    const box = cards.find((placed) => placed.card.id === card);
    if (box === undefined) return [];
    const x = box.x + 30;
    const top = box.y + box.height;
    const middle = (top + 10 + bottom) / 2;
    const end = open ? bottom : middle;
    const d = `M${units(x)} ${units(top)}V${units(end)}`;
    const cross = `M${units(x - 6)} ${units(middle - 6)}l12 12m0 -12l-12 12`;
    const tip = `M${units(x)} ${units(bottom)}l-4 -7h8Z`;
    return [
      element('path', { class: 'wire call', d }),
      open
        ? element('path', { class: 'tip call', d: tip })
        : element('path', { class: 'wire alert cross', d: cross }),
      element('text', { class: 'quiet', x: x + 14, y: middle + 4 }, words),
    ];
  });
}
