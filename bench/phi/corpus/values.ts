/** At least one. */
export type List = readonly [string, ...string[]];

/** What one half of the corpus is made of, none of which the other half has. All people are made up. */
export interface Values {
  /** Where its numbers begin. */
  readonly seed: number;
  /** Days and months of its dates, and its ages over 89: odd or even. */
  readonly parity: 0 | 1;
  /** First digit of its record, account, member and social security numbers, and what follows 1 in an NPI. */
  readonly firstDigit: readonly [number, number];
  readonly given: List;
  readonly family: List;
  readonly streets: List;
  readonly streetEnds: List;
  /** City, state. */
  readonly cities: readonly [readonly [string, string], ...(readonly [string, string])[]];
  readonly zips: readonly [number, number];
  readonly areaCodes: List;
  readonly domains: List;
  readonly urls: List;
  /** Beginning of an address, to the dot before its last number. */
  readonly networks: List;
  readonly networks6: List;
  /** World manufacturer identifiers, ISO 3780. */
  readonly makers: List;
  readonly memberPrefixes: List;
  readonly deaPrefixes: List;
  readonly licensePrefixes: List;
  readonly serialPrefixes: List;
  readonly platePrefixes: List;
  /** GS1 company prefixes of devices: digits. */
  readonly udiPrefixes: List;
  readonly organizations: List;
  readonly insurers: List;
  readonly drugs: List;
  readonly problems: List;
}
