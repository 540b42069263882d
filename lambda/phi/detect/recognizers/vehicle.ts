import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEFORE, BEHIND, matchAt, NOTHING, sticky } from '../recognizer';

const CHARACTER = '[A-HJ-NPR-Z0-9]';
const SEVENTEEN = sticky(`${BEFORE}${CHARACTER}{17}${BEHIND}`, 'i');

/** What letters count, and by how much each place: 49 CFR 565.15(c), tables III and IV. */
const VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Whether the ninth character of a vehicle identification number checks the others. */
export function isVin(text: string): boolean {
  const sum = WEIGHTS.reduce(
    (total, weight, at) => total + weight * (VALUES.indexOf(text[at]?.toUpperCase() ?? '') % 10),
    0,
  );
  return text.length === WEIGHTS.length && text[8]?.toUpperCase() === 'X0123456789'[(sum + 1) % 11];
}

const vin: Recognizer = {
  codes: true,
  look(text, at) {
    const [whole = ''] = matchAt(SEVENTEEN, text, at) ?? [];
    if (!isVin(whole)) return NOTHING;
    const end = at + whole.length;
    return [{ identifier: 'vehicle', start: at, end, confidence: 0.93, label: 'vin' }];
  },
};

/** Vehicles made for other markets have no check digit. */
const said = labelled({
  identifier: 'vehicle',
  label: 'labelled',
  words: 'vin vehicle chassis',
  name: 'vin|vehicle[ _-]?(?:identification|id|number|no)|chassis',
  value: `(?=[A-Z]{0,12}\\d)${CHARACTER}{11,17}${BEHIND}`,
  far: `(?=[A-Z]{0,12}\\d)${CHARACTER}{17}${BEHIND}`,
});

const plate = labelled({
  identifier: 'vehicle',
  label: 'plate',
  words: 'plate plates license licence tag registration',
  name: '(?:licen[cs]e[ _-]?|registration[ _-]?)?plates?|(?:licen[cs]e|vehicle)[ _-]?tag|tag[ _-]?(?:number|no\\.?|#)',
  value: `(?:[A-Z]{2} )?(?:[A-Z]{2,3}[- ]?\\d{3,5}|\\d{3}[- ]?[A-Z]{3}|[A-Z]\\d{2}[- ][A-Z]{3}|(?=[A-Z]{0,6}\\d[A-Z]{0,6}\\d)(?=\\d{0,7}[A-Z])[A-Z0-9]{5,8}|(?=(?:[A-Z-]{0,5}\\d){3})[A-Z0-9]{2,4}-[A-Z0-9]{2,5})${BEHIND}`,
  confidence: 0.96,
});

export const VEHICLE: readonly Recognizer[] = [vin, said, plate];
