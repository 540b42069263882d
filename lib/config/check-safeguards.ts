import type { Check, Finding, Section } from './check';
import { check } from './check';
import type { Profile, ZoneConfig } from './schema';
import { SIX_YEARS_IN_DAYS } from './schema';

const SIX_YEARS = `at least ${SIX_YEARS_IN_DAYS}: six years, 45 CFR 164.316(b)(2)(i)`;
const TEAR_DOWN = 'a stronger lock would outlive the tear-down';

/** Limits that a profile sets to one field each. Every default keeps them. */
export const LIMITS: readonly Check[] = [
  limit('production', 'retention', 'auditDays', atLeast(SIX_YEARS_IN_DAYS), SIX_YEARS),
  // HIPAA sets no time for backups; this zone promises as long as for its records.
  limit(
    'production',
    'backup',
    'monthlyRetentionDays',
    atLeast(SIX_YEARS_IN_DAYS),
    `at least ${SIX_YEARS_IN_DAYS}: six years, as long as records are kept`,
  ),
  limit('production', 'backup', 'dailyRetentionDays', atLeast(35), 'at least 35'),
  limit('production', 'archive', 'lockMode', is('COMPLIANCE'), 'COMPLIANCE: nobody may shorten it'),
  limit('production', 'backup', 'lockMode', is('compliance'), 'compliance: nobody may remove it'),
  limit(
    'production',
    'backup',
    'lockGraceDays',
    (days) => days <= 30,
    'at most 30: until then the lock can be taken off',
  ),
  limit(
    'production',
    'database',
    'multiAz',
    is(true),
    'true: a standby, with which it goes on in an emergency (45 CFR 164.308(a)(7)(ii)(C))',
  ),
  limit(
    'sandbox',
    'disasterRecovery',
    'secondRegion',
    is('none'),
    'none: the tear-down works in one Region',
  ),
  limit('sandbox', 'retention', 'auditDays', (days) => days <= 30, 'at most 30: it is thrown away'),
  limit('sandbox', 'archive', 'lockMode', is('GOVERNANCE'), `GOVERNANCE: ${TEAR_DOWN}`),
  limit('sandbox', 'backup', 'lockMode', is('governance'), `governance: ${TEAR_DOWN}`),
];

/** What else a profile does not let a config change. */
export const SAFEGUARD_CHECKS: readonly Check[] = [
  check(['profile', 'archive.acceptIrreversibleLock'], ({ profile, archive }) =>
    profile === 'production' && !archive.acceptIrreversibleLock
      ? [
          {
            path: 'archive.acceptIrreversibleLock',
            message:
              'not accepted yet: a production zone locks what it archives in COMPLIANCE mode for ' +
              `retention.auditDays, at least ${SIX_YEARS_IN_DAYS} days. Nobody, not even AWS, can ` +
              'delete a locked object before its time or shorten the time, and its storage is paid ' +
              'for until then. So are recovery points in the backup vault, once its ' +
              'backup.lockGraceDays are over.',
            mend: 'Set it to true when that is understood.',
          },
        ]
      : [],
  ),
  check(['profile', 'alerts.security'], ({ profile, alerts }) =>
    somebodyToTell(profile, 'security', alerts.security),
  ),
  check(['profile', 'alerts.operations'], ({ profile, alerts }) =>
    somebodyToTell(profile, 'operations', alerts.operations),
  ),
  check(['profile', 'functions.reservedConcurrency'], ({ profile, functions }) =>
    profile === 'sandbox'
      ? Object.keys(functions.reservedConcurrency).map((name) => ({
          path: `functions.reservedConcurrency.${name}`,
          message: 'reserved in a sandbox, which shares the quota of the account with others.',
          mend: 'Leave it out.',
        }))
      : [],
  ),
];

function atLeast(minimum: number): (value: number) => boolean {
  return (value) => value >= minimum;
}

function is(wanted: unknown): (value: unknown) => boolean {
  return (value) => value === wanted;
}

/** A check of one field in one profile. `wanted` says which values it allows, and why. */
function limit<S extends Section, F extends keyof ZoneConfig[S] & string>(
  profile: Profile,
  section: S,
  field: F,
  allows: (value: ZoneConfig[S][F]) => boolean,
  wanted: string,
): Check {
  return {
    run: (fields) => {
      const value = (fields[section] as Partial<ZoneConfig[S]> | undefined)?.[field];
      if (fields.profile !== profile || value === undefined || allows(value)) return [];
      const message = `found ${String(value)}, a ${profile} zone needs ${wanted}.`;
      return [{ path: `${section}.${field}`, message, mend: 'Correct it, or leave it out.' }];
    },
  };
}

/** What is said through each topic. */
const TOLD = {
  security: 'of what security alarms find',
  operations: 'that a backup, a delivery or the database fails',
} as const;

function somebodyToTell(
  profile: Profile,
  topic: keyof typeof TOLD,
  addresses: readonly string[],
): readonly Finding[] {
  if (profile !== 'production' || addresses.length > 0) return [];
  return [
    {
      path: `alerts.${topic}`,
      message: `found no address, a production zone must be able to tell somebody ${TOLD[topic]}.`,
      mend: `Add at least one e-mail address: \`${topic}: [${topic}@hospital.example]\`.`,
    },
  ];
}
