import type { Finding, Identifier, Sensitivity } from './finding';
import { SENSITIVITIES, SENSITIVITY_OF } from './finding';
import { classifyName } from './names';
import { resolve } from './resolve';

/** A finding with how bad it is when it is seen. */
export interface ClassifiedFinding extends Finding {
  readonly sensitivity: Sensitivity;
}

/** What to do about what was found. */
export interface RecommendedAction {
  readonly code: ActionCode;
  readonly text: string;
}

export interface Classification {
  /** The highest of its findings; low when there is none. */
  readonly sensitivity: Sensitivity;
  readonly findings: readonly ClassifiedFinding[];
  readonly actions: readonly RecommendedAction[];
}

const ACTIONS = {
  'encrypt-at-rest': 'Encrypt it at rest.',
  'encrypt-in-transit': 'Send it over TLS only.',
  'strict-access': 'Give it to the roles that need it, and to nobody else.',
  'full-audit': 'Write down every access to it, allowed or denied.',
  'consider-de-identification': 'Consider to de-identify it where the person need not be known.',
  'last-four-at-most': 'Keep the last four digits of the social security number at most.',
  'year-only': 'For de-identified data keep no more of a date than its year, and no age above 89.',
  'zip3-rule':
    'For de-identified data keep no more of an address than the state and the first three digits of the ZIP, and these only where more than 20,000 people live.',
} as const;
export type ActionCode = keyof typeof ACTIONS;

const OF_HIGH: readonly ActionCode[] = [
  'encrypt-at-rest',
  'encrypt-in-transit',
  'strict-access',
  'full-audit',
  'consider-de-identification',
];
const OF_IDENTIFIER: Partial<Readonly<Record<Identifier, ActionCode>>> = {
  ssn: 'last-four-at-most',
  date: 'year-only',
  geographic: 'zip3-rule',
};

/** How sure a name of a field is about its value. */
const BY_NAME = 0.85;

/**
 * Findings of a text, and what the name of its field says of the whole: the value of `fingerprint` is
 * a biometric whatever it looks like. What was found more surely within it stands.
 */
export function findingsOfField(
  text: string,
  name: string | undefined,
  findings: readonly Finding[],
): readonly Finding[] {
  const identifier = name === undefined ? undefined : classifyName(name).identifier;
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (identifier === undefined || start >= end) return resolve(text, findings);
  const whole: Finding = { identifier, start, end, confidence: BY_NAME, label: 'field-name' };
  return resolve(text, [...findings, whole]);
}

/**
 * How bad it is when a text is seen, and what to do about it (requirements: the highest counts; health
 * data without an identifier is low).
 *
 * @param name of the field, column or key that it stands in
 */
export function classify(
  text: string,
  { name }: { readonly name?: string },
  found: readonly Finding[],
): Classification {
  const findings = findingsOfField(text, name, found).map((finding) => ({
    ...finding,
    sensitivity: SENSITIVITY_OF[finding.identifier],
  }));
  const sensitivity = highest(findings.map((finding) => finding.sensitivity));
  const codes = new Set<ActionCode>([
    ...(sensitivity === 'high' ? OF_HIGH : []),
    ...findings.flatMap(({ identifier }) => OF_IDENTIFIER[identifier] ?? []),
  ]);
  return {
    sensitivity,
    findings,
    actions: Array.from(codes, (code) => ({ code, text: ACTIONS[code] })),
  };
}

function highest(sensitivities: readonly Sensitivity[]): Sensitivity {
  return sensitivities.reduce<Sensitivity>(
    (most, one) => (SENSITIVITIES.indexOf(one) > SENSITIVITIES.indexOf(most) ? one : most),
    'low',
  );
}
