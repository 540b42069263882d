import { EMULATOR, PRODUCTION, SANDBOX, problemLines } from './zone-texts';

const CONNECTED = 'network: { connectedCidrs: [10.0.0.0/12] }\n';

const rows: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'private, for a network that is not connected',
    `${PRODUCTION}${CONNECTED}api: { allowedCidrs: [10.8.0.0/16, 172.16.0.0/16] }\n`,
    [
      'line 13  api.allowedCidrs.1: 172.16.0.0/16 is in no network of network.connectedCidrs, from which a private API is reached. Correct it, or add its network there. The VPC itself needs no line.',
    ],
  ],
  [
    'private, for more than is connected',
    `${PRODUCTION}${CONNECTED}api: { allowedCidrs: [10.0.0.0/8] }\n`,
    [
      'line 13  api.allowedCidrs.0: 10.0.0.0/8 is in no network of network.connectedCidrs, from which a private API is reached. Correct it, or add its network there. The VPC itself needs no line.',
    ],
  ],
  [
    'private, for connected networks: good',
    `${PRODUCTION}${CONNECTED}api: { allowedCidrs: [10.0.0.0/12, 10.8.0.0/16] }\n`,
    [],
  ],
  [
    'regional, for addresses that are on no Internet, and for every address',
    `${PRODUCTION}api: { endpoint: regional, allowedCidrs: [10.8.0.0/16, 0.0.0.0/0, 192.0.2.0/24] }\n`,
    [
      'line 12  api.allowedCidrs.0: 10.8.0.0/16 has addresses that nobody has on the Internet, from where a regional API is called. Write the public addresses of that network.',
      'line 12  api.allowedCidrs.1: found 0.0.0.0/0, which is every address. Leave the list empty, if that is meant.',
    ],
  ],
  [
    'a network twice, and an address in one',
    `${SANDBOX}api: { allowedCidrs: [192.0.2.0/24, 192.0.2.0/24, 198.51.100.7/24] }\n`,
    [
      'line 10  api.allowedCidrs.2: 198.51.100.7/24 is an address in a network, expected the network. Write 198.51.100.0/24.',
      'line 10  api.allowedCidrs.1: "192.0.2.0/24" is in the list twice, expected once. Remove one of them.',
    ],
  ],
  [
    'an emulator, which has no network',
    `${EMULATOR}api: { endpoint: private }\n`,
    [
      'line 10  api.endpoint: found private, an emulator zone has no network. Correct it, or leave it out.',
    ],
  ],
  [
    'everything at once',
    `${PRODUCTION}api: { endpoint: public, requestsPerSecond: 0, burst: 5001, requestsPerAddress: 9, cache: true }\n`,
    [
      'line 12  api.endpoint: found "public", expected private or regional. Correct it, or leave it out for the production default "private".',
      'line 12  api.requestsPerSecond: found 0, expected at least 1. Correct it, or leave it out for the production default 500.',
      'line 12  api.burst: found 5001, expected at most 5000. Correct it, or leave it out for the production default 1000.',
      'line 12  api.requestsPerAddress: found 9, expected at least 10. Correct it, or leave it out for the production default 30000.',
      'line 12  api.cache: unknown key. Remove it; the keys here are endpoint, allowedCidrs, requestsPerSecond, burst, requestsPerAddress.',
    ],
  ],
  [
    'no role for its logs',
    `${SANDBOX}singletons: { apiGatewayLogRole: { mode: off } }\n`,
    [
      'line 10  singletons.apiGatewayLogRole.mode: found "off", expected create or existing. Correct it, or leave it out for the sandbox default "create".',
    ],
  ],
];

it.each(rows)('checks from where the API is called: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});
