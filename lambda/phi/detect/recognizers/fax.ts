import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { matchAt, NOTHING, sticky } from '../recognizer';
import { TELEPHONE_VALUE } from './telephone';

const WORDS = 'fax faxed facsimile telefax fx efax';

/** A telephone number behind a word of fax. */
const behind = labelled({
  identifier: 'fax',
  label: 'labelled',
  words: `${WORDS} f`,
  name: '(?:f(?= ?:)|e?fax(?:ed)?|facsimile|telefax|fx)(?: (?:from|it|them|results|records|machine|line|to|at)){0,3}',
  value: TELEPHONE_VALUE,
  confidence: 0.96,
  far: TELEPHONE_VALUE,
});

const AHEAD = sticky(
  `(?<=(${TELEPHONE_VALUE})[ \\t]?[([-]?)(?:e?fax|facsimile|telefax|fx)\\b`,
  'i',
);

/** `212-555-0123 (fax)` */
const ahead: Recognizer = {
  words: WORDS,
  look(text, at) {
    const match = matchAt(AHEAD, text, at);
    if (match === undefined) return NOTHING;
    const [, value = ''] = match;
    const start = text.lastIndexOf(value, at - value.length);
    return [
      { identifier: 'fax', start, end: start + value.length, confidence: 0.96, label: 'labelled' },
    ];
  },
};

export const FAX: readonly Recognizer[] = [behind, ahead];
