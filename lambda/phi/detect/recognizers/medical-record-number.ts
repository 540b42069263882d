import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEHIND } from '../recognizer';

/** Six to ten digits with a prefix of the hospital, or with separators, as the requirements have them. */
const DIGITS = `(?:[A-Z]{1,4}[-_]?)?\\d(?:[- ]?\\d){5,9}${BEHIND}`;

/** Beside the label also shorter and longer ones: audit events refuse them from four digits on. */
const BESIDE = `(?:[A-Z]{1,4}[-_]?)?\\d(?:-?\\d){3,11}(?:[-_]?[A-Z])?${BEHIND}`;

export const MEDICAL_RECORD_NUMBER: readonly Recognizer[] = [
  labelled({
    identifier: 'medical-record-number',
    label: 'labelled',
    words: 'mrn mrns mr emrn medical med chart patient pt hospital unit record',
    name: 'e?mrns?|mr[ _]?(?:#|no\\.|number)|record[ _-]?(?:number|num|no\\.|id|#)|med(?:ical)?\\.?[ _-]{0,2}rec(?:ord)?s?\\.?|(?:medical[ _-])?chart[ _-]?(?:number|num|no|id|#)|(?:patient|pt)[ _-]?(?:identifier|identification|number|num|no\\.|id|#)|hospital[ _-]?(?:number|num|no\\.|id|#)|unit[ _-](?:number|record)',
    value: BESIDE,
    far: DIGITS,
  }),
];
