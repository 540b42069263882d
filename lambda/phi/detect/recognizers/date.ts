import { COMPACT_DATE, DAY, MONTH, YEAR } from '../../../shared/identifier-forms';
import type { Finding } from '../finding';
import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEFORE, BEHIND, matchAt, NOTHING, sticky } from '../recognizer';

/** A dose, a rate or a share is no day. */
const NO_UNIT =
  '(?! ?(?:mg|mcg|µg|g|kg|ml|mL|dL|L|mmHg|mEq|mmol|units?|IU|%|tabs?|tablets?|caps?|pills?|cm|mm|bpm|x)(?![A-Za-z]))';
const NO_VERSION = '(?<!(?:version|release|v|ver)\\.? ?)';
const START = '(?:(?<![A-Za-z0-9]|\\d[-./_])|(?<=/\\d{1,4}-))';
/** A span of days goes on behind a dash. */
const END = `(?!\\d|-\\d(?!\\d?/)|[/.]\\d)${NO_UNIT}`;

/** Dates of numbers alone. A day before its month only where no month could be meant, or with the whole year. */
const FORMS = [
  {
    form: `${YEAR}([-/._])${MONTH}\\1${DAY}(?=[^0-9]|$)(?![-/]\\d|\\.\\d)`,
    confidence: 0.92,
    label: 'iso',
  },
  {
    form: `${NO_VERSION}${MONTH}([-/.] ?| [-/] )${DAY}\\1${YEAR}${END}`,
    confidence: 0.92,
    label: 'numeric',
  },
  {
    form: `${NO_VERSION}${DAY}([-/.] ?| [-/] )${MONTH}\\1${YEAR}${END}`,
    confidence: 0.88,
    label: 'numeric',
  },
  { form: `${MONTH}/${DAY}/['’]?\\d{2}${END}`, confidence: 0.8, label: 'two-digit-year' },
  {
    form: `(?:0[1-9]|1[0-2])([-.])(?:0[1-9]|[12]\\d|3[01])\\1\\d{2}${END}`,
    confidence: 0.6,
    label: 'two-digit-year',
  },
  { form: `${MONTH}[/-]${YEAR}${END}`, confidence: 0.7, label: 'month' },
  { form: `${YEAR}-(?:0[1-9]|1[0-2])${END}(?!-)`, confidence: 0.5, label: 'month' },
].map(({ form, ...rest }) => ({ ...rest, form: sticky(`${START}(?:${form})`) }));

const numeric: Recognizer = {
  numbers: true,
  look(text, at) {
    for (const { form, confidence, label } of FORMS) {
      const match = matchAt(form, text, at);
      if (match !== undefined) return [dated(match, confidence, label)];
    }
    return NOTHING;
  },
};

/** A month and a day without a year, or two digits of each, only behind a word of time: `9/10` is a score too. */
const SHORT = `(?<![\\d/])${MONTH}[/-]${DAY}${END}(?! ?(?:of|strength|reflex|pain|scale|power|dose|tab)(?![A-Za-z]))`;
const TIME_WORDS = 'on|since|until|till|through|thru|dated|seen|before|after|by|from|to|and';

const short = labelled({
  identifier: 'date',
  label: 'day',
  words: 'on since until till through thru dated seen follow followup return appt appointment',
  name: `(?:${TIME_WORDS}|follow[ -]?up|return|appt|appointment)(?: (?:on|about|around|approximately))?`,
  value: SHORT,
  confidence: 0.55,
});

/** `3/14 to 3/20`, `3/14-3/20/2024`: what begins a span of days is a day. */
const SPAN = sticky(
  `${START}${MONTH}/${DAY}(?=(?: ?[-‐-–−] ?| to | through | and )${MONTH}/${DAY}(?:/\\d{2,4})?(?![\\d/]))`,
);
const span: Recognizer = {
  numbers: true,
  look(text, at) {
    const match = matchAt(SPAN, text, at);
    return match === undefined ? NOTHING : [dated(match, 0.5, 'day')];
  },
};

