import type { Shape } from '../layout/diagram';
import type { Box } from '../layout/stack';
import type { Markup } from './svg';
import { element, units } from './svg';

/** What a card of each shape is drawn with, under its words. */
export const OUTLINES: Readonly<Record<Shape, (box: Box) => readonly Markup[]>> = {
  plain: () => [],
  box: (box) => [framed(box, { rx: 2 })],
  function: (box) => [framed(box, { rx: 8 })],
  topic: (box) => [framed(box, { rx: Math.min(box.height / 2, 16) })],
  actor: (box) => [framed(box, { class: 'card dashed', rx: 2 })],
  starter: ({ x, y, width, height }) => {
    const [right, low] = [x + width, y + height];
    return [
      cut([x, y], [right - 6, y], [right, y + 6], [right, low - 6], [right - 6, low], [x, low]),
    ];
  },
  door: (box) => [framed(box), upright(box, box.x + 4), upright(box, box.x + box.width - 4)],
  store: (box) => [framed(box), upright(box, box.x + box.width - 4)],
  stream: (box) => [framed(box), level(box, box.y + 4), level(box, box.y + box.height - 4)],
  key: ({ x, y, width, height }) => {
    const [right, low] = [x + width, y + height];
    return [cut([x, y], [right - 9, y], [right, y + 9], [right, low], [x, low])];
  },
  'write-once': ({ x, y, width, height }) => [
    framed({ x, y, width, height }),
    framed({ x: x + 3, y: y + 3, width: width - 6, height: height - 6 }, { class: 'thin' }),
  ],
};

function framed(
  { x, y, width, height }: Box,
  more: Readonly<Record<string, string | number>> = {},
): Markup {
  return element('rect', { class: 'card', x, y, width, height, ...more });
}

function upright({ y, height }: Box, x: number): Markup {
  return element('path', { class: 'thin', d: `M${units(x)} ${units(y)}V${units(y + height)}` });
}

function level({ x, width }: Box, y: number): Markup {
  return element('path', { class: 'thin', d: `M${units(x)} ${units(y)}H${units(x + width)}` });
}

/** A closed line through points. */
function cut(...points: readonly (readonly [number, number])[]): Markup {
  const d = points.map(([x, y]) => `${units(x)} ${units(y)}`).join('L');
  return element('path', { class: 'card', d: `M${d}Z` });
}
