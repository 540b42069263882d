import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEHIND } from '../recognizer';

/** But for a number in the public register of trials. */
const NUMBER = `(?!NCT\\d)(?=(?:[A-Z./-]{0,6}\\d){4})[A-Z0-9](?:[-./]?[A-Z0-9]){4,24}${BEHIND}`;

/**
 * Numbers of a stay, a claim, a sample or a case: "any other unique identifying number" (45 CFR
 * 164.514(b)(2)(i)(R)). Those of a hospital's own are tenant patterns.
 */
export const OTHER: readonly Recognizer[] = [
  labelled({
    identifier: 'other',
    label: 'labelled',
    words: `
    encounter visit claim accession specimen invoice case csn fin episode referral authorization
    auth study employee badge itin
  `,
    name: '(?:encounter|visit|claim|accession|specimen|invoice|case|episode|referral|authorization|auth|study|employee|badge)[ _-]{0,2}(?:identifier|number|num|no\\.|no|id|#)|(?:encounter|claim|invoice|specimen|episode)(?= ?:)|accession|csn|fin|itin',
    value: NUMBER,
    confidence: 0.8,
  }),
];
