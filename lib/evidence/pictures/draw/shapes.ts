import type { Card } from '../layout/diagram';
import { linesOf, LINE, PADDING } from '../layout/measure';
import type { Box, PlacedCard, PlacedGroup } from '../layout/stack';
import { OUTLINES } from './outlines';
import type { Markup } from './svg';
import { element } from './svg';
import { fitted } from './text';

/** A frame around cards, with its heading. */
export function groupMarkup({ group, x, y, width, height }: PlacedGroup): Markup {
  return element(
    'g',
    {},
    element('rect', { class: 'room', x, y, width, height, rx: 8 }),
    element(
      'text',
      { class: 'group', x: x + 10, y: y + 18 },
      fitted(group.title, 14.5, width - 20),
    ),
  );
}

/** A card with its words. What did not fit is in its tooltip. */
export function cardMarkup(picture: string, placed: PlacedCard): Markup {
  const { card, x, y, width } = placed;
  const lines = linesOf(card, width).map(({ text, badge, bold, quiet, indent }, at) => {
    const baseline = y + PADDING / 2 + at * LINE + 12;
    return [
      element(
        'text',
        {
          class: bold ? 'name' : quiet ? 'quiet' : undefined,
          x: x + PADDING + indent,
          y: baseline,
        },
        text,
      ),
      ...(badge === ''
        ? []
        : [element('text', { class: 'quiet end', x: x + width - PADDING, y: baseline }, badge)]),
    ];
  });
  return element(
    'g',
    {},
    element('title', {}, tooltip(card)),
    ...OUTLINES[card.shape](placed),
    ...(card.phi === true ? [hatched(picture, placed)] : []),
    ...lines.flat(),
  );
}

function tooltip({ title, badge, rows }: Card): string {
  return [
    [title, badge].filter((word) => word !== undefined).join(', '),
    ...rows.map((row) => [row.text, row.badge].filter((word) => word !== undefined).join(', ')),
  ].join('; ');
}

function hatched(picture: string, { x, y, height }: Box): Markup {
  return element('rect', {
    fill: `url(#${hatchId(picture)})`,
    x: x + 1,
    y: y + 1,
    width: 5,
    height: height - 2,
  });
}

/** Id of the pattern of patients' data in a picture. */
export function hatchId(picture: string): string {
  return `hlz-${picture}-phi`;
}

export function hatchPattern(picture: string): Markup {
  return element(
    'pattern',
    {
      id: hatchId(picture),
      width: 5,
      height: 5,
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    },
    element('path', { class: 'hatching', d: 'M0 0V5' }),
  );
}
