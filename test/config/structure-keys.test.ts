import { SANDBOX, problemLines } from './zone-texts';

const rows: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'an unknown section',
    `${SANDBOX}netwrok:\n  cidr: 10.0.0.0/20\n`,
    ['line 10  netwrok: unknown key. Did you mean "network"?'],
  ],
  [
    'an unknown section with nothing in it',
    `${SANDBOX}netwrok:\n`,
    ['line 10  netwrok: unknown key. Did you mean "network"?'],
  ],
  [
    'an unknown key of a section',
    `${SANDBOX}network:\n  subnetPrefx: 24\n`,
    ['line 11  network.subnetPrefx: unknown key. Did you mean "subnetPrefix"?'],
  ],
  [
    'an unknown key of a field',
    `${SANDBOX}singletons: { apiGatewayLogRole: { mod: off } }\n`,
    ['line 10  singletons.apiGatewayLogRole.mod: unknown key. Did you mean "mode"?'],
  ],
  [
    'an unknown key that is near none',
    `${SANDBOX}archive: { colour: blue }\n`,
    [
      'line 10  archive.colour: unknown key. Remove it; the keys here are lockMode, acceptIrreversibleLock, streamShards.',
    ],
  ],
  [
    'a merge key',
    `${SANDBOX}archive: { <<: { lockMode: GOVERNANCE } }\n`,
    [
      'line 10  archive."<<": unknown key. Remove it; the keys here are lockMode, acceptIrreversibleLock, streamShards.',
    ],
  ],
  [
    'keys that every JavaScript object has',
    `${SANDBOX}keys: { __proto__: { multiRegion: true }, constructor: 1 }\n`,
    [
      'line 10  keys.__proto__: unknown key. Remove it; the keys here are multiRegion.',
      'line 10  keys.constructor: unknown key. Remove it; the keys here are multiRegion.',
    ],
  ],
  [
    'keys that would disturb a terminal',
    `${SANDBOX}keys: { "a.b\\e[31m\\u202e": 1 }\n`,
    [
      'line 10  keys."a.b\\u001b[31m\\u{202e}": unknown key. Remove it; the keys here are multiRegion.',
    ],
  ],
];

it.each(rows)('names keys that are not known: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});
