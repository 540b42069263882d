import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CLINICAL_ROLES } from '../../lambda/identity/roles';
import { EMULATOR_DEFAULTS } from './emulator';
import type { DeepReadonly, Profile, ZoneConfig } from './schema';
import { SIX_YEARS_IN_DAYS } from './schema';

/** What a person must always write: no profile can know it. */
type WithoutDefault = 'profile' | 'name' | 'account' | 'region' | 'owner' | 'organization';

export type ProfileDefaults = DeepReadonly<Omit<ZoneConfig, WithoutDefault>>;

/** An empty list for each place where a person can sit. */
const NO_URLS = { 'public-terminal': [], mobile: [], console: [], workstation: [] } as const;
const IDLE = { 'public-terminal': 120, mobile: 300, console: 300, workstation: 600 } as const;

/** From when on the detector opens an incident. What they cost in false alarms: docs/breach-rules.md. */
const THRESHOLDS = {
  bulkExport: { records: 1000, minutes: 10 },
  failedAccess: { times: 10, minutes: 5 },
  failedSignIn: { times: 5, minutes: 30 },
  outsideCareTeam: { patients: 5, minutes: 60 },
  manyPatients: { patients: 150, minutes: 60 },
  breakGlass: { times: 1, minutes: 60 },
  afterHours: { from: 22, to: 6, shiftRoles: CLINICAL_ROLES },
} as const;

/** Why what is off by default is off. */
const OTHER_VPCS = {
  otherDefaultSecurityGroups: 'Other VPCs of the account may need their default security groups.',
} as const;

