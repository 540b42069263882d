import type { Finding } from '../finding';
import type { Recognizer } from '../recognizer';
import { matchAt, NOTHING, sticky, wordsIn } from '../recognizer';
import { isNameWord } from './name-words';

/** Abbreviations of USPS Publication 28, appendix B. Those of the first list are words, or titles, too. */
const AMBIGUOUS = 'al co de do hi id in la ma md me mi mo ms mt ne oh ok or pa pr va wa';
const STATES = `
    ${AMBIGUOUS} ak ar as az ca ct dc fl ga gu ia il ks ky mn nc nd nh nj nm nv ny ri sc sd tn
    tx ut vi vt wi wv wy
  `;
const STATE_NAMES = `
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia
    hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts
    michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
    pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming hampshire
    jersey mexico york carolina dakota island
  `;

const IS_WORD: ReadonlySet<string> = new Set(wordsIn(AMBIGUOUS));
const STATE_WORDS: ReadonlySet<string> = new Set(wordsIn(STATE_NAMES));

const STATE = '(?:(?:New|North|South|West|Rhode|District of) )?[A-Z][A-Za-z]{1,12}';
const ZIP = '\\d{5}(?:-\\d{4})?(?![A-Za-z0-9]|-\\d)';
const CITY = "[A-Z][A-Za-z'’-]{1,20}\\.?(?: (?:[A-Z][A-Za-z'’-]{1,20}|of|de|la|del|on|upon)){0,3}";

/** `Springfield, IL 62704`, seen from the state: what stands before it, and the ZIP behind. */
const BEHIND_CITY = sticky(
  `(?<=(?<![A-Za-z])(${CITY}),? {1,2}(?:(?:New|North|South|West|Rhode) )?)[A-Z][A-Za-z]{1,12}(?![A-Za-z])(?:[.,]{0,2}[ \\t]{1,3}(${ZIP}))?`,
);
const ZIP_ONLY = sticky(`(?<![A-Za-z0-9])${STATE}(?![A-Za-z])[.,]{0,2}[ \\t]{1,3}(${ZIP})`);
const AFTER_COMMA = /, {1,2}(?:(?:New|North|South|West|Rhode) )?$/;

const SHORT = sticky('[A-Z]{2}(?![A-Za-z])');
const LONG = sticky('[A-Z][A-Za-z]{2}');

/** A state is no identifier; the city before it and the ZIP behind it are. */
const beforeState: Recognizer = {
  words: `${STATES} ${STATE_NAMES}`,
  look(text, at) {
    const [short] = matchAt(SHORT, text, at) ?? [];
    if (short === undefined && matchAt(LONG, text, at) === undefined) return NOTHING;
    const isWord = short !== undefined && IS_WORD.has(short.toLowerCase());
    const [comma] = AFTER_COMMA.exec(text.slice(Math.max(0, at - 12), at)) ?? [];
    // `99213 OR 99214` are no ZIPs.
    if (isWord && comma === undefined) return NOTHING;
    const [, city, zipBehind] = matchAt(BEHIND_CITY, text, at) ?? [];
    const zip = zipBehind ?? matchAt(ZIP_ONLY, text, at)?.[1];
    const found: Finding[] = [];
    if (zip !== undefined) {
      const start = text.indexOf(zip, at);
      found.push(geographic(start, start + zip.length, 0.92, 'zip'));
    }
    // `Roe, MD` is a physician, unless a ZIP follows.
    if (city !== undefined && comma !== undefined && (zip !== undefined || short !== 'MD')) {
      const start = text.lastIndexOf(city, at - comma.length);
      const confidence = zip !== undefined ? 0.85 : isWord ? 0.5 : 0.65;
      found.push(...cityOf(text, start, start + city.length, confidence));
    }
    return found;
  },
};

/** The last words of it that may be a name: what stands before them is the end of a street. */
function cityOf(text: string, start: number, end: number, confidence: number): readonly Finding[] {
  const words = text.slice(start, end).split(' ');
  const known = words.findLastIndex((word) => /^[A-Z]/.test(word) && !isNameWord(word));
  const skipped = words.slice(0, known + 1).join(' ').length;
  const first = known < 0 ? start : start + skipped + 1;
  return first >= end ? NOTHING : [geographic(first, end, confidence, 'city')];
}

const CONTEXT = sticky(
  '(?:lives|living|resides|residing|lived|resident|native|moved|relocated|born and raised|born|raised|hometown|originally)(?: (?:alone|now|currently|here|of|in|from|to|near|outside|is|with (?:his|her|their) [a-z]{3,12})){1,3}[: ]{1,2}((?:the )?' +
    `${CITY})`,
);
const dwelling: Recognizer = {
  words: `
    lives living resides residing lived resident native moved relocated born raised hometown
    originally
  `,
  look(text, at) {
    const match = matchAt(CONTEXT, text, at);
    const [whole = '', city = ''] = match ?? [];
    if (city === '') return NOTHING;
    const end = at + whole.length;
    const found =
      /^[A-Z][A-Za-z'’-]*(?: [A-Z][A-Za-z'’-]*| (?:of|de|la|del|on|upon) [A-Z][A-Za-z'’-]*)*/.exec(
        city,
      )?.[0] ?? '';
    const start = end - city.length;
    const [first = ''] = found.split(' ');
    if (!isNameWord(first) || STATE_WORDS.has(found.toLowerCase())) return NOTHING;
    return [geographic(start, start + found.length, 0.7, 'city')];
  },
};

const LABEL = sticky(
  '(?:city|town|village|county|borough|municipality)(?: (?:name|of residence|of birth))?["\']?[ \\t]?[:=][ \\t]{0,4}["\']?',
  'i',
);
const LABELLED_CITY = sticky(`(${CITY})(?![A-Za-z])`);
const said: Recognizer = {
  words: 'city town village county borough municipality',
  look(text, at) {
    const label = matchAt(LABEL, text, at);
    const start = at + (label?.[0].length ?? 0);
    const match = label === undefined ? undefined : matchAt(LABELLED_CITY, text, start);
    return match === undefined
      ? NOTHING
      : [geographic(start, start + match[0].length, 0.85, 'city')];
  },
};

function geographic(start: number, end: number, confidence: number, label: string): Finding {
  return { identifier: 'geographic', start, end, confidence, label };
}

export const CITIES: readonly Recognizer[] = [beforeState, dwelling, said];
