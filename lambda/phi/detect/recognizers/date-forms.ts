import { DAY, MONTH } from '../../../shared/identifier-forms';
import type { Finding } from '../finding';

/** Where a date may begin; the second of a span begins behind the dash or bar of the first. */
export const DATE_START =
  '(?:(?<![A-Za-z0-9]|\\d[-./_])|(?<=/\\d{1,4}-)|(?<=\\d[-.]\\d{1,2}[-.]\\d{2,4}[-/])|(?<=(?<!\\d)\\d{8}-))';

/** A dose, a rate, a length or a share is no day. */
export const NO_UNIT =
  '(?! ?(?:mg|mcg|µg|ug|g|kg|ml|mL|dL|L|mmHg|mEq|mmol|units?|IU|%|tabs?|tablets?|caps?|capsules?|pills?|cm|mm|inch|inches|cups?|tsp|tbsp|bpm|h|hrs?|hours?|min|minutes?|sec|times|days?|weeks?|wks?|months?|years?|yrs?|doses?|drops?|puffs?|occasions?|episodes?|bottles?|gauge|liters?|beats?|ppd|packs?)(?![A-Za-z]))';

/** A month and a day: `3/14`. */
export const MONTH_DAY = `${MONTH}/${DAY}`;

/** `Wednesday, ` before a date is of it: which one it was narrows the week down. */
const WEEKDAY_NAME = '(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?';
export const WEEKDAY = `(?<![A-Za-z])${WEEKDAY_NAME}(?:\\.,?|,)?[ \\t]{1,2}(?:the )?`;
const BEFORE_DATE = new RegExp(`${WEEKDAY}$`, 'i');
const LONGEST_WEEKDAY = 18;

/** A date that stands here, with the day of the week before it. */
export function dated(
  text: string,
  { start, end }: Pick<Finding, 'start' | 'end'>,
  confidence: number,
  label: string,
): Finding {
  const before = text.slice(Math.max(0, start - LONGEST_WEEKDAY), start);
  const weekday = BEFORE_DATE.exec(before)?.[0].length ?? 0;
  return { identifier: 'date', start: start - weekday, end, confidence, label };
}

/** Where a match stands. */
export function rangeOf({ 0: whole, index }: RegExpExecArray): Pick<Finding, 'start' | 'end'> {
  return { start: index, end: index + whole.length };
}
