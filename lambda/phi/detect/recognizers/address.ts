import type { Finding } from '../finding';
import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { matchAt, NOTHING, sticky } from '../recognizer';

/** The usual suffixes of streets: USPS Publication 28, appendix C1. */
const SUFFIX =
  '(?:St(?:reet)?|Ave?(?:nue)?|R(?:oa)?d|Dr(?:ive)?|L(?:a)?ne?|Blvd|Boulevard|C(?:our)?t|Pl(?:ace)?|Ter(?:race)?|Way|Cir(?:cle)?|P(?:ark)?wy|Parkway|H(?:igh)?wy|Highway|Sq(?:uare)?|Tr(?:ai)?l|Aly|Alley|Loop|Pike|Plaza|Plz|Row|Run|Crossing|Xing|Ridge|Hollow|Point|Bend|Cove|Crescent|Expy|Expressway|Turnpike|Tpke|Walk|Path|Mews|Commons|Grove|Heights|Hts|Hill|Landing|Manor|Meadow|Orchard|Park|Pass|Trace|View|Vista|Broadway)';
const CAPITALS =
  '(?:STREET|ST|AVENUE|AVE|ROAD|RD|DRIVE|DR|LANE|LN|BLVD|BOULEVARD|COURT|PLACE|PL|TERRACE|TER|WAY|CIRCLE|CIR|PARKWAY|PKWY|HIGHWAY|HWY|TRAIL|TRL)';
const TURN =
  '(?:(?:[NSEW]|[NS][EW]|North|South|East|West|Northeast|Northwest|Southeast|Southwest)\\.? )?';
const WORD = "(?:[A-Z][A-Za-z'’-]{0,24}\\.?|\\d{1,3}(?:st|nd|rd|th))";
const UNIT =
  '(?:,? {0,2}(?:(?:Apt|Apartment|Unit|Suite|Ste|Floor|Fl|Bldg|Building|Room|Rm|Lot|APT|UNIT|STE)\\.? ?#?|# ?)[A-Za-z0-9-]{1,6}(?![A-Za-z0-9]))?';
const HOUSE = '\\d{1,6}(?:-\\d{1,4})?[A-Z]?(?: 1/2)?';

/** `Elm Street`. In `5 Weeks Dr. Roe was away` is a title and no drive. */
const ROAD = `(?:${WORD} ){1,4}?${SUFFIX}(?![A-Za-z])(?!\\. [A-Z][a-z]{1,20}(?! ?\\d)(?=[ ,.]{1,2}[a-z]))`;
/** `ELM STREET`, where `CT` is more often a scan. */
const CAPITAL_ROAD = `(?:[A-Z][A-Z'’-]{0,24} ){1,3}?${CAPITALS}(?![A-Za-z])`;
const NUMBERED_ROAD =
  '(?:(?:County|State|Farm|US|U\\.S\\.) )?(?:Road|Route|Rte|Highway|Hwy|CR|SR) \\d{1,4}[A-Z]?(?![A-Za-z0-9])';
const DIRECTION = '(?: (?:[NS]\\.?[EW]?|[EW])\\.?(?![A-Za-z.]))?';

const STREET = sticky(
  `(?<![A-Za-z0-9#]|\\d[-./:,])${HOUSE} ${TURN}(?:${NUMBERED_ROAD}|${ROAD}|${CAPITAL_ROAD}|Broadway(?![A-Za-z]))\\.?${DIRECTION}${UNIT}`,
);

const street: Recognizer = {
  numbers: true,
  look(text, at) {
    const match = matchAt(STREET, text, at);
    return match === undefined ? NOTHING : [place(match, 0.88, 'street')];
  },
};

const BOX = sticky(
  '(?:p\\.? ?o\\.? ?box|post office box|rr ?\\d{1,3},? box) ?#?\\d{1,6}(?![A-Za-z0-9])|rural route \\d{1,3}(?:,? box ?#?\\d{1,6})?(?![A-Za-z0-9])',
  'i',
);
const box: Recognizer = {
  words: 'p po post rural rr',
  look(text, at) {
    const match = matchAt(BOX, text, at);
    return match === undefined ? NOTHING : [place(match, 0.92, 'box')];
  },
};

/** Whatever stands behind the word up to the end of the line, if it begins with a number. */
const said = labelled({
  identifier: 'geographic',
  label: 'labelled',
  words: 'address addr street residence lives resides residing living',
  name: '(?:(?:street|mailing|home)[ _-])?(?:address|addr)(?:[ _-]?(?:line)?[ _-]?[12](?= ?[:="]))?|street|residence|(?:lives|resides|residing|living) at',
  value: `\\d{1,6}[A-Z]? [A-Z0-9][A-Z0-9 .'’#-]{2,60}?(?=[,;\\n"|<)]|\\. |\\.$|$)`,
  confidence: 0.75,
});

function place({ 0: whole, index }: RegExpExecArray, confidence: number, label: string): Finding {
  return { identifier: 'geographic', start: index, end: index + whole.length, confidence, label };
}

export const ADDRESS: readonly Recognizer[] = [street, box, said];
