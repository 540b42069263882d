import type { Finding } from '../../../../lambda/phi/detect/finding';
import type { FieldKind, Means, RecordField } from '../../../../lambda/phi/deidentify/field';

/** Year of release in these tests. */
export const AS_OF = 2026;

/** Finds the word `canary`, as a name. */
export const MEANS: Means = {
  asOf: AS_OF,
  detector: {
    detect: (text) =>
      Promise.resolve(
        [...text.matchAll(/canary/g)].map(({ index }): Finding => ({
          identifier: 'name',
          start: index,
          end: index + 'canary'.length,
          confidence: 1,
          label: 'labelled',
        })),
      ),
  },
  redact: (text, findings) =>
    findings.reduceRight(
      (rest, { start, end }) => `${rest.slice(0, start)}[NAME]${rest.slice(end)}`,
      text,
    ),
};

export function fieldOf(kind: FieldKind, text: string): RecordField {
  return { field: `a-${kind}`, kind, text };
}
