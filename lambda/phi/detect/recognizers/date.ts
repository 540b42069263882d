import { COMPACT_DATE, DAY, MONTH, YEAR } from '../../../shared/identifier-forms';
import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEHIND, matchAt, NOTHING, sticky } from '../recognizer';
import { DATE_START, dated, NO_UNIT, rangeOf } from './date-forms';
import { DAYS } from './day';
import { MONTH_NAMES } from './month-name';

const NO_VERSION = '(?<!(?:version|release|v|ver)\\.? ?)';
/** Numbers of things that are made or sold. */
const NO_THING =
  '(?<!(?:lot|batch|protocol|catalog|cat|ref|kit|model|part|item|order|no|number|rev|version|release|build|code|id|section|form|room|box|chapter|rule|ratio|score|firmware|port)[.:#]{0,2} ?|[#.])';
/** A span of days goes on behind a dash. */
const END = `(?!\\d|-\\d(?!\\d?/)|[/.]\\d)${NO_UNIT}`;
/** With the whole year nothing else is meant, whatever follows: a time, `x2`. */
const END_OF_YEAR = '(?!\\d|[/.]\\d)';
/** `20261125103000-0500`, as HL7 and ISO 8601 have it. */
const TIME = '(?:T?(?:[01]\\d|2[0-3])[0-5]\\d(?:[0-5]\\d(?:\\.\\d{1,6})?)?(?:Z|[+-]\\d{4})?)?';

/** Dates of numbers alone. A day before its month only where no month could be meant, or with the whole year. */
const FORMS = [
  {
    form: `${YEAR}([-/._])${MONTH}\\1${DAY}(?=[^0-9]|$)(?![-/]\\d(?!\\d{3}-)|\\.\\d)`,
    confidence: 0.92,
    label: 'iso',
  },
  {
    form: `${NO_VERSION}${MONTH}([-/.\\\\] ?| [-/] )${DAY}\\1${YEAR}${END_OF_YEAR}`,
    confidence: 0.92,
    label: 'numeric',
  },
  {
    form: `${NO_VERSION}${DAY}([-/.] ?| [-/] )${MONTH}\\1${YEAR}${END_OF_YEAR}`,
    confidence: 0.88,
    label: 'numeric',
  },
  { form: `${MONTH}/${DAY}/['’]?\\d{2}${END}`, confidence: 0.8, label: 'two-digit-year' },
  {
    form: `${NO_THING}(?:0[1-9]|1[0-2])([-.])(?:0[1-9]|[12]\\d|3[01])\\1\\d{2}${END}`,
    confidence: 0.6,
    label: 'two-digit-year',
  },
  {
    form: `${NO_THING}${MONTH}-${DAY}-\\d{2}${END}(?!-)`,
    confidence: 0.5,
    label: 'two-digit-year',
  },
  {
    form: `${COMPACT_DATE}${TIME}(?![A-Za-z0-9]|\\.\\d|-\\d{1,3}(?!\\d))`,
    confidence: 0.5,
    label: 'compact',
  },
  { form: `${MONTH}[/-]${YEAR}${END}`, confidence: 0.7, label: 'month' },
  { form: `${YEAR}-(?:0[1-9]|1[0-2])${END}(?!-)`, confidence: 0.5, label: 'month' },
].map(({ form, ...rest }) => ({ ...rest, form: sticky(`${DATE_START}(?:${form})`) }));

/** `DOB03/14/1962`: with the whole year no letter before it makes it something else. */
const GLUED = sticky(`(?<=[A-Za-z])${MONTH}([-/])${DAY}\\1${YEAR}${END_OF_YEAR}`);

/** Most numbers are no date, and that is soon seen. */
const LIKE = sticky('\\d{1,4} ?[-/._\\\\]|\\d{8}');

const numeric: Recognizer = {
  numbers: true,
  look(text, at) {
    if (matchAt(LIKE, text, at) === undefined) return NOTHING;
    for (const { form, confidence, label } of FORMS) {
      const match = matchAt(form, text, at);
      if (match !== undefined) return [dated(text, rangeOf(match), confidence, label)];
    }
    const glued = matchAt(GLUED, text, at);
    return glued === undefined ? NOTHING : [dated(text, rangeOf(glued), 0.88, 'numeric')];
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
  value: `(?:${COMPACT_DATE}|${MONTH}[-/. ]${DAY}[-/. ]['’]?(?:${YEAR}|\\d{2})|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:${YEAR}|\\d{2})|${MONTH}/${DAY})${BEHIND}(?![-/.]\\d)`,
  confidence: 0.94,
});

export const DATE: readonly Recognizer[] = [numeric, said, ...DAYS, ...MONTH_NAMES];
