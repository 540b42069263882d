import type { ZoneConfig } from '../config/schema';
import { modeOf } from '../config/settings';
import type { Mechanism } from './control';

/** Why config leaves a mechanism to somebody else: one function for each choice of config. */
type LeftBy = NonNullable<Mechanism['leftBy']>;

type Singleton = Exclude<keyof ZoneConfig['singletons'], 'reasons'>;
type Setting = Exclude<keyof ZoneConfig['accountSettings'], 'reasons'>;

/** The database, when config says that you bring your own. */
export const noDatabase: LeftBy = ({ database }) =>
  database.enabled ? undefined : 'Config makes no database (database.enabled: false).';

/** Restore tests of the database. */
export const noRestoreTesting: LeftBy = (config) =>
  noDatabase(config) ??
  (config.backup.restoreTesting
    ? undefined
    : 'Config has no restore tests (backup.restoreTesting: false).');

/** The scan of new objects of the PHI bucket. */
export const noMalwareScan: LeftBy = ({ phiBucket }) =>
  phiBucket.malwareProtection
    ? undefined
    : 'Config has no scan of objects (phiBucket.malwareProtection: false).';

/** The pack of rules of AWS Config. */
export const noConformancePack: LeftBy = ({ governance }) =>
  governance.conformancePack
    ? undefined
    : 'Config has no conformance pack (governance.conformancePack: false).';

/** Alarms on the trail: there are some wherever its log group is known. */
export const noTrailAlarms: LeftBy = ({ singletons }) => {
  const { mode, logGroupName } = singletons.trail;
  return mode === 'create' || logGroupName !== undefined
    ? undefined
    : `The trail is ${mode}, and config names no log group of it (singletons.trail).`;
};

/** What an account has once, when somebody else has made it, or nobody. */
export function notCreated(...things: readonly Singleton[]): LeftBy {
  return ({ singletons }) => {
    const left = things.filter((thing) => modeOf(singletons[thing]) !== 'create');
    if (left.length === 0) return undefined;
    return left
      .map((thing) => {
        const reason = singletons.reasons[thing];
        const mode = modeOf(singletons[thing]);
        return `singletons.${thing} is ${mode}${reason === undefined ? '.' : `: ${reason}`}`;
      })
      .join(' ');
  };
}

/** A setting of the account that config leaves alone. */
export function settingOff(setting: Setting): LeftBy {
  return ({ accountSettings }) => {
    if (accountSettings[setting] !== 'off') return undefined;
    const reason = accountSettings.reasons[setting];
    return `accountSettings.${setting} is off${reason === undefined ? '.' : `: ${reason}`}`;
  };
}

/** Findings that become incidents: of each service that is not off. */
export const noFindings: LeftBy = ({ singletons }) =>
  [singletons.guardDuty, singletons.macie, singletons.securityHub].every((mode) => mode === 'off')
    ? 'GuardDuty, Macie and Security Hub are off (singletons).'
    : undefined;

/** All that could watch the account. */
export const noWatcher: LeftBy = ({ singletons }) => {
  const watchers = [
    singletons.trail.mode,
    singletons.configRecorder,
    singletons.guardDuty,
    singletons.securityHub,
    singletons.externalAccessAnalyzer,
    singletons.unusedAccessAnalyzer,
    singletons.macie,
  ];
  return watchers.includes('create')
    ? undefined
    : 'Config makes nothing that watches the account (singletons).';
};
