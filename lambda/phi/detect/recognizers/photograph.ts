import type { Recognizer } from '../recognizer';
import { matchAt, NOTHING, sticky } from '../recognizer';

/** A picture within a text (RFC 2397). It is looked at no further than this. */
const LONGEST = 65_536;
const DATA = sticky(
  `data:image/[a-z0-9.+-]{1,40}(?:;[a-z0-9=-]{1,40}){0,4},[A-Za-z0-9+/=%_-]{0,${LONGEST}}`,
  'i',
);
const MORE = sticky(`[A-Za-z0-9+/=%_-]{1,${LONGEST}}`);

const data: Recognizer = {
  words: 'data',
  look(text, at) {
    const match = matchAt(DATA, text, at);
    if (match === undefined) return NOTHING;
    let end = at + match[0].length;
    for (let more = matchAt(MORE, text, end); more !== undefined; more = matchAt(MORE, text, end)) {
      end += more[0].length;
    }
    return [{ identifier: 'photograph', start: at, end, confidence: 0.97, label: 'image' }];
  },
};

/** The file of a picture that is said to be of a face. */
const FILE = sticky(
  '(?:photos?|photographs?|portrait|headshot|face|selfie|mugshot|avatar)(?: [a-z]{1,10}){0,3}(?:[ :=#-]{1,3}|[_-])?[A-Za-z0-9_./-]{0,80}\\.(?:jpe?g|png|heic|gif|bmp|tiff?|webp)(?![A-Za-z0-9])',
  'i',
);

const file: Recognizer = {
  words: `
    photo photos photograph photographs portrait headshot face selfie mugshot avatar
  `,
  look(text, at) {
    const match = matchAt(FILE, text, at);
    if (match === undefined) return NOTHING;
    const end = at + match[0].length;
    return [{ identifier: 'photograph', start: at, end, confidence: 0.8, label: 'file' }];
  },
};

export const PHOTOGRAPH: readonly Recognizer[] = [data, file];
