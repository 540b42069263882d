import type { Card } from '../layout/diagram';
import { linesOf, LINE, PADDING, TEXT, TITLE } from '../layout/measure';
import type { Box, PlacedCard, PlacedGroup } from '../layout/place';
import type { Markup } from './svg';
import { element, units } from './svg';
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
    outline(card, placed),
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

function outline({ shape }: Card, { x, y, width, height }: Box): Markup {
  const card = (more: Readonly<Record<string, string | number>> = {}) =>
    element('rect', { class: 'card', x, y, width, height, ...more });
  const line = (d: string) => element('path', { class: 'thin', d });
  switch (shape) {
    case 'plain':
      return element('g', {});
    case 'box':
      return card({ rx: 2 });
    case 'function':
      return card({ rx: 8 });
    case 'topic':
      return card({ rx: Math.min(height / 2, 16) });
    case 'actor':
      return card({ class: 'card dashed', rx: 2 });
    case 'starter':
      return element('path', { class: 'card', d: pointed(x, y, width, height) });
    case 'door':
      return element('g', {}, card(), line(sides(x, y, width, height)));
    case 'stream':
      return element(
        'g',
        {},
        card(),
        line(
          `M${units(x)} ${units(y + 4)}H${units(x + width)}M${units(x)} ${units(y + height - 4)}H${units(x + width)}`,
        ),
      );
    case 'key':
      return element('path', { class: 'card', d: cutCorner(x, y, width, height) });
    case 'write-once':
      return element(
        'g',
        {},
        card(),
        element('rect', {
          class: 'thin',
          x: x + 3,
          y: y + 3,
          width: width - 6,
          height: height - 6,
        }),
      );
    case 'store':
      return element(
        'g',
        {},
        card(),
        line(`M${units(x + width - 4)} ${units(y)}V${units(y + height)}`),
      );
  }
}

/** A signal: cut at the right corners. */
function pointed(x: number, y: number, width: number, height: number): string {
  const [right, low] = [x + width, y + height];
  return `M${units(x)} ${units(y)}H${units(right - 6)}L${units(right)} ${units(y + 6)}V${units(low - 6)}L${units(right - 6)} ${units(low)}H${units(x)}Z`;
}

function sides(x: number, y: number, width: number, height: number): string {
  return [x + 4, x + width - 4]
    .map((at) => `M${units(at)} ${units(y)}V${units(y + height)}`)
    .join('');
}

function cutCorner(x: number, y: number, width: number, height: number): string {
  const right = x + width;
  return `M${units(x)} ${units(y)}H${units(right - 9)}L${units(right)} ${units(y + 9)}V${units(y + height)}H${units(x)}Z`;
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

export { TEXT, TITLE };
