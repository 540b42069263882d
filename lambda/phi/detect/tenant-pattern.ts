import type { Finding, TenantPattern } from './finding';

const SHORTEST = 4;
const LONGEST = 32;
/** Fewest characters that differ from number to number: with less, every other word would be one. */
const FEWEST_FREE = 4;
/** Printable ASCII: what somebody can write into a config and see. */
const WRITABLE = /^[ -~]*$/;

/** What is wrong with the form of a tenant pattern; undefined when nothing is. */
export function problemOfForm(form: string): string | undefined {
  if (form.length < SHORTEST || form.length > LONGEST) {
    return `has ${form.length} characters: it takes ${SHORTEST} to ${LONGEST}`;
  }
  if (!WRITABLE.test(form))
    return 'has characters beyond ASCII: it takes letters, digits and signs';
  if (form !== form.trim()) return 'begins or ends with a space: leave it out';
  const free = form.replaceAll(/[^9A]/g, '').length;
  if (free < FEWEST_FREE) {
    return `has ${free} places for a digit (9) or a capital (A): it takes at least ${FEWEST_FREE}`;
  }
  return undefined;
}

/** One character of a form as an expression of one character: the whole is of fixed length, so linear. */
function classOf(character: string): string {
  if (character === '9') return '\\d';
  return character === 'A' ? '[A-Z]' : character.replace(/[^A-Za-z0-9 ]/, String.raw`\$&`);
}

/**
 * Finds numbers of a hospital's own forms. The two ends of a number are where letters and digits end.
 *
 * @throws RangeError with everything that is wrong with the patterns
 */
export function findPatterns(
  patterns: readonly TenantPattern[],
): (text: string) => readonly Finding[] {
  const problems = patterns.flatMap(({ form }) => {
    const problem = problemOfForm(form);
    return problem === undefined ? [] : [`pattern ${JSON.stringify(form)} ${problem}`];
  });
  if (problems.length > 0) throw new RangeError(problems.join('; '));
  const expressions = patterns.map(
    ({ identifier, form }) =>
      [
        identifier,
        new RegExp(`(?<![A-Za-z0-9])${Array.from(form, classOf).join('')}(?![A-Za-z0-9])`, 'g'),
      ] as const,
  );
  return (text) =>
    expressions.flatMap(([identifier, expression]) =>
      Array.from(text.matchAll(expression), ({ 0: { length }, index }) => ({
        identifier,
        start: index,
        end: index + length,
        confidence: 0.92,
        label: 'tenant-pattern',
      })),
    );
}
