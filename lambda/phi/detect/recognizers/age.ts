import type { Finding } from '../finding';
import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEHIND, matchAt, NOTHING, sticky } from '../recognizer';

/** Ages above 89 are identifiers, the others are not: 45 CFR 164.514(b)(2)(i)(C). */
const OLD = '(?:9\\d|1[0-3]\\d)';
const YEARS =
  '[ -]{0,2}(?:years?[ -]old|year[ -]?old|yrs?\\.?[ -]?old|years? of age|y\\.?[ /]?o\\.?|yo|-?yr-old|yom|yof)(?![A-Za-z])';

const NUMBER = sticky(`(?<![A-Za-z0-9.]|\\d[-/])${OLD}(?=${YEARS})`, 'i');
const WORD = sticky(
  `(?:ninety|(?:one |a )?hundred)(?:[ -](?:and )?(?:one|two|three|four|five|six|seven|eight|nine|ten))?(?=${YEARS})`,
  'i',
);

const counted: Recognizer = {
  numbers: true,
  words: 'ninety hundred',
  look(text, at) {
    const match = matchAt(NUMBER, text, at) ?? matchAt(WORD, text, at);
    return match === undefined ? NOTHING : [aged(match)];
  },
};

function aged({ 0: whole, index }: RegExpExecArray): Finding {
  const end = index + whole.length;
  return { identifier: 'date', start: index, end, confidence: 0.9, label: 'age' };
}

const said = labelled({
  identifier: 'date',
  label: 'age',
  words: 'age aged ages turned turning',
  name: '(?:ages?d?(?:/(?:sex|gender))?|turn(?:ed|ing))(?: (?:at|in years|years))?',
  value: `${OLD}${BEHIND}(?![./]\\d| ?(?:%|mg|days|weeks|months))`,
  confidence: 0.85,
});

export const AGE: readonly Recognizer[] = [counted, said];
