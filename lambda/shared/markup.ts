/**
 * Markup, and the one way to make it: a template whose values are escaped, wherever they come from. A value is
 * text of an element or of an attribute in double quotes; none is ever a name, a URL, a style or a script.
 */

const MARKUP = Symbol('markup');

/** Markup that `markup` made. JSON cannot bring any: its key is a symbol. */
export interface Markup {
  readonly [MARKUP]: string;
}

/** What may stand in a template. */
export type Piece = Markup | string | number | readonly Piece[];

/** Makes markup: ``markup`<p>${text}</p>` ``. Texts are escaped, lists are joined without anything between. */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const written = parts.map((part, at) => {
    const piece = pieces[at];
    return piece === undefined ? part : part + write(piece);
  });
  return { [MARKUP]: written.join('') };
}

/** Text of our own that is markup already, such as a style sheet. Never of what anybody wrote. */
export function ownMarkup(text: string): Markup {
  return { [MARKUP]: text };
}

/** The markup as text, to be sent or kept. */
export function htmlOf(made: Markup): string {
  return made[MARKUP];
}

function write(piece: Piece): string {
  if (typeof piece === 'string') return escapeText(visible(piece));
  if (typeof piece === 'number') return String(piece);
  return isMarkup(piece) ? piece[MARKUP] : piece.map(write).join('');
}

function isMarkup(piece: Markup | readonly Piece[]): piece is Markup {
  return MARKUP in piece;
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"'`]/g, (character) => ESCAPED[character] ?? character);
}

/** Controls, marks that turn the direction of writing, and invisible characters: a reader would not see what is there. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** Text in which nothing is hidden: what cannot be seen is written by its number. Line feeds and tabs stay. */
export function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(UNSEEN, (character) =>
      character === '\n' || character === '\t' ? character : numberOf(character),
    );
}

function numberOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // A soft hyphen and a joiner are seen by what they do: without them a word reads as well.
  return code === 0xad || code === 0x200c || code === 0x200d
    ? ''
    : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
