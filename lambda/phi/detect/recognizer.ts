import type { Finding } from './finding';

/**
 * Where a recognizer looks: a text is walked through once, and each recognizer is asked only at what
 * could be its beginning. That makes many of them quick.
 */
export interface Triggers {
  /** Words, in lower case, with white space between. `memberId` and `member_id` are two words each. */
  readonly words?: string;
  /** At the first digit of each number. */
  readonly numbers?: true;
  /** At the first character of a run that has both letters and digits, such as `AB1234567`. */
  readonly codes?: true;
  /** At each of these characters. */
  readonly characters?: string;
}

/** Knows the forms of one identifier. */
export interface Recognizer extends Triggers {
  /**
   * What stands here. It looks at a bounded stretch of the text around `at` and no further: a text of
   * any kind is judged in time linear in its length.
   */
  look(text: string, at: number): readonly Finding[];
}

export const NOTHING: readonly Finding[] = [];

/** Sets of characters and escaped characters, in which a sign means itself. */
const LITERAL = /\\.|\[(?:\\.|[^\]\\])*\]/gsu;
const UNBOUNDED = /[*+]|\{\d+,\}/;

/**
 * An expression that is tried at one place.
 *
 * @throws RangeError when it is unbounded: a text could make it look on and on
 */
export function sticky(source: string, flags = ''): RegExp {
  if (UNBOUNDED.test(source.replaceAll(LITERAL, ''))) {
    throw new RangeError(`An expression has no bound, so write {0,n} instead: ${source}`);
  }
  return new RegExp(source, `y${flags}`);
}

/** What an expression of `sticky` matches at this place. */
export function matchAt(form: RegExp, text: string, at: number): RegExpExecArray | undefined {
  form.lastIndex = at;
  return form.exec(text) ?? undefined;
}

/** Nothing of a longer run of letters and digits. */
export const BEFORE = '(?<![A-Za-z0-9])';
export const BEHIND = '(?![A-Za-z0-9])';

/** Words of a list with white space between. */
export function wordsIn(list: string): readonly string[] {
  return list.split(/\s+/).filter((word) => word !== '');
}
