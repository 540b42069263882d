import { classifyName } from '../detect/names';
import { ageOf, OLDEST_TOLD } from './ages';
import { yearOf } from './dates';
import type { RecordField } from './field';

/** Most UTF-16 units of a code with its name, or a measurement. What is longer is a text. */
const LONGEST = 256;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
/** A year, or a measurement such as `5.2019`, which a month and a year look like too. */
const NUMBER = /^\d{4}$|^\d+\.\d+$/;
const WORDED = /[a-z+≥>]/i;

/**
 * Whether a field can be what its caller calls it, a clinical value. Not when its name says that it holds
 * an identifier, nor when it is a text of more than a line, a date, or an age above 89: nothing else would
 * take these out. It cannot tell a name from a diagnosis.
 */
export function canBeValue({ field, text }: Pick<RecordField, 'field' | 'text'>): boolean {
  if (classifyName(field).identifier !== undefined) return false;
  if (text.length > LONGEST || LINE_BREAK.test(text.trim())) return false;
  const isDate = yearOf(text) !== undefined && !NUMBER.test(text.trim());
  const age = WORDED.test(text) ? ageOf(text) : undefined;
  return !isDate && (age === undefined || age.years <= OLDEST_TOLD);
}
