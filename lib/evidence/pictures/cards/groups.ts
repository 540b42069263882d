import type { Places } from '../facts/places';
import { byStack } from '../facts/places';
import type { Card, Group } from '../layout/diagram';

/** A card of a stack. */
export interface StackCard {
  readonly stack: string;
  readonly card: Card;
}

/** Cards in a frame a stack, in the order of deployment. */
export function groupsOf(places: Places, cards: readonly StackCard[]): readonly Group[] {
  return byStack(places, cards, ({ stack }) => stack).map(([title, inside]) => ({
    title,
    cards: inside.map(({ card }) => card),
  }));
}

/** Cards in one frame; no frame where there are none. */
export function grouped(title: string, cards: readonly Card[]): readonly Group[] {
  return cards.length === 0 ? [] : [{ title, cards }];
}
