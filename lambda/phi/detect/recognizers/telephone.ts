import { NANP_PART } from '../../../shared/identifier-forms';
import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEHIND, matchAt, NOTHING, sticky } from '../recognizer';

const SEPARATOR = '[-‐-–−./ \\u00a0]';
const EXTENSION = `,? ?(?:x|ext\\.?|extension) ?\\d{1,6}${BEHIND}`;

/** Of the North American plan, written apart: https://nationalnanpa.com/number_resource_info/area_codes.html */
const APART = `(?:\\+?1${SEPARATOR}{0,2})?(?:\\(${NANP_PART}\\)${SEPARATOR}{0,2}|${NANP_PART}${SEPARATOR}{1,3})${NANP_PART}${SEPARATOR}{0,3}\\d{4}`;

/** In one piece: neither part ends in 11, and no area code has a 9 in its middle. */
const TOGETHER = `(?:\\+?1)?(?!.11)[2-9][0-8]\\d(?!.11)[2-9]\\d{6}`;

/** Of another country: https://www.itu.int/rec/T-REC-E.164 */
const ABROAD = `\\+(?!1\\d?[-. ])[1-9]\\d{0,2}(?:[-. ]{0,2}\\(?\\d{1,5}\\)?){2,5}`;

/** A number of telephone or fax where a word says so; also the seven digits of a place. */
export const TELEPHONE_VALUE = `(?:${APART}|${TOGETHER}|${ABROAD}|(?:\\(\\d{3}\\) ?|\\d{3}[-. ])\\d{3}[-. ]\\d{4}|\\d{3}[-‐-–.]\\d{4})(?:${EXTENSION}|${BEHIND})`;

const LIMIT = '(?<![A-Za-z0-9]|\\d[-.])';
const END = `(?:${EXTENSION}|(?![A-Za-z0-9]|[-.]\\d))`;
const FORMS = [
  { form: sticky(`${LIMIT}${APART}${END}`), confidence: 0.9, label: 'separated' },
  { form: sticky(`${LIMIT}${TOGETHER}${END}`), confidence: 0.6, label: 'bare' },
  {
    form: sticky(`${LIMIT}(?=(?:[^\\d\\n]{0,2}\\d){8})${ABROAD}${END}`),
    confidence: 0.75,
    label: 'abroad',
  },
] as const;

const formed: Recognizer = {
  numbers: true,
  look(text, at) {
    const start = at - (/[+(]/.test(text[at - 1] ?? '') ? 1 : 0);
    for (const { form, confidence, label } of FORMS) {
      const match = matchAt(form, text, start) ?? matchAt(form, text, at);
      if (match === undefined) continue;
      const { 0: whole, index } = match;
      return [
        { identifier: 'telephone', start: index, end: index + whole.length, confidence, label },
      ];
    }
    return NOTHING;
  },
};

const called = labelled({
  identifier: 'telephone',
  label: 'labelled',
  words: `
    phone phones telephone tel ph cell cellphone mobile home work pager beeper call called
    contact reached callback voicemail sms
  `,
  name: '(?:phones?|telephone|tel|ph|cell(?:phone)?|mobile|home|work|pager|beeper|call(?:ed|back)?(?: at| back){0,2}|contact|reached(?: at)?|voicemail|sms)(?:[ _-](?:phone|tel|cell|at))?',
  value: TELEPHONE_VALUE,
});

export const TELEPHONE: readonly Recognizer[] = [formed, called];
