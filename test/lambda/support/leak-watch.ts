import { inspect } from 'node:util';
import type { PhiKind } from '../../../lambda/shared/phi-like';
import { phiLike } from '../../../lambda/shared/phi-like';

/**
 * Hears what every test logs and prints: nothing of it may be of a person. All people here are made up,
 * so what is looked for is what tests make up.
 */

/** Record numbers, names, reasons and pseudonyms that tests give as inputs. A new one goes in here. */
const MADE_UP =
  /canary|kowalska|jane[. ]?doe|made-up-\d|made-up reason|\bMR-\d|bWFkZS11cC1wYXRpZW50/i;

/** Header and payload of a signed token (RFC 7515). */
const TOKEN = /eyJ[\w-]{5,}\.eyJ[\w-]{5,}/;

/** Kinds that are not mistaken for random ids and numbers, of which logs are full. */
const LOOKED_FOR: ReadonlySet<PhiKind> = new Set([
  'a social security number',
  'a telephone number',
  'a date of birth',
  'an e-mail address',
  'a medical record number',
]);

/** Without one of these no text is of those kinds: most lines need no closer look, and models log a great many. */
const HINT = /@|\+1|\d{3}[-._ ]\d|birth|born|dob|mrn|medical/i;

/** What in a text must not be logged; empty when nothing is. */
export function leaksIn(text: string): readonly string[] {
  return [
    ...(MADE_UP.exec(text) ?? []),
    ...(TOKEN.test(text) ? ['a token'] : []),
    ...(HINT.test(text) ? phiLike(text, 'prose').filter((kind) => LOOKED_FOR.has(kind)) : []),
  ];
}

let leaks: string[] = [];

/** Hears what was logged or printed. */
export function overhear(...said: readonly unknown[]): void {
  const text = said.map(textOf).join(' ');
  const found = leaksIn(text);
  if (found.length > 0) leaks.push(`${found.join(', ')} in: ${text}`);
}

/** What leaked since it was asked last. Of a test that leaks on purpose: what it takes does not fail it. */
export function takeLeaks(): readonly string[] {
  const taken = leaks;
  leaks = [];
  return taken;
}

/** As much of a value as a log of Lambda would show, and more: an error with its causes. */
function textOf(value: unknown): string {
  return typeof value === 'string'
    ? value
    : inspect(value, {
        depth: 8,
        maxArrayLength: null,
        maxStringLength: null,
        breakLength: Infinity,
      });
}

/** The same console; the watch hears all that it is told, also where a test spies on it. */
export function overheardConsole(real: Console): Console {
  return new Proxy(real, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return new Proxy(member, {
        apply(method, self, said: readonly unknown[]) {
          overhear(...said);
          return Reflect.apply(method, self, said) as unknown;
        },
      });
    },
  });
}
