import { IPV4, IPV6 } from '../../../shared/audit/ip-forms';
import type { Recognizer } from '../recognizer';
import { matchAt, NOTHING, sticky } from '../recognizer';

/** Four numbers are a version too, where that is said. */
const FOUR = sticky(
  `(?<![A-Za-z0-9]|\\d\\.|(?:version|release|firmware|build|ver|rev|v)\\.?[ :]{0,2})${IPV4}(?!\\.?\\d|[A-Za-z]| (?:build|release)(?![A-Za-z]))`,
);

const v4: Recognizer = {
  numbers: true,
  look(text, at) {
    const match = matchAt(FOUR, text, at);
    if (match === undefined) return NOTHING;
    const end = at + match[0].length;
    return [{ identifier: 'ip-address', start: at, end, confidence: 0.9, label: 'ipv4' }];
  },
};

/** Behind `ip:` too. */
const LIMIT = '(?:(?<![A-Za-z0-9:.])|(?<=[A-Za-z]{2}:))';
/** RFC 4291, section 2.2; the last two groups may be an address of version 4. */
const SIX = sticky(
  `${LIMIT}(?:(?:::(?:ffff:)?|(?:[0-9a-f]{1,4}:){6})${IPV4}|${IPV6})(?![A-Za-z0-9:])`,
  'i',
);
const GROUP = sticky(`(?<=${LIMIT}([0-9a-fA-F]{0,4})):(?=[0-9a-fA-F:])`);

/** Seen from its first colon. */
const v6: Recognizer = {
  characters: ':',
  look(text, at) {
    const first = matchAt(GROUP, text, at);
    if (first === undefined) return NOTHING;
    const start = at - (first[1] ?? '').length;
    const [whole = ''] = matchAt(SIX, text, start) ?? [];
    // `::` alone, and `a::`, are more often punctuation than a network.
    if (whole.replaceAll(':', '').length < 3) return NOTHING;
    const end = start + whole.length;
    return [{ identifier: 'ip-address', start, end, confidence: 0.92, label: 'ipv6' }];
  },
};

export const IP_ADDRESS: readonly Recognizer[] = [v4, v6];
