import type { Finding } from '../finding';
import type { Recognizer } from '../recognizer';
import { BEFORE, matchAt, NOTHING, sticky } from '../recognizer';

/** What a URL is made of (RFC 3986, section 2), and letters of other languages (RFC 3987). */
const PART = "[A-Za-z0-9._~:/?#@!$&*+,;=%'\\u00a1-\\ud7ff-]";
const LONGEST = 2048;
const SCHEME = sticky(
  `(?<=(?<![A-Za-z0-9])((?:https?|ftps?|sftp|wss?|file|s3)))://${PART}{2,${LONGEST}}`,
  'i',
);
const WWW = sticky(`${BEFORE}www\\d?\\.[A-Za-z0-9-]{1,63}\\.${PART}{2,${LONGEST}}`, 'i');

/** Without a scheme only below the domains that a note has. */
const BARE = sticky(
  `(?<=(?<![A-Za-z0-9@._-])([A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,3}))\\.(?:com|org|net|edu|gov|io|info|health|care|med|us|clinic|hospital|online|app|example|test|biz|co)(?![A-Za-z0-9@_-]|\\.[a-z])(?::\\d{2,5})?(?:/${PART}{0,${LONGEST}})?`,
);

/** A sentence may end behind a URL. */
const TRAILING = /[.,;:!?']+$/;

const withScheme: Recognizer = {
  characters: ':',
  look(text, at) {
    return text[at + 1] === '/' ? found(matchAt(SCHEME, text, at), 0.97, 'url') : NOTHING;
  },
};

const www: Recognizer = {
  words: 'www',
  look: (text, at) => found(matchAt(WWW, text, at), 0.95, 'url'),
};

const bare: Recognizer = {
  characters: '.',
  look: (text, at) => found(matchAt(BARE, text, at), 0.75, 'domain'),
};

function found(
  match: RegExpExecArray | undefined,
  confidence: number,
  label: string,
): readonly Finding[] {
  if (match === undefined) return NOTHING;
  const { 0: whole, 1: before = '', index } = match;
  const end = index + whole.replace(TRAILING, '').length;
  return [{ identifier: 'url', start: index - before.length, end, confidence, label }];
}

export const URLS: readonly Recognizer[] = [withScheme, www, bare];
