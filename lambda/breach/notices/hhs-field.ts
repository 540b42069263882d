import type { Day } from '../clocks/day';
import type { Missing } from './draft';
import { says } from './missing';

/** A field of the form of HHS, and what is known of it. */
export interface HhsField {
  readonly label: string;
  /** What to type or to tick. @default - it is missing */
  readonly value?: string;
  /** Choices of the form, of which a person ticks those that hold. @default - the value says it */
  readonly choices?: readonly string[];
  /** What lacks, when the form does not go on without it. */
  readonly missing?: Missing;
}

/** Of whatever the form asks. */
export const CITATION = '45 CFR 164.408';

/** What the record says, or that it says nothing. */
export function field(
  label: string,
  value: string | undefined,
  what: string,
  where: string,
): HhsField {
  return says(value) ? { label, value } : { label, missing: { what, where, citation: CITATION } };
}

/** A word of the record, as the form names it. */
export function choice(
  label: string,
  written: string | undefined,
  choices: Readonly<Record<string, string>>,
  where: string,
): HhsField {
  if (written !== undefined && Object.hasOwn(choices, written)) {
    return { label, value: choices[written] ?? written };
  }
  return {
    label,
    choices: Object.values(choices),
    missing: {
      what: `${label.toLowerCase()}, as the form names it`,
      where,
      citation: CITATION,
      suggestion: Object.keys(choices).join(', '),
    },
  };
}

/** As the portal takes days. */
export function day(iso: Day): string;
export function day(iso: Day | undefined): string | undefined;
export function day(iso: Day | undefined): string | undefined {
  return iso?.replace(/^(\d+)-(\d+)-(\d+)$/, '$2/$3/$1');
}

/** A day that has not come yet. */
export function expected(goal: Day | undefined): string | undefined {
  return goal === undefined ? undefined : `expected ${day(goal)}`;
}
