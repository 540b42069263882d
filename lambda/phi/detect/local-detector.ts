import type { Finding, PhiDetector, TenantPattern } from './finding';
import { RECOGNIZERS } from './recognizers';
import { repeatedNames } from './repeated-names';
import { resolve } from './resolve';
import { structured } from './structured';
import { findPatterns } from './tenant-pattern';
import { planOf, walk } from './walk';

const PLAN = planOf(RECOGNIZERS);

export interface LocalDetectorProps {
  /** Forms of numbers of the hospital's own. Default: none. */
  readonly patterns?: readonly TenantPattern[];
}

/**
 * Finds by form, check digit and the words around: in memory, without a service, in time linear in the
 * length of the text. It knows no person: a name without a word that gives it away is not found.
 *
 * @throws RangeError when a pattern is none, with what is wrong with each
 */
export function createLocalDetector({ patterns = [] }: LocalDetectorProps = {}): PhiDetector {
  const own = findPatterns(patterns);
  return {
    detect(text) {
      return Promise.resolve(findIn(text, own));
    },
  };
}

/** Spaces of typesetters, which come along when a text is pasted, and digits as wide as Chinese letters. */
const UNUSUAL = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\uff10-\uff19]/g;
const WIDE_ZERO = 0xff10;

/** The same text with usual spaces and digits, of the same length: what is found in it stands there in both. */
function usual(text: string): string {
  return text.replaceAll(UNUSUAL, (sign) => {
    const digit = sign.charCodeAt(0) - WIDE_ZERO;
    return digit < 0 ? ' ' : String(digit);
  });
}

function findIn(given: string, own: (text: string) => readonly Finding[]): readonly Finding[] {
  const text = usual(given);
  const found = [...walk(text, PLAN), ...structured(text), ...own(text)];
  return resolve(text, [...found, ...repeatedNames(text, found)]);
}
