import type { Recognizer } from '../recognizer';
import { matchAt, NOTHING, sticky } from '../recognizer';

/**
 * The common form of RFC 5322, section 3.4.1, within the lengths of RFC 5321, section 4.5.3.1, with
 * letters of other languages (RFC 6531).
 */
const LOCAL = "[A-Za-z0-9._%+'’!#$&*=?^`{|}~/\\u00c0-\\u024f-]{1,64}";
const DOMAIN = '[A-Za-z0-9\\u00c0-\\u024f-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,5}\\.[A-Za-z]{2,24}';
const ADDRESS = sticky(`(?<=(${LOCAL}))@${DOMAIN}(?![A-Za-z0-9])`);

/** What may stand before an address, and could stand in one. */
const NOT_FIRST = /^[.'’`*=/?|{}~&#!$^%+-]+/;

const address: Recognizer = {
  characters: '@',
  look(text, at) {
    const match = matchAt(ADDRESS, text, at);
    if (match === undefined) return NOTHING;
    const [whole, local = ''] = match;
    const length = local.replace(NOT_FIRST, '').length;
    if (length === 0) return NOTHING;
    return [
      {
        identifier: 'email',
        start: at - length,
        end: at + whole.length,
        confidence: 0.97,
        label: 'address',
      },
    ];
  },
};

export const EMAIL: readonly Recognizer[] = [address];
