import type { Look } from '../../look';

/** Longest reason that the schema takes. */
const LONGEST = 500;

/**
 * Why a thing is left as it is, for `reasons`: the evidence pack repeats it to an auditor, so it
 * says what was seen and no more, what is less included. Names of an account can be long: they are
 * cut before the rest is.
 *
 * @param seenAs what was seen, as a sentence
 * @param lacks in which it is less than what the zone would make
 */
export function reasonFor(seenAs: string, lacks: readonly string[] = []): string {
  const less =
    lacks.length === 0 ? '' : ` It is less than the zone would make: ${lacks.join(', ')}.`;
  return cut(`${cut(seenAs, Math.max(LONGEST - less.length, LONGEST / 2))}${less}`, LONGEST);
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 3)}...` : text;
}

/** Who administers a service, after what was found of it; nothing where that was not seen. */
export function administeredBy(administrator: Look<string | undefined>): string {
  return administrator.seen && administrator.value !== undefined
    ? `, administered by account ${administrator.value}`
    : '';
}
