import type { ZoneConfig } from '../config/schema';
import type { Mechanism } from './control';

/** What a mechanism does where config, or its profile, holds the zone to less than production. */
type Lowered = NonNullable<Mechanism['lowered']>;

/** A sentence of what is no production zone, where rules of ours ask less. */
function lower(says: (config: ZoneConfig) => string): Lowered {
  return (config) => {
    const { profile } = config;
    return profile === 'production' ? undefined : `In this ${profile}: ${says(config)}`;
  };
}

const days = (many: number): string => (many === 1 ? 'one day' : `${many} days`);

/** Buckets of audit records. */
export const shortLock = lower(
  ({ archive, retention }) =>
    `ledger and archive are locked for ${days(retention.auditDays)}, in ${archive.lockMode} mode; the tear-down role may take the lock off, and delete what is there.`,
);

/** Log groups of audit records. */
export const shortLogs = lower(
  ({ retention }) =>
    `every log group says for how long it keeps its events; audit records stay for ${days(retention.auditDays)}, and not for the six years of this paragraph.`,
);

/** The vault, and plans that write into it. */
export const looseVault = lower(
  ({ backup }) =>
    `recovery points go into a vault that is locked in ${backup.lockMode} mode; the tear-down role may take the lock off, and delete them.`,
);

/** Tables. */
export const loseTables = lower(
  () => 'tables go back to any second of the last days; nothing keeps one from deletion.',
);

/** The database. */
export const loseDatabase = lower(
  () =>
    'the database keeps backups of its own, for a day at least, and has no public address; nothing keeps it from deletion.',
);

/** The user pool. */
export const loseAccounts = lower(() => 'nothing keeps the user pool from deletion.');

/** Alarms of which nobody is told: a sandbox needs no subscriber. */
export const untold: Lowered = ({ alerts: { security, operations } }, says) =>
  security.length > 0 && operations.length > 0
    ? undefined
    : `${says} Here it reaches a topic to which nobody has subscribed (alerts).`;
