import { widthOf } from '../../../../lib/evidence/pictures/draw/text';

/** An element of an SVG document, read strictly: what is not well-formed is an error. */
export interface Node {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Node[];
  /** Text of the element itself, as a reader sees it. */
  readonly text: string;
}

const OPEN = /^<([A-Za-z]+)((?: [A-Za-z-]+="[^"<>]*")*)(\/?)>/;
const CLOSE = /^<\/([A-Za-z]+)>/;
const TEXT = /^[^<>]+/;
const ENTITY = /&(amp|lt|gt|quot);/g;
const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Reads a document of elements, attributes in double quotes and the four entities, and of nothing else. */
export function readSvg(svg: string): Node {
  let rest = svg.trim();
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = pattern.exec(rest) ?? undefined;
    rest = rest.slice(found?.[0].length ?? 0);
    return found;
  };
  const element = (): Node => {
    const [, name = '', written = '', closed] = take(OPEN) ?? [];
    if (name === '') throw new Error(`no element at ${rest.slice(0, 60)}`);
    const pairs = [...written.matchAll(/ ([A-Za-z-]+)="([^"]*)"/g)];
    const attributes = new Map(pairs.map(([, key = '', value = '']) => [key, plain(value)]));
    if (attributes.size < pairs.length) throw new Error(`an attribute of ${name} stands twice`);
    const children: Node[] = [];
    let text = '';
    if (closed === '/') return { name, attributes, children, text };
    while (!rest.startsWith('</')) {
      const words = take(TEXT)?.[0];
      if (words === undefined) children.push(element());
      else text += plain(words);
    }
    if (take(CLOSE)?.[1] !== name) throw new Error(`${name} is not closed`);
    return { name, attributes, children, text };
  };
  const root = element();
  if (rest !== '') throw new Error(`something stands behind the root: ${rest.slice(0, 60)}`);
  return root;
}

function plain(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot);)/.test(text)) throw new Error(`a bare & in ${text}`);
  return text.replaceAll(ENTITY, (_all, sign: string) => SIGNS[sign] ?? '');
}

/** A node and all below it. */
export function all(node: Node): readonly Node[] {
  return [node, ...node.children.flatMap(all)];
}

/** What a reader sees, a line an entry. */
export function linesOf(svg: string): readonly string[] {
  return all(readSvg(svg))
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text);
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly what: string;
}

/** Where each line of text stands, from its baseline. */
export function textBoxes(root: Node): readonly Box[] {
  return all(root)
    .filter(({ name, text }) => name === 'text' && text !== '')
    .map(({ attributes, text }): Box => {
      const kind = attributes.get('class') ?? '';
      const size = kind === 'head' ? 20 : 12;
      const [x, y] = [Number(attributes.get('x')), Number(attributes.get('y'))];
      const width = widthOf(text, size);
      const left = kind.includes('end') ? x - width : x;
      return { left, right: left + width, top: y - size + 3, bottom: y + 2, what: text };
    });
}

/** The straight pieces of every wire. */
export function wirePieces(root: Node): readonly Box[] {
  return all(root)
    .filter(
      ({ name, attributes }) =>
        name === 'path' && /^wire (?!.*cross)/.test(attributes.get('class') ?? ''),
    )
    .flatMap(({ attributes }) => pieces(attributes.get('d') ?? ''));
}

function pieces(d: string): readonly Box[] {
  let [x, y] = [0, 0];
  return [...d.matchAll(/([MHVQ])([-\d. ]+)/g)].flatMap(([, command, numbers = '']) => {
    const values = numbers.trim().split(' ').map(Number);
    const before = { x, y };
    if (command === 'H') x = values[0] ?? 0;
    else if (command === 'V') y = values[0] ?? 0;
    else [x = 0, y = 0] = values.slice(-2);
    if (command === 'M') return [];
    return [
      {
        left: Math.min(before.x, x),
        right: Math.max(before.x, x),
        top: Math.min(before.y, y),
        bottom: Math.max(before.y, y),
        what: d,
      },
    ];
  });
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Whether two straight lines run along one another, though they share neither beginning nor end. */
export function liesOn(a: Box, b: Box): boolean {
  const along = (from: 'left' | 'top', to: 'right' | 'bottom', across: 'left' | 'top') =>
    isStraight(a) &&
    isStraight(b) &&
    a[from] < a[to] &&
    b[from] < b[to] &&
    Math.abs(a[across] - b[across]) < 3 &&
    Math.min(a[to], b[to]) - Math.max(a[from], b[from]) > 1 &&
    a[from] !== b[from] &&
    a[to] !== b[to];
  return along('left', 'right', 'top') || along('top', 'bottom', 'left');
}

function isStraight({ left, right, top, bottom }: Box): boolean {
  return left === right || top === bottom;
}
