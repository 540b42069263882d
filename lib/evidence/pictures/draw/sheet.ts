import type { Picture } from '../../model';
import type { Diagram } from '../layout/diagram';
import { wordsOf } from '../layout/words';
import type { LegendWords } from './legend';
import { legendOf } from './legend';
import { MARGIN } from '../layout/measure';
import { placed } from '../layout/place';
import { cardMarkup, groupMarkup, hatchPattern } from './shapes';
import { rootClass, styleOf } from './style';
import type { Markup } from './svg';
import { element, together } from './svg';
import { wrapped } from './text';
import { netMarkup } from './wires';

/** A picture without its drawing. */
export type Caption = Pick<Picture, 'id' | 'title' | 'explains'> & {
  /** What stands under the title, in a sentence or two. */
  readonly says: string;
};

/** Something drawn, and how much room it takes from the left upper corner of the sheet. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly drawn: readonly Markup[];
  /** All that stands in it and how it is joined, in words. */
  readonly words: string;
}

/** Where a drawing begins below the title and `lines` lines under it. */
export const TOP = 96;

export interface DrawingProps {
  /** @default - below the title */
  readonly top?: number;
  /** @default - the words of all pictures */
  readonly legend?: LegendWords;
}

/** The drawing of a diagram, with a legend of what is on it. */
export function diagramDrawing(
  picture: string,
  diagram: Diagram,
  { top = TOP, legend: legendWords = {} }: DrawingProps = {},
): Drawing {
  const { width, height, groups, cards, nets } = placed(diagram, top);
  const legend = legendOf(picture, diagram, width, height + 34, legendWords);
  return {
    width,
    height: legend.bottom,
    words: wordsOf(
      diagram.columns.flatMap((column) => column.groups),
      diagram.wires,
    ),
    drawn: [
      ...groups.map(groupMarkup),
      ...nets.map(netMarkup),
      ...cards.map((card) => cardMarkup(picture, card)),
      ...legend.drawn,
    ],
  };
}

/** A whole SVG document. */
export function sheet(caption: Caption, { width, height, drawn, words }: Drawing): Picture {
  const { id, title, explains, says } = caption;
  const [titleId, descId] = [`hlz-${id}-title`, `hlz-${id}-desc`];
  const total = height + MARGIN;
  const root = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: rootClass(id),
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(total)}`,
      role: 'img',
      'aria-labelledby': titleId,
      'aria-describedby': descId,
    },
    element('title', { id: titleId }, title),
    element('desc', { id: descId }, `${explains} ${words}`),
    element('style', {}, styleOf(id)),
    element('defs', {}, hatchPattern(id)),
    element('rect', {
      class: 'sheet',
      x: 0,
      y: 0,
      width: Math.ceil(width),
      height: Math.ceil(total),
    }),
    element('text', { class: 'head', x: MARGIN, y: 40 }, title),
    ...wrapped(says, 12, width - 2 * MARGIN, 2).map((line, at) =>
      element('text', { class: 'quiet', x: MARGIN, y: 62 + at * 16 }, line),
    ),
    together(drawn),
  );
  return { id, title, explains, svg: `${root.markup}\n` };
}
