import { DAY, YEAR } from '../../../shared/identifier-forms';
import type { Recognizer } from '../recognizer';
import { BEFORE, BEHIND, matchAt, NOTHING, sticky } from '../recognizer';
import { DATE_START, dated, NO_UNIT, rangeOf } from './date-forms';

const MONTHS =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const SPELLED_DAYS = `
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty thirtieth
    thirty
  `;
const SPELLED =
  '(?:(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twentie|thirtie)th)';
const ORDINAL = `${DAY}(?:st|nd|rd|th)?`;
const TO = '(?: ?[-‐-–−] ?| to | thru | through | and | & )';
/** `3`, `3-7`, `3rd through 7th`. */
const SOME_DAYS = `${ORDINAL}(?:${TO}${ORDINAL}(?![\\d:/]|\\.\\d|[ -]?[A-Za-z]))?`;
const OF_YEAR = `(?:,? {0,2}(?:of )?['’]?(?:${YEAR}|\\d{2}(?= ?(?:[.,;)]|$)))|[-/](?:${YEAR}|\\d{2}))`;
const APART = '(?:[ \\t]{1,2}\\n?|\\n|[-./]| - )';

/** `March 3, 2021`, `Mar 3`, `March 2021`, `2021-Mar-03`. */
const NAMED = [
  {
    form: `${BEFORE}${MONTHS}${APART}(?:the )?(?:${SOME_DAYS}|${SPELLED})(?![\\d/A-Za-z]|[.:]\\d)${OF_YEAR}?(?!\\d)${NO_UNIT}`,
    confidence: 0.92,
  },
  {
    form: `${BEFORE}${MONTHS}[,/]? {0,2}(?:of )?(?:['’]\\d{2}|${YEAR})(?![\\d-])`,
    confidence: 0.88,
  },
  { form: `${BEFORE}${MONTHS}-(?:${YEAR}|\\d{2})(?![\\d-])`, confidence: 0.7 },
  // As computers and soldiers write it: `NOV252026`.
  {
    form: `${BEFORE}${MONTHS}(?:0[1-9]|[12]\\d|3[01])(?:${YEAR}|,? ?${YEAR})${BEHIND}`,
    confidence: 0.7,
  },
].map(({ form, confidence }) => ({ form: sticky(form, 'i'), confidence }));

/** `3 March 2021`, `the 3rd of March`, `14-Mar-1962`, `3-7 March`, `14/Sep/2018:18:44:55`. */
const DAY_FIRST = sticky(
  `${DATE_START}(?:${ORDINAL}${TO}(?=\\d))?${ORDINAL}${APART}{0,2}(?:day )?(?:of )?${MONTHS}(?![A-Za-z])(?:,? {0,2}(?:of )?['’]?${YEAR}|${OF_YEAR}|[./]${YEAR})?(?!\\d)`,
  'i',
);
/** `25NOV2026`, `25Nov26`. */
const TIGHT = sticky(
  `${DATE_START}(?:0?[1-9]|[12]\\d|3[01])${MONTHS}(?:${YEAR}|\\d{2})(?![A-Za-z0-9])`,
  'i',
);
const YEAR_FIRST = sticky(`${DATE_START}${YEAR}([- ./])${MONTHS}\\1${DAY}(?!\\d)`, 'i');
const SPELLED_FIRST = sticky(
  `${BEFORE}${SPELLED}(?: day)?(?: of)? ${MONTHS}(?![A-Za-z])${OF_YEAR}?(?!\\d)`,
  'i',
);

/** A month alone tells when, behind a word that says so. `may` and `march` are verbs too: with a capital only. */
const ALONE = sticky(
  '(?<=(?:in|since|until|till|last|next|early|late|mid|this|by|of|during|from|to|through)[ -])(?:January|February|March|April|May|June|July|August|September|October|November|December)(?![A-Za-z])',
);

const monthFirst: Recognizer = {
  words: `
    jan january feb february mar march apr april may jun june jul july aug august sep sept
    september oct october nov november dec december
  `,
  look(text, at) {
    for (const { form, confidence } of NAMED) {
      const match = matchAt(form, text, at);
      if (match !== undefined) return [dated(text, rangeOf(match), confidence, 'month-name')];
    }
    const alone = matchAt(ALONE, text, at);
    return alone === undefined ? NOTHING : [dated(text, rangeOf(alone), 0.5, 'month')];
  },
};

/** A number of a day or a year, and behind it a letter of a month, perhaps a second day. */
const LIKE = sticky(
  '\\d{1,4}(?:st|nd|rd|th)?(?: (?:day )?(?:of )?|[-‐-–−./]| ?[-‐-–−&] ?| (?:to|thru|through|and) )?(?=[JFMASOND\\d\\n\\t])',
  'i',
);

const dayFirst: Recognizer = {
  numbers: true,
  look(text, at) {
    if (matchAt(LIKE, text, at) === undefined) return NOTHING;
    const match =
      matchAt(DAY_FIRST, text, at) ?? matchAt(TIGHT, text, at) ?? matchAt(YEAR_FIRST, text, at);
    return match === undefined ? NOTHING : [dated(text, rangeOf(match), 0.92, 'month-name')];
  },
};

const spelled: Recognizer = {
  words: SPELLED_DAYS,
  look(text, at) {
    const match = matchAt(SPELLED_FIRST, text, at);
    return match === undefined ? NOTHING : [dated(text, rangeOf(match), 0.9, 'month-name')];
  },
};

export const MONTH_NAMES: readonly Recognizer[] = [monthFirst, dayFirst, spelled];
