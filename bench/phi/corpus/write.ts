import type { Gold, GoldKind, Labelled, Range } from './labelled';
import { digits } from './numbers';
import type { Person } from './people';
import { NAME_FORMS, person } from './people';
import { PLACEHOLDERS } from './placeholders';
import type { Random } from './random';
import type { Values } from './values';

/** `[[pt.full]]`, `[[date.us]]`, `[[##.#]]`: digits of no meaning. */
const PLACEHOLDER = /\[\[([^[\]]+)\]\]/g;

type Piece = { readonly text: string; readonly kind: GoldKind | 'neutral' | undefined };

/**
 * Writes a text from a template: made-up values in place of what stands in double brackets, with where
 * they came to stand.
 *
 * @throws RangeError when it asks for something that there is not
 */
export function write(template: string, values: Values, random: Random): Labelled {
  const people = new Map<string, Person>();
  const place = random.pick(values.cities);
  const pieceOf = (name: string): Piece => {
    const [who = '', form = ''] = name.split('.');
    if (/^(?:pt|dr|kin|rn)$/.test(who)) {
      const one = people.get(who) ?? person(random, values);
      people.set(who, one);
      if (form === 'email') return { text: one.email, kind: 'email' };
      const written = NAME_FORMS[form];
      if (written !== undefined) return { text: written(one), kind: 'name' };
    }
    if (name === 'city') return { text: place[0], kind: 'city' };
    if (name === 'state') return { text: place[1], kind: undefined };
    if (name.includes('#')) {
      return { text: name.replaceAll(/#+/g, (run) => digits(random, run.length)), kind: undefined };
    }
    const made = PLACEHOLDERS.get(name);
    if (made === undefined) throw new RangeError(`a template asks for ${name}`);
    return { text: made.make(random, values), kind: made.kind };
  };

  let text = '';
  let done = 0;
  const gold: Gold[] = [];
  const neutral: Range[] = [];
  for (const { 0: whole, 1: name = '', index } of template.matchAll(PLACEHOLDER)) {
    text += template.slice(done, index);
    done = index + whole.length;
    const piece = pieceOf(name);
    const range = { start: text.length, end: text.length + piece.text.length };
    text += piece.text;
    if (piece.kind === 'neutral') neutral.push(range);
    else if (piece.kind !== undefined) gold.push({ ...range, kind: piece.kind });
  }
  return { text: text + template.slice(done), gold, neutral };
}