/** Defaults side by side: [production, sandbox]. An emulator zone has those of a sandbox, but for a few. */
const table = {
  alerts: {
    security: [[], []],
    operations: [[], []],
    privacy: [[], []],
  },
  retention: {
    auditDays: [SIX_YEARS_IN_DAYS, 1],
    operationalLogDays: [RetentionDays.ONE_YEAR, RetentionDays.ONE_MONTH],
    landingDays: [90, 7],
  },
  archive: {
    lockMode: ['COMPLIANCE', 'GOVERNANCE'],
    acceptIrreversibleLock: [false, false],
    streamShards: [2, 1],
  },
  backup: {
    lockMode: ['compliance', 'governance'],
    lockGraceDays: [14, 3],
    dailyRetentionDays: [35, 35],
    monthlyRetentionDays: [SIX_YEARS_IN_DAYS, SIX_YEARS_IN_DAYS],
    restoreTesting: [true, true],
  },
  keys: {
    multiRegion: [true, false],
  },
  network: {
    cidr: ['10.40.0.0/16', '10.41.0.0/16'],
    availabilityZones: [3, 2],
    subnetPrefix: [22, 24],
    connectedCidrs: [[], []],
    egress: ['none', 'none'],
    interfaceEndpoints: [['kms', 'kinesis-streams', 'logs', 'secretsmanager', 'sts'], ['kms']],
    flowLogIntervalSeconds: [60, 600],
  },
  functions: {
    accountConcurrency: [1000, 1000],
    reservedConcurrency: [
      {
        'access-alert': 2,
        'access-api': 40,
        // Each account setting is a call of its own, all at once.
        baseline: 5,
        'breach-alert': 2,
        'breach-api': 10,
        'breach-clock': 1,
        // One for each shard, one for the spool and for what is to be looked through.
        'breach-detector': 3,
        'breach-findings': 2,
        'identity-events': 5,
        'identity-keys': 1,
        'identity-sign-in': 20,
        'ledger-api': 20,
        'ledger-checkpointer': 1,
        'ledger-indexer': 1,
        // One for each shard, one for the spool.
        'ledger-sealer': 3,
        'phi-api': 40,
        // Slices of one table, one after another.
        'phi-backfill': 1,
      },
      {},
    ],
  },
  accountSettings: {
    s3PublicAccessBlock: ['enforce', 'enforce'],
    ebsDefaultEncryption: ['enforce', 'enforce'],
    iamPasswordPolicy: ['enforce', 'enforce'],
    otherDefaultSecurityGroups: ['off', 'off'],
    reasons: [OTHER_VPCS, OTHER_VPCS],
  },
  singletons: {
    apiGatewayLogRole: [{ mode: 'create' }, { mode: 'create' }],
    configServiceLinkedRole: ['create', 'create'],
    trail: [{ mode: 'create' }, { mode: 'create' }],
    configRecorder: ['create', 'create'],
    guardDuty: ['create', 'create'],
    securityHub: ['create', 'create'],
    externalAccessAnalyzer: ['create', 'create'],
    unusedAccessAnalyzer: ['create', 'create'],
    macie: ['create', 'create'],
    databaseMetricsLogGroup: ['create', 'create'],
    reasons: [{}, {}],
  },
  governance: {
    conformancePack: [true, true],
    unusedAccessDays: [90, 90],
  },
  database: {
    enabled: [true, true],
    instanceClass: ['m7g.large', 't4g.micro'],
    storageGiB: [100, 20],
    maxStorageGiB: [1000, 40],
    multiAz: [true, false],
  },
  phiBucket: {
    malwareProtection: [true, true],
    infrequentAccessDays: [90, 30],
    noncurrentDays: [365, 1],
  },
  api: {
    // A sandbox has no network that is connected to it, and an endpoint costs by the hour.
    endpoint: ['private', 'regional'],
    allowedCidrs: [[], []],
    requestsPerSecond: [500, 20],
    burst: [1000, 40],
    requestsPerAddress: [30_000, 3_000],
  },
  disasterRecovery: {
    secondRegion: ['none', 'none'],
  },
  identity: {
    idleSeconds: [IDLE, IDLE],
    absoluteSessionHours: [12, 12],
    accessTokenMinutes: [15, 15],
    callbackUrls: [NO_URLS, NO_URLS],
    logoutUrls: [NO_URLS, NO_URLS],
    federation: [[], []],
  },
  access: {
    services: [[], []],
    callsPerMinute: [60, 60],
    bulkExportsPerHour: [2, 2],
    indexDays: [90, 90],
  },
  phi: {
    epochDays: [30, 30],
    keyCacheMinutes: [60, 60],
    detector: ['local', 'local'],
    patterns: [[], []],
  },
  breach: {
    // No State has an earlier date, but for American Samoa.
    timeZone: ['Pacific/Honolulu', 'Pacific/Honolulu'],
    targetDays: [30, 30],
    secondApprover: [true, true],
    thresholds: [THRESHOLDS, THRESHOLDS],
    tenants: [[], []],
    onCall: [[], []],
    mail: ['off', 'off'],
  },
} as const satisfies DefaultsTable;

type DefaultsTable = {
  readonly [S in keyof ProfileDefaults]: {
    // What may be missing has no default.
    readonly [
      F in keyof ProfileDefaults[S] as undefined extends ProfileDefaults[S][F] ? never : F
    ]: readonly [production: ProfileDefaults[S][F], sandbox: ProfileDefaults[S][F]];
  };
};

type Overrides = { readonly [S in keyof ProfileDefaults]?: Partial<ProfileDefaults[S]> };

/** The defaults of one profile, in the shape of the config. */
export function profileDefaults(profile: Profile): ProfileDefaults {
  const column = profile === 'production' ? 0 : 1;
  const overrides: Overrides = profile === 'emulator' ? EMULATOR_DEFAULTS : {};
  return Object.fromEntries(
    Object.entries(table).map(([section, fields]) => [
      section,
      {
        ...Object.fromEntries(
          Object.entries(fields).map(([field, values]: [string, readonly unknown[]]) => [
            field,
            values[column],
          ]),
        ),
        ...overrides[section as keyof ProfileDefaults],
      },
    ]),
  ) as ProfileDefaults;
}
