import { TOLD } from './generated/zip3';

/** In place of the first three digits of too few people, 45 CFR 164.514(b)(2)(i)(B)(2). */
const UNTOLD = '000';

/** What `State` means in 45 CFR 160.103: the states, the District of Columbia and five territories. */
const STATES: Readonly<Record<string, string>> = {
  AL: 'Alabama',
  AK: 'Alaska',
  AZ: 'Arizona',
  AR: 'Arkansas',
  CA: 'California',
  CO: 'Colorado',
  CT: 'Connecticut',
  DE: 'Delaware',
  DC: 'District of Columbia',
  FL: 'Florida',
  GA: 'Georgia',
  HI: 'Hawaii',
  ID: 'Idaho',
  IL: 'Illinois',
  IN: 'Indiana',
  IA: 'Iowa',
  KS: 'Kansas',
  KY: 'Kentucky',
  LA: 'Louisiana',
  ME: 'Maine',
  MD: 'Maryland',
  MA: 'Massachusetts',
  MI: 'Michigan',
  MN: 'Minnesota',
  MS: 'Mississippi',
  MO: 'Missouri',
  MT: 'Montana',
  NE: 'Nebraska',
  NV: 'Nevada',
  NH: 'New Hampshire',
  NJ: 'New Jersey',
  NM: 'New Mexico',
  NY: 'New York',
  NC: 'North Carolina',
  ND: 'North Dakota',
  OH: 'Ohio',
  OK: 'Oklahoma',
  OR: 'Oregon',
  PA: 'Pennsylvania',
  RI: 'Rhode Island',
  SC: 'South Carolina',
  SD: 'South Dakota',
  TN: 'Tennessee',
  TX: 'Texas',
  UT: 'Utah',
  VT: 'Vermont',
  VA: 'Virginia',
  WA: 'Washington',
  WV: 'West Virginia',
  WI: 'Wisconsin',
  WY: 'Wyoming',
  AS: 'American Samoa',
  GU: 'Guam',
  MP: 'Northern Mariana Islands',
  PR: 'Puerto Rico',
  VI: 'Virgin Islands',
};

const BY_SPELLING: ReadonlyMap<string, string> = new Map(
  Object.entries(STATES).flatMap(([code, name]) => [
    [code.toLowerCase(), code],
    [name.toLowerCase(), code],
  ]),
);

/** Ranges of prefixes that are told. All have three digits, so their texts are in the order of their numbers. */
const RANGES = TOLD.split(' ').map((range) => {
  const [first = '', last = first] = range.split('-');
  return { first, last };
});

/** The two letters of a state from its letters or its English name. Undefined when it is none. */
export function stateOf(text: string): string | undefined {
  return BY_SPELLING.get(text.trim().toLowerCase());
}

/**
 * The first three digits of a ZIP code where more than 20,000 people live, else `000`: also where the
 * census counted nobody, as with the codes of post office boxes and of the forces. Undefined when it is
 * no ZIP code.
 */
export function zip3Of(text: string): string | undefined {
  const [, prefix] = /^(\d{3})(?:\d{2}(?:-?\d{4})?)?$/.exec(text.trim()) ?? [];
  if (prefix === undefined) return undefined;
  return RANGES.some(({ first, last }) => prefix >= first && prefix <= last) ? prefix : UNTOLD;
}
