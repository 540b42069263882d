import type { Check } from './check';
import { check } from './check';
import { isLoopback } from './loopback';
import type { Problem } from './problems';
import type { Profile, ZoneConfig } from './schema';

/**
 * The profile `emulator`: a sandbox on a local AWS emulator, for `npm run e2e` alone. What the
 * emulator cannot hold is left out here and nowhere else; `docs/what-e2e-does-not-prove.md` says
 * what shows each of these things instead.
 */

/** The account that emulators pretend to be. AWS has given it to nobody. */
export const EMULATOR_ACCOUNT = '000000000000';

/**
 * Whether a zone stands on an emulator. Its CloudFormation refuses types of Network (flow logs, rules
 * of security groups) and of Data (the scan of GuardDuty, restore tests): `buildZone` leaves the two out
 * together, and what would stand in the network stands outside. Of Governance it holds the alarms on a trail
 * that somebody else has made. Beside these it has no selections of AWS Backup, of Cognito no risk
 * configuration, no log delivery and no identity provider, of API Gateway no client certificate, no web
 * ACL, and no alarms on what is reckoned from several metrics: the constructs of each ask here.
 */
export function isEmulated({ profile }: Pick<ZoneConfig, 'profile'>): boolean {
  return profile === 'emulator';
}

/** Where the defaults are not those of a sandbox. */
export const EMULATOR_DEFAULTS = {
  // Two logs, so that the list of logs has something to say.
  archive: { streamShards: 2 },
  // The SDK writes the account before the host, which is a bare address; EC2 has no GetEbsDefaultKmsKeyId.
  accountSettings: { s3PublicAccessBlock: 'off', ebsDefaultEncryption: 'off' },
  // What these make has no handler.
  singletons: {
    configServiceLinkedRole: 'existing',
    trail: { mode: 'off' },
    configRecorder: 'off',
    guardDuty: 'off',
    securityHub: 'off',
    externalAccessAnalyzer: 'off',
    unusedAccessAnalyzer: 'off',
    macie: 'off',
  },
  governance: { conformancePack: false },
} as const;

export const EMULATOR_CHECKS: readonly Check[] = [
  check(['profile', 'account'], ({ profile, account }) => {
    if (profile !== 'emulator' || account === EMULATOR_ACCOUNT) return [];
    const message = `found ${account}, an emulator zone has the account ${EMULATOR_ACCOUNT}.`;
    return [{ path: 'account', message, mend: 'Correct it, or take the profile sandbox.' }];
  }),
];

/**
 * Why an emulator zone cannot be had here: the SDK would speak to AWS itself, or to another machine.
 *
 * @param endpoint the environment variable `AWS_ENDPOINT_URL`
 */
export function withoutEmulator(
  profile: Profile,
  endpoint: string | undefined,
): Problem | undefined {
  if (profile !== 'emulator' || isLoopback(endpoint)) return undefined;
  return {
    path: 'profile',
    message:
      `found emulator, and AWS_ENDPOINT_URL ${endpoint === undefined ? 'is not set' : 'is not on this machine'}: ` +
      'expected http://127.0.0.1:<port>.',
    mend: '`npm run e2e` sets it; for anything else take the profile sandbox.',
  };
}
