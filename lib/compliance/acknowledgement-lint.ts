import { closest } from 'fastest-levenshtein';
import type { Acknowledgement, AcknowledgementKind } from './acknowledge';
import { findingId } from './evaluation';
import { RULE_IDS } from './rule-ids';

const MINIMUM_REASON_LENGTH = 40;
const CITATION = /^(?:45 CFR 16\d\.|https:\/\/)/;
/** A day as `YYYY-MM-DD`. */
export const ISO_DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const KNOWN_RULES: readonly string[] = Object.values(RULE_IDS).flat();

/** Profiles that may leave a finding open for such a reason. An emulator zone is a sandbox with less in it. */
const PROFILES_OF: Readonly<Record<Exclude<AcknowledgementKind, 'inherent'>, readonly string[]>> = {
  sandbox: ['sandbox', 'emulator'],
  emulator: ['emulator'],
};

/** What is wrong with an acknowledgement. */
export interface AcknowledgementProblem {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

export interface AcknowledgementLintProps {
  readonly acknowledgements: readonly Acknowledgement[];
  /** On how many resources it acknowledges a finding; undefined when its pack did not run. */
  readonly matches: (acknowledgement: Acknowledgement) => number | undefined;
  readonly profile: string;
  /**
   * Reviews due before this day are problems, `YYYY-MM-DD`.
   *
   * @default - reviews never fail, so that a released tag does not break by itself
   */
  readonly asOf?: string;
}

/** Every problem of every acknowledgement. */
export function lintAcknowledgements(
  props: AcknowledgementLintProps,
): readonly AcknowledgementProblem[] {
  return props.acknowledgements.flatMap((entry) =>
    messages(entry, props).map((message) => ({
      path: entry.path,
      rule: findingId(entry),
      message,
    })),
  );
}

/** Acknowledgements whose review date is before a day, `YYYY-MM-DD`. */
export function overdue(
  acknowledgements: readonly Acknowledgement[],
  day: string,
): readonly Acknowledgement[] {
  return acknowledgements.filter(({ review }) => ISO_DATE.test(review) && review < day);
}

function messages(entry: Acknowledgement, props: AcknowledgementLintProps): readonly string[] {
  const known = KNOWN_RULES.includes(entry.rule);
  const matches = props.matches(entry);
  return [
    [!known, `is no rule. Did you mean "${closest(entry.rule, KNOWN_RULES)}"?`],
    [
      known && matches === 0,
      'matches no finding on this construct. Remove it, or move it to the construct that has the finding.',
    ],
    [
      entry.reason.trim().length < MINIMUM_REASON_LENGTH,
      `has no proper reason. Say in at least ${MINIMUM_REASON_LENGTH} characters why it cannot be mended.`,
    ],
    [
      matches !== undefined && matches > 1,
      `covers ${String(matches)} resources. Acknowledge each on its own construct.`,
    ],
    [
      !CITATION.test(entry.citation),
      'has no citation. Name the HIPAA citation (45 CFR ...) or the AWS page (https://...) that allows it.',
    ],
    [
      !ISO_DATE.test(entry.review),
      `has the review date "${entry.review}". Expected a day such as 2027-11-22.`,
    ],
    [
      entry.kind !== 'inherent' && !PROFILES_OF[entry.kind].includes(props.profile),
      `is for ${entry.kind === 'sandbox' ? 'sandboxes' : 'emulators'} only, and this zone is "${props.profile}". Mend the finding instead.`,
    ],
    [
      props.asOf !== undefined && overdue([entry], props.asOf).length > 0,
      `was to be reviewed by ${entry.review}. Mend it, or set a new date and say why it stays.`,
    ],
  ].flatMap(([wrong, message]) => (wrong === true ? [String(message)] : []));
}
