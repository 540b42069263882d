import { SSN_AREA, SSN_GROUP, SSN_SERIAL } from '../../../shared/identifier-forms';
import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEFORE, BEHIND, matchAt, NOTHING, sticky } from '../recognizer';

const SEPARATOR = ' ?[-‐-–−._] ?| ';

/** `123-45-6789`, one separator throughout. Ranges: https://secure.ssa.gov/poms.nsf/lnx/0110201035 */
const SEPARATED = sticky(
  `(?<![A-Za-z0-9]|\\d[-._])(${SSN_AREA}(${SEPARATOR})${SSN_GROUP}\\2${SSN_SERIAL})(?![A-Za-z0-9]|[-._]\\d)`,
);

/** `XXX-XX-6789`: the last four are part of the number. */
const MASKED = sticky(`(?<=[xX*#•]{3}[- ]?[xX*#•]{2}[- ]?)\\d{4}${BEHIND}`);

const BARE = `${SSN_AREA}[- ]?${SSN_GROUP}[- ]?${SSN_SERIAL}${BEHIND}`;
const NAME =
  '(?:ssns?|ssan|s\\.s\\.(?:n\\.?)?|ss|social(?:[ _-]{0,2}security)?|soc(?:ial)?[ .]{0,2}sec|soc|tin|tax(?:payer)?[ _-]?id)';

const separated: Recognizer = {
  numbers: true,
  look(text, at) {
    const match = matchAt(SEPARATED, text, at);
    if (match !== undefined) {
      const [, value = ''] = match;
      return [
        {
          identifier: 'ssn',
          start: at,
          end: at + value.length,
          confidence: 0.9,
          label: 'separated',
        },
      ];
    }
    return matchAt(MASKED, text, at) === undefined
      ? NOTHING
      : [{ identifier: 'ssn', start: at, end: at + 4, confidence: 0.85, label: 'last-four' }];
  },
};

/** Nine bare digits are a number of social security only where it is said. */
const bare = labelled({
  identifier: 'ssn',
  label: 'labelled',
  words: 'ssn ssns ss s ssan social soc socsec tin tax taxpayer',
  name: NAME,
  value: BARE,
  confidence: 0.97,
  far: BARE,
});

const LAST_FOUR = sticky(
  `${NAME}[^\\d.;\\n]{0,12}(?:last|final|ending|ends)(?:[ -]?4(?!\\d))?[^\\d.;\\n]{0,20}${BEFORE}(\\d{4})${BEHIND}|${NAME}[:# ]{0,3}(?:[.…*xX#•-]{2,9} ?)(\\d{4})${BEHIND}|last[ -]?(?:four|4)(?: digits)?(?: of)?[^\\d.;\\n]{0,16}${NAME}[^\\d.;\\n]{0,8}${BEFORE}(\\d{4})${BEHIND}`,
  'i',
);

const lastFour: Recognizer = {
  words: 'ssn ss social soc last',
  look(text, at) {
    const match = matchAt(LAST_FOUR, text, at);
    if (match === undefined) return NOTHING;
    const { 0: whole, index } = match;
    const end = index + whole.length;
    return [{ identifier: 'ssn', start: end - 4, end, confidence: 0.85, label: 'last-four' }];
  },
};

const AHEAD = sticky(
  `(?<=(?<![A-Za-z0-9]|\\d[-.])(${SSN_AREA}${SSN_GROUP}${SSN_SERIAL})[ \\t]?[([]?)ssn${BEHIND}`,
  'i',
);

/** `219099999 (SSN)` */
const ahead: Recognizer = {
  words: 'ssn',
  look(text, at) {
    const [, value] = matchAt(AHEAD, text, at) ?? [];
    if (value === undefined) return NOTHING;
    const start = text.lastIndexOf(value, at - value.length);
    return [
      { identifier: 'ssn', start, end: start + value.length, confidence: 0.95, label: 'labelled' },
    ];
  },
};

export const SSN: readonly Recognizer[] = [separated, bare, lastFour, ahead];
