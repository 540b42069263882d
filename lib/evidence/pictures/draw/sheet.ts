import type { Picture } from '../../model';
import type { Diagram, Shape, Tone } from '../layout/diagram';
import { MARGIN } from '../layout/measure';
import { placed } from '../layout/place';
import { cardMarkup, groupMarkup, hatchId, hatchPattern } from './shapes';
import { rootClass, styleOf } from './style';
import type { Markup } from './svg';
import { element, together } from './svg';
import { widthOf, wrapped } from './text';
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
}

/** Where a drawing begins below the title and `lines` lines under it. */
export const TOP = 96;

/** The drawing of a diagram, with a legend of what is on it. */
export function diagramDrawing(picture: string, diagram: Diagram, top = TOP): Drawing {
  const { width, height, groups, cards, nets } = placed(diagram, top);
  const legend = legendOf(picture, diagram, width, height + 34);
  return {
    width,
    height: legend.height,
    drawn: [
      ...groups.map(groupMarkup),
      ...nets.map(netMarkup),
      ...cards.map((card) => cardMarkup(picture, card)),
      ...legend.drawn,
    ],
  };
}

/** A whole SVG document. */
export function sheet(caption: Caption, { width, height, drawn }: Drawing): Picture {
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
      'aria-labelledby': `${titleId} ${descId}`,
    },
    element('title', { id: titleId }, title),
    element('desc', { id: descId }, explains),
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

/** Those that say nothing by themselves are not in the legend. */
const SHAPES: Readonly<Partial<Record<Shape, string>>> = {
  actor: 'outside of the zone',
  door: 'way in',
  starter: 'what starts a function',
  function: 'function',
  store: 'store',
  'write-once': 'write-once store',
  stream: 'stream',
  topic: 'topic',
  key: 'KMS key',
};
const TONES: Readonly<Record<Tone, string>> = {
  phi: 'patients’ data, or data about patients',
  audit: 'records of who did what',
  alert: 'messages',
  call: 'calls',
};

function legendOf(picture: string, diagram: Diagram, room: number, top: number): Drawing {
  const cards = diagram.columns.flatMap(({ groups }) => groups.flatMap((group) => group.cards));
  const shapes = (Object.keys(SHAPES) as readonly Shape[]).filter((shape) =>
    cards.some((card) => card.shape === shape),
  );
  const tones = (Object.keys(TONES) as readonly Tone[]).filter((tone) =>
    diagram.wires.some((wire) => wire.tone === tone),
  );
  const entries = [
    ...shapes.map((shape) => ({
      words: SHAPES[shape] ?? '',
      sample: (x: number, y: number) =>
        cardMarkup(picture, {
          card: { id: '', shape, title: '', rows: [] },
          x,
          y: y - 9,
          width: 26,
          height: 18,
        }),
    })),
    ...(cards.some(({ phi }) => phi === true)
      ? [
          {
            words: 'hatched edge: holds PHI',
            sample: (x: number, y: number) =>
              element('rect', {
                fill: `url(#${hatchId(picture)})`,
                x: x + 10,
                y: y - 9,
                width: 6,
                height: 18,
              }),
          },
        ]
      : []),
    ...tones.map((tone) => ({
      words: TONES[tone],
      sample: (x: number, y: number) =>
        netMarkup({ net: '', tone, x: x + 2, branches: [{ x: x + 26, y, arrow: true }] }),
    })),
  ];
  let [x, y] = [MARGIN, top];
  const drawn = entries.flatMap(({ words, sample }) => {
    const width = 34 + widthOf(words, 12) + 22;
    if (x + width > room - MARGIN && x > MARGIN) [x, y] = [MARGIN, y + 26];
    const at = x;
    x += width;
    return [sample(at, y), element('text', { x: at + 34, y: y + 4 }, words)];
  });
  return { width: room, height: y + 14, drawn };
}
