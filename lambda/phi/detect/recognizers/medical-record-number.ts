import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEHIND, matchAt, NOTHING, sticky } from '../recognizer';

/** Six to ten digits with a prefix of the hospital, or with separators, as the requirements have them. */
const DIGITS = `(?:[A-Z]{1,4}[-_]?)?\\d(?:[- ]?\\d){5,9}${BEHIND}`;

/** Beside the label also shorter and longer ones: audit events refuse them from four digits on. */
const BESIDE = `(?:[A-Z]{1,4}[-_]?)?\\d(?:[-.]?\\d){3,11}(?:[-_]?[A-Z])?${BEHIND}`;

const ID = '(?:identifier|identification|number|num|nbr|no\\.?|id|#)';
const MRN =
  'e?mrns?|m\\.r\\.(?:n\\.?)?|mr[ _]?(?:#|no\\.?|number)|med(?:ical)?\\.?[ _-]{0,2}rec(?:ord)?s?\\.?|empi|hrn|urn';

const said = labelled({
  identifier: 'medical-record-number',
  label: 'labelled',
  words: `
    mrn mrns m mr emrn medical med chart patient pt pat hospital hosp unit record empi mpi hrn urn
    ur clinic file health epic history
  `,
  name: `${MRN}|(?:mpi|ur)(?= ?[:#]| no)|(?:health[ _-])?record[ _-]?${ID}|(?:medical[ _-])?chart[ _-]?${ID}|(?:patient|pat|pt)[ _-]?${ID}|(?:hospital|hosp\\.?|unit|clinic|file|history|epic)[ _-]?${ID}|unit[ _-]record`,
  value: BESIDE,
  far: DIGITS,
});

/** Words that stand before many numbers, so that it takes one as long as those of records. */
const weakly = labelled({
  identifier: 'medical-record-number',
  label: 'labelled',
  words: 'mr chart record unit pid',
  name: 'mr(?= ?:)|chart(?: of (?:the )?(?:patient|pt))?|record|unit(?= ?:)|pid',
  value: `(?:[A-Z]{1,2}-?)?\\d{6,10}${BEHIND}`,
  confidence: 0.8,
});

const AHEAD = sticky(
  `(?<=(?<![A-Za-z0-9]|\\d[-.])([A-Z]{0,3}\\d{5,10})[ \\t]?[([]?)(?:${MRN})${BEHIND}`,
  'i',
);

/** `1234567 (MRN)` */
const ahead: Recognizer = {
  words: 'mrn medical med mr',
  look(text, at) {
    const [, value] = matchAt(AHEAD, text, at) ?? [];
    if (value === undefined) return NOTHING;
    const start = text.lastIndexOf(value, at - value.length);
    const end = start + value.length;
    return [
      { identifier: 'medical-record-number', start, end, confidence: 0.9, label: 'labelled' },
    ];
  },
};

export const MEDICAL_RECORD_NUMBER: readonly Recognizer[] = [said, weakly, ahead];
