import type { Diagram, Shape, Tone } from '../layout/diagram';
import { MARGIN } from '../layout/measure';
import { cardMarkup, hatchId } from './shapes';
import type { Markup } from './svg';
import { element } from './svg';
import { widthOf } from './text';
import { netMarkup } from './wires';

/** What a picture calls shapes and lines where that differs from the other pictures. */
export type LegendWords = Readonly<Partial<Record<Shape | Tone, string>>>;

/** Those that say nothing by themselves are not in the legend. */
const SHAPES: Readonly<Partial<Record<Shape, string>>> = {
  actor: 'outside of the zone',
  door: 'way in',
  starter: 'starts a function',
  function: 'function',
  store: 'store',
  'write-once': 'write-once store',
  stream: 'stream',
  topic: 'topic',
  key: 'KMS key',
};
const TONES: Readonly<Record<Tone, string>> = {
  phi: 'data of or about patients',
  audit: 'records of who did what',
  alert: 'messages',
  call: 'calls',
};

interface Entry {
  readonly words: string;
  readonly sample: (x: number, y: number) => Markup;
}

/** Samples of what is on a diagram, below it. */
export function legendOf(
  picture: string,
  diagram: Diagram,
  room: number,
  top: number,
  given: LegendWords,
): { readonly bottom: number; readonly drawn: readonly Markup[] } {
  let [x, y] = [MARGIN, top];
  const drawn = entriesOf(picture, diagram, given).flatMap(({ words, sample }) => {
    const width = 34 + widthOf(words, 12) + 8;
    if (x + width > room - MARGIN && x > MARGIN) [x, y] = [MARGIN, y + 26];
    const at = x;
    x += width;
    return [sample(at, y), element('text', { x: at + 34, y: y + 4 }, words)];
  });
  return { bottom: y + 14, drawn };
}

function entriesOf(picture: string, diagram: Diagram, given: LegendWords): readonly Entry[] {
  const cards = diagram.columns.flatMap(({ groups }) => groups.flatMap((group) => group.cards));
  const shapes = (Object.keys(SHAPES) as readonly Shape[]).filter((shape) =>
    cards.some((card) => card.shape === shape),
  );
  const tones = (Object.keys(TONES) as readonly Tone[]).filter((tone) =>
    diagram.wires.some((wire) => wire.tone === tone),
  );
  const hatch: Entry = {
    words: 'hatched edge: holds PHI',
    sample: (x, y) =>
      element('rect', {
        fill: `url(#${hatchId(picture)})`,
        x: x + 10,
        y: y - 9,
        width: 6,
        height: 18,
      }),
  };
  return [
    ...shapes.map((shape): Entry => ({
      words: given[shape] ?? SHAPES[shape] ?? '',
      sample: (x, y) =>
        cardMarkup(picture, {
          card: { id: '', shape, title: '', rows: [] },
          x,
          y: y - 9,
          width: 26,
          height: 18,
        }),
    })),
    ...(cards.some(({ phi }) => phi === true) ? [hatch] : []),
    ...tones.map((tone): Entry => ({
      words: given[tone] ?? TONES[tone],
      sample: (x, y) =>
        netMarkup({ net: '', tone, x: x + 2, branches: [{ x: x + 26, y, arrow: true }] }),
    })),
  ];
}
