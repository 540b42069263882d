import type { Check, Finding } from './check';
import { check, repeated } from './check';
import { PRIVATE_RANGES, strayBits } from './check-network';
import { cidrText, contains, overlap, parseCidr } from './cidr';
import type { ZoneConfig } from './schema';

type Api = ZoneConfig['api'];
const ALLOWED = 'api.allowedCidrs';

/** From where the API can be called. */
export const API_CHECKS: readonly Check[] = [
  check(['api.allowedCidrs'], ({ api }) => networksThatCall(api)),
  check(['api.endpoint', 'api.allowedCidrs', 'network.connectedCidrs'], ({ api, network }) =>
    api.endpoint === 'private' ? notConnected(api, network) : [],
  ),
  check(['api.endpoint', 'api.allowedCidrs'], ({ api }) =>
    api.endpoint === 'regional' ? notOnTheInternet(api) : [],
  ),
  check(['profile', 'api.endpoint'], ({ profile, api }) => withoutNetwork(profile, api.endpoint)),
];

function networksThatCall({ allowedCidrs }: Pick<Api, 'allowedCidrs'>): readonly Finding[] {
  return [
    ...allowedCidrs.flatMap((allowed, index) => strayBits(allowed, `${ALLOWED}.${index}`)),
    ...repeated(allowedCidrs, ALLOWED, (allowed) => cidrText(parseCidr(allowed))),
  ];
}

/** What is not connected never reaches the endpoint. */
function notConnected(
  { allowedCidrs }: Pick<Api, 'allowedCidrs'>,
  { connectedCidrs }: Pick<ZoneConfig['network'], 'connectedCidrs'>,
): readonly Finding[] {
  return allowedCidrs.flatMap((allowed, index) => {
    const isConnected = connectedCidrs.some((connected) =>
      contains(parseCidr(connected), parseCidr(allowed)),
    );
    if (isConnected) return [];
    const message = `${allowed} is in no network of network.connectedCidrs, from which a private API is reached.`;
    return [
      {
        path: `${ALLOWED}.${index}`,
        message,
        mend: 'Correct it, or add its network there. The VPC itself needs no line.',
      },
    ];
  });
}

function notOnTheInternet({ allowedCidrs }: Pick<Api, 'allowedCidrs'>): readonly Finding[] {
  return allowedCidrs.flatMap((allowed, index) => {
    const path = `${ALLOWED}.${index}`;
    const block = parseCidr(allowed);
    if (block.prefix === 0) {
      const message = `found ${allowed}, which is every address.`;
      return [{ path, message, mend: 'Leave the list empty, if that is meant.' }];
    }
    if (!PRIVATE_RANGES.some((range) => overlap(parseCidr(range), block))) return [];
    const message = `${allowed} has addresses that nobody has on the Internet, from where a regional API is called.`;
    return [{ path, message, mend: 'Write the public addresses of that network.' }];
  });
}

function withoutNetwork(
  profile: ZoneConfig['profile'],
  endpoint: Api['endpoint'],
): readonly Finding[] {
  if (profile !== 'emulator' || endpoint === 'regional') return [];
  const message = 'found private, an emulator zone has no network.';
  return [{ path: 'api.endpoint', message, mend: 'Correct it, or leave it out.' }];
}
