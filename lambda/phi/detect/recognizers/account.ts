import { CARD_START, passesLuhn } from '../../../shared/identifier-forms';
import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEHIND, matchAt, NOTHING, sticky } from '../recognizer';

const NUMBER = `(?:(?<=ending (?:in )?)\\d{4}|\\d{3,6}(?: \\d{2,6}){1,5}|[A-Z]{2}\\d{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?|(?=(?:[A-Z-]{0,6}\\d){4})[A-Z0-9](?:-?[A-Z0-9]){4,22})${BEHIND}`;
const IN_ONE_PIECE = `(?=(?:[A-Z]{0,6}\\d){5})[A-Z0-9]{6,20}${BEHIND}`;

const said = labelled({
  identifier: 'account-number',
  label: 'labelled',
  words: `
    account accounts acct accts acc acn har guarantor bank iban routing aba card credit debit
    visa mastercard amex checking
  `,
  name: '(?:bank|guarantor|checking|credit|debit)?[ _-]{0,2}(?:accounts?|accts?|acc)\\.?(?: ending(?: in)?)?|acn|har|guarantor[ _-]?(?:number|no|id|#)|iban|(?:routing|aba)(?:[ _-]?(?:number|no|#))?|(?:(?:credit|debit)[ _-]?)?card[ _-]?(?:number|num|no|#|ending)?|visa|mastercard|amex',
  value: NUMBER,
  far: IN_ONE_PIECE,
});

/** In one piece, in fours, or as 4-6-5 (ISO/IEC 7812-1). */
const CARD = sticky(
  `(?<![A-Za-z0-9]|\\d[-.])(?=${CARD_START})(?:\\d{13,19}|\\d{4}([- ])\\d{4}\\1\\d{4}\\1\\d{1,7}|\\d{4}([- ])\\d{6}\\2\\d{5})(?![A-Za-z0-9]|[-.]\\d)`,
);

const card: Recognizer = {
  numbers: true,
  look(text, at) {
    const [whole = ''] = matchAt(CARD, text, at) ?? [];
    if (whole === '' || !passesLuhn(whole.replaceAll(/\D/g, ''))) return NOTHING;
    const end = at + whole.length;
    return [{ identifier: 'account-number', start: at, end, confidence: 0.88, label: 'card' }];
  },
};

export const ACCOUNT: readonly Recognizer[] = [said, card];
