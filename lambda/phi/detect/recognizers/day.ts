import { DAY, MONTH } from '../../../shared/identifier-forms';
import type { Recognizer } from '../recognizer';
import { matchAt, NOTHING, sticky } from '../recognizer';
import { DATE_START, dated, MONTH_DAY, NO_UNIT, WEEKDAY, rangeOf } from './date-forms';

/**
 * A month and a day without a year: `3/14`. It is also a score, a share and a dose, so it is one only
 * beside a word that tells of a time, or where a 0 stands before a digit.
 */
const NOUN =
  'of|strength|reflex(?:es)?|pain|scale|power|dose|stimulus|systolic|diastolic|murmur|steps?|on the|positive|negative|NS|RLE|LLE|RUE|LUE';
const END = `(?!\\d|[/.]\\d|-\\d)${NO_UNIT}(?! ?(?:${NOUN})(?![A-Za-z]))`;
const SHORT = `${MONTH}(?:/|-(?=\\d\\d|(?<=0\\d-)))${DAY}${END}`;

/** Behind these it is a day, whatever the numbers. */
const TIME_WORDS = [
  '(?<!(?:based|worked|scored|is|was|rated|\\d) )on|since|until|till?|thru|through|dated?|as of|(?:week|morning|evening|night|afternoon|date|day|weekend|visit) of|(?:on|in) or about|between|around',
  '(?:last|next|first|most recent)(?: [a-z]{2,12}){0,2}|seen|visits?|app(?:oin)?t(?:ment)?s?|follow[- ]?up|f/u|fup|rtc|return(?:s|ed|ing)?|recheck|rescheduled|scheduled|booked|due|planned|set|moved|postponed|no[- ]?show|cancell?ed|missed|rsvp',
  "admit(?:ted)?|admission|adm|discharged?|d/c(?:['’]?d)?|dc(?:['’]?d)|transferred|arriv(?:es|ed|al)|presented|returned|signed|entered|received|rcvd|rec['’]d|collected|drawn|resulted|obtained|ordered|filled|refilled|faxed|mailed|sent|called|paged|starts?|started|starting|stopped|began|ended|ends|ending|effective|eff|expire[sd]?|exp|updated|reviewed|completed|performed|placed|removed|inserted|extubated|intubated|tested|vaccinated|injured|fell|died|born|onset|injury|accident|surgery|procedure|operation|biopsy|delivery",
  'dob|dod|doi|dos|doa|lmp|edd|edc|lbm|tomorrow|today|yesterday|tonight',
].join('|');
/** Behind these it may as well be a score: a pair that is one as often is left. */
const EVENT_WORDS =
  'from|before|after|by|for|labs?|cultures?|cxr|x-?rays?|ct|cta|mri|us|ekg|ecg|echo|scan|imaging|cath|colonoscopy|egd|cbc|bmp|cmp|a1c|inr|consult|note|notes|call|cabg|pci|tka|tha|orif|bx|films?|ultrasound|mammogram|pap|dexa|flu shot|report|results?|pod ?\\d{1,2}';
const AGAIN = `(?:${MONTH_DAY}(?:/\\d{2,4})?(?:,? (?:and|or|to|through|thru|until|till|&) |, ?|[ ]?[-‐-–−&][ ]?)){0,3}`;
const LEAD = `(?<![A-Za-z])(?:%)[.,:;]?(?: (?:on|about|around|for|from|to|by|is|was|the week of|approximately)){0,2}[ \\t]{0,2}\\n?[([]?`;
const behind = (words: string): RegExp =>
  sticky(`(?<=${LEAD.replace('%', words)}${AGAIN})${DATE_START}${SHORT}`, 'i');
const BEHIND_TIME = behind(TIME_WORDS);
const BEHIND_EVENT = behind(EVENT_WORDS);
const BEHIND_WEEKDAY = sticky(`(?<=${WEEKDAY})${SHORT}`, 'i');
const BEFORE_TIME = sticky(
  `${DATE_START}${SHORT}(?=[)\\]]?,?(?: ?@ ?\\d| at \\d{1,2}(?::\\d\\d| ?[ap]\\.?m)| \\d{1,2}:\\d\\d| (?:[01]\\d|2[0-3])[0-5]\\d(?!\\d|[-/.])| [ap]m(?![A-Za-z])| (?:morning|evening|afternoon|night|visit|appt|appointment|admission|clinic|labs)(?![A-Za-z])))`,
  'i',
);
/** `4/22: afebrile`, at the beginning of a line. */
const AT_LINE = sticky(`(?<=(?:^|\\n)[ \\t*•-]{0,4})${SHORT}(?=:? ?[-–:][ \\t])`);
/** `04/02`, which is not how a score is written. */
const PADDED = sticky(
  `${DATE_START}(?<!(?:page|slide|step|part|of|no|room|lot|version|ratio|score|grade)[.:#]? ?|#)(?:0[1-9]/(?:0[1-9]|[12]\\d|3[01])|${MONTH}/0[1-9])${END}`,
  'i',
);
const PAIR = sticky(SHORT);
/** What such a pair is besides, as numbers: so many of few. */
const SCORES: ReadonlySet<number> = new Set([2, 3, 4, 5, 6, 8, 10]);

/** Whether it is as well a share or a score. */
function isShare(pair: string): boolean {
  const [some = 0, all = 0, year] = pair.split(/[/-]/).map(Number);
  return year === undefined && some <= all && SCORES.has(all);
}

const short: Recognizer = {
  numbers: true,
  look(text, at) {
    const [pair] = matchAt(PAIR, text, at) ?? [];
    if (pair === undefined) return NOTHING;
    const sure = isShare(pair)
      ? [BEHIND_TIME, BEHIND_WEEKDAY, PADDED]
      : [BEHIND_TIME, BEHIND_WEEKDAY, PADDED, BEHIND_EVENT, BEFORE_TIME, AT_LINE];
    for (const form of pair.includes('/') ? sure : [BEHIND_TIME, BEHIND_WEEKDAY]) {
      const match = matchAt(form, text, at);
      if (match !== undefined) return [dated(text, rangeOf(match), 0.55, 'day')];
    }
    return NOTHING;
  },
};

/** `3/14 to 3/20`, `3/14-20/2024`, `3/14/24-3/20/24`: from a day to a day. */
const TO = '(?: ?[-‐-–−] ?| to | thru | through | until )';
const SPAN = sticky(
  `${DATE_START}(${MONTH_DAY}(?:/\\d{2,4})?)${TO}(${MONTH_DAY}(?:/(?:\\d{4}|\\d{2}))?|${DAY}/(?:20\\d{2}|[12]\\d))(?![/.]?\\d)${NO_UNIT}(?! ?(?:${NOUN})(?![A-Za-z]))`,
);
const span: Recognizer = {
  numbers: true,
  look(text, at) {
    const match = matchAt(SPAN, text, at);
    if (match === undefined) return NOTHING;
    const { 0: whole, 1: from = '', 2: to = '', index } = match;
    if (isShare(from) && isShare(to)) return NOTHING;
    const start = index + whole.length - to.length;
    return [
      dated(text, { start: index, end: index + from.length }, 0.5, 'span'),
      dated(text, { start, end: start + to.length }, 0.5, 'span'),
    ];
  },
};

export const DAYS: readonly Recognizer[] = [short, span];