/** Of a birth, an admission and the like also in forms that elsewhere are other numbers. */
const said = labelled({
  identifier: 'date',
  label: 'labelled',
  words: `
    dob birth born birthdate birthday d date dos doa dod died admitted admission admit
    discharged discharge deceased death expired service visit surgery onset procedure
  `,
  name: '(?:dob|d\\.o\\.b\\.?|do[sad]|birth(?:[ _-]?(?:date|day))?|born|date|died|admi(?:t(?:ted)?|ssion)|discharged?|deceased|death|expired|service|visit|surgery|onset|procedure)(?:[ _-](?:of|on|date|day|birth|service|admission|discharge|death|visit|surgery|injury|onset|procedure)){0,3}',
  value: `(?:${COMPACT_DATE}|${MONTH}[-/. ]${DAY}[-/. ]['’]?(?:${YEAR}|\\d{2})|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:${YEAR})|${MONTH}/${DAY})${BEHIND}(?![-/.]\\d)`,
  confidence: 0.94,
});

const MONTHS =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const ORDINAL = `${DAY}(?:st|nd|rd|th)?`;
const OF_YEAR = `(?:,? {0,2}(?:of )?['’]?(?:${YEAR}|\\d{2}(?= ?(?:[.,;)]|$)))|-(?:${YEAR}|\\d{2}))`;

/** `March 3, 2021`, `Mar 3`, `3 March 2021`, `the 3rd of March`, `March 2021`, `14-Mar-1962`. */
const NAMED = [
  {
    form: `${BEFORE}${MONTHS}[ -]{1,2}${ORDINAL}(?![\\d:/]|\\.\\d)${OF_YEAR}?(?!\\d)${NO_UNIT}`,
    confidence: 0.92,
  },
  { form: `${BEFORE}${MONTHS},? {0,2}(?:of )?(?:['’]\\d{2}|${YEAR})(?![\\d-])`, confidence: 0.88 },
  { form: `${BEFORE}${MONTHS}-(?:${YEAR}|\\d{2})(?![\\d-])`, confidence: 0.7 },
].map(({ form, confidence }) => ({ form: sticky(form, 'i'), confidence }));
const DAY_FIRST = sticky(
  `${START}${ORDINAL}[ -]{1,2}(?:day of |of )?${MONTHS}(?![A-Za-z])${OF_YEAR}?(?!\\d)`,
  'i',
);

/** `14/Sep/2018:18:44:55`, of the logs of web servers. */
const OF_SERVERS = sticky(
  `${START}(?:0[1-9]|[12]\\d|3[01])/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/${YEAR}(?!\\d)`,
);

/** A month alone tells when, behind a word that says so. `may` and `march` are verbs too: with a capital only. */
const ALONE = sticky(
  '(?<=(?:in|since|until|till|last|next|early|late|mid|this|by|of|during|from|to|through)[ -])(?:January|February|March|April|May|June|July|August|September|October|November|December)(?![A-Za-z])',
);
const MONTH_WORDS = `
    jan january feb february mar march apr april may jun june jul july aug august sep sept
    september oct october nov november dec december
  `;

const monthFirst: Recognizer = {
  words: MONTH_WORDS,
  look(text, at) {
    for (const { form, confidence } of NAMED) {
      const match = matchAt(form, text, at);
      if (match !== undefined) return [dated(match, confidence, 'month-name', text)];
    }
    const alone = matchAt(ALONE, text, at);
    return alone === undefined ? NOTHING : [dated(alone, 0.5, 'month')];
  },
};

const dayFirst: Recognizer = {
  numbers: true,
  look(text, at) {
    const match = matchAt(OF_SERVERS, text, at) ?? matchAt(DAY_FIRST, text, at);
    return match === undefined ? NOTHING : [dated(match, 0.92, 'month-name', text)];
  },
};

/** `Wednesday, ` before a date is of it: which one it was narrows the week down. */
const WEEKDAY =
  /(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?[ \t]{1,2}(?:the )?$/i;
const LONGEST_WEEKDAY = 16;

/** @param text to look for a day of the week before it. Default: none is looked for */
function dated(
  { 0: whole, index }: RegExpExecArray,
  confidence: number,
  label: string,
  text = '',
): Finding {
  const before = text.slice(Math.max(0, index - LONGEST_WEEKDAY), index);
  const start = index - (WEEKDAY.exec(before)?.[0].length ?? 0);
  return { identifier: 'date', start, end: index + whole.length, confidence, label };
}

export const DATE: readonly Recognizer[] = [numeric, short, span, said, monthFirst, dayFirst];
