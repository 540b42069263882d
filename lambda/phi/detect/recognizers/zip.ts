import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEHIND, matchAt, NOTHING, sticky } from '../recognizer';

/** Five digits are a ZIP only where it is said; nine with a dash are. */
const zip = labelled({
  identifier: 'geographic',
  label: 'zip',
  words: 'zip zipcode postal postcode',
  name: '(?:zip(?:code)?|postal|postcode)(?:[ _-]?(?:code|plus|\\+ ?4))?',
  value: `\\d{5}(?:-?\\d{4})?${BEHIND}`,
  far: `\\d{5}(?:-\\d{4})?${BEHIND}`,
});

const PLUS_FOUR = sticky('(?<![A-Za-z0-9]|\\d[-.])\\d{5}-\\d{4}(?![A-Za-z0-9]|[-.]\\d)');
const plusFour: Recognizer = {
  numbers: true,
  look(text, at) {
    const match = matchAt(PLUS_FOUR, text, at);
    return match === undefined
      ? NOTHING
      : [
          {
            identifier: 'geographic',
            start: at,
            end: at + match[0].length,
            confidence: 0.7,
            label: 'zip',
          },
        ];
  },
};

export const ZIP: readonly Recognizer[] = [zip, plusFour];
