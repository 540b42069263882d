import type { Check, Finding } from './check';
import { check, repeated } from './check';
import type { ZoneConfig } from './schema';

/** Concurrent executions that AWS Lambda keeps for the functions that reserve none. */
const UNRESERVED_CONCURRENCY = 100;

/** What the account, its quotas and its people have to do with each other. */
export const ACCOUNT_CHECKS: readonly Check[] = [
  check(['functions.accountConcurrency', 'functions.reservedConcurrency'], ({ functions }) =>
    concurrency(functions),
  ),
  check(['archive.streamShards', 'functions.reservedConcurrency'], ({ archive, functions }) =>
    readers(archive, functions),
  ),
  check(['account', 'singletons.apiGatewayLogRole'], ({ account, singletons }) =>
    apiGatewayLogRole(account, singletons.apiGatewayLogRole),
  ),
  check(['singletons.configRecorder', 'singletons.configServiceLinkedRole'], ({ singletons }) =>
    recordersRole(singletons),
  ),
  check(
    ['singletons.configRecorder', 'singletons.securityHub', 'governance.conformancePack'],
    ({ singletons, governance }) => recorderNeeded(singletons, governance),
  ),
  check(['singletons.trail'], ({ singletons }) => trailLogGroup(singletons.trail)),
  check(['backup.dailyRetentionDays', 'backup.monthlyRetentionDays'], ({ backup }) =>
    backupOrder(backup),
  ),
  check(['database.storageGiB', 'database.maxStorageGiB'], ({ database }) => roomToGrow(database)),
  check(['region', 'disasterRecovery.secondRegion'], ({ region, disasterRecovery }) =>
    secondRegion(region, disasterRecovery),
  ),
  check(['alerts.security'], ({ alerts }) => toldTwice('security', alerts.security)),
  check(['alerts.operations'], ({ alerts }) => toldTwice('operations', alerts.operations)),
  check(['alerts.privacy'], ({ alerts }) => toldTwice('privacy', alerts.privacy)),
];

function concurrency({
  accountConcurrency,
  reservedConcurrency,
}: ZoneConfig['functions']): readonly Finding[] {
  const reserved = Object.values(reservedConcurrency).reduce((sum, value) => sum + value, 0);
  const most = Math.max(0, accountConcurrency - UNRESERVED_CONCURRENCY);
  if (reserved <= most) return [];
  return [
    {
      path: 'functions.reservedConcurrency',
      message:
        `found ${reserved} in all, expected at most ${most}: the account has ` +
        `${accountConcurrency}, of which AWS keeps ${UNRESERVED_CONCURRENCY} unreserved.`,
      mend: 'Reserve less, or have the quota raised and set functions.accountConcurrency to it.',
    },
  ];
}

/** Who reads the audit stream: a call for each shard, and one more for what came otherwise. */
const READERS = {
  'ledger-sealer': 'the spool',
  'breach-detector': 'the spool and for what is to be looked through',
} as const;

/** With fewer calls than that, shards wait for each other. */
function readers(
  { streamShards }: Pick<ZoneConfig['archive'], 'streamShards'>,
  { reservedConcurrency }: Pick<ZoneConfig['functions'], 'reservedConcurrency'>,
): readonly Finding[] {
  const least = streamShards + 1;
  return (['ledger-sealer', 'breach-detector'] as const).flatMap((name) => {
    const reserved = reservedConcurrency[name];
    if (reserved === undefined || reserved >= least) return [];
    return [
      {
        path: `functions.reservedConcurrency.${name}`,
        message:
          `found ${reserved}, expected at least ${least}: one for each of the ${streamShards} of ` +
          `archive.streamShards, and one for ${READERS[name]}.`,
        mend: `Write \`${name}: ${least}\`.`,
      },
    ];
  });
}

function apiGatewayLogRole(
  account: string,
  { mode, roleArn }: ZoneConfig['singletons']['apiGatewayLogRole'],
): readonly Finding[] {
  const path = 'singletons.apiGatewayLogRole.roleArn';
  const example = `arn:aws:iam::${account}:role/api-gateway-logs`;
  if (mode === 'existing' && roleArn === undefined) {
    const message = 'missing, expected the ARN of the role that exists.';
    return [{ path, message, mend: `Write it like \`roleArn: ${example}\`.` }];
  }
  if (mode !== 'existing' && roleArn !== undefined) {
    const message = `found a role, expected none with mode ${mode}.`;
    return [{ path, message, mend: 'Remove it, or set mode to existing.' }];
  }
  const [, , , , owner] = roleArn?.split(':') ?? [];
  if (owner === undefined || owner === account) return [];
  const message = `found a role of account ${owner}, expected one of ${account}.`;
  return [{ path, message, mend: 'Name a role of the account of this zone.' }];
}

function backupOrder({
  dailyRetentionDays,
  monthlyRetentionDays,
}: Pick<ZoneConfig['backup'], 'dailyRetentionDays' | 'monthlyRetentionDays'>): readonly Finding[] {
  if (monthlyRetentionDays >= dailyRetentionDays) return [];
  return [
    {
      path: 'backup.monthlyRetentionDays',
      message: `found ${monthlyRetentionDays}, expected at least the ${dailyRetentionDays} of backup.dailyRetentionDays.`,
      mend: 'Keep the monthly recovery points at least as long as the daily ones.',
    },
  ];
}

type Singletons = ZoneConfig['singletons'];

const SET_IT = 'Set it to create or existing';

function recordersRole({
  configRecorder,
  configServiceLinkedRole,
}: Pick<Singletons, 'configRecorder' | 'configServiceLinkedRole'>): readonly Finding[] {
  if (configRecorder !== 'create' || configServiceLinkedRole !== 'off') return [];
  const message = 'found off, the recorder of AWS Config acts with this role.';
  return [{ path: 'singletons.configServiceLinkedRole', message, mend: `${SET_IT}.` }];
}

/** Security Hub and the conformance pack judge what the recorder records. */
function recorderNeeded(
  { configRecorder, securityHub }: Pick<Singletons, 'configRecorder' | 'securityHub'>,
  { conformancePack }: Pick<ZoneConfig['governance'], 'conformancePack'>,
): readonly Finding[] {
  if (configRecorder !== 'off') return [];
  const needs = [
    ...(securityHub === 'create' ? ['singletons.securityHub'] : []),
    ...(conformancePack ? ['governance.conformancePack'] : []),
  ];
  if (needs.length === 0) return [];
  return [
    {
      path: 'singletons.configRecorder',
      message: `found off, needed by ${needs.join(' and ')}.`,
      mend: `${SET_IT}, or switch those off too.`,
    },
  ];
}

function trailLogGroup({
  mode,
  logGroupName,
}: ZoneConfig['singletons']['trail']): readonly Finding[] {
  if (mode === 'existing' || logGroupName === undefined) return [];
  return [
    {
      path: 'singletons.trail.logGroupName',
      message: `found a log group, expected none with mode ${mode}.`,
      mend: 'Remove it, or set mode to existing.',
    },
  ];
}

/** RDS wants ten per cent: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html */
function roomToGrow({
  storageGiB,
  maxStorageGiB,
}: Pick<ZoneConfig['database'], 'storageGiB' | 'maxStorageGiB'>): readonly Finding[] {
  const least = storageGiB + Math.ceil(storageGiB / 10);
  if (maxStorageGiB >= least) return [];
  return [
    {
      path: 'database.maxStorageGiB',
      message: `found ${maxStorageGiB}, expected at least ${least}: a tenth more than database.storageGiB.`,
      mend: 'Raise it.',
    },
  ];
}

function secondRegion(
  region: string,
  { secondRegion: second }: ZoneConfig['disasterRecovery'],
): readonly Finding[] {
  if (second === 'none') return [];
  const partition = (name: string): boolean => name.startsWith('us-gov-');
  if (second !== region && partition(second) === partition(region)) return [];
  return [
    {
      path: 'disasterRecovery.secondRegion',
      message: `found ${second}, expected another Region of the partition of ${region}.`,
      mend: 'Name another one, or none.',
    },
  ];
}

function toldTwice(
  topic: keyof ZoneConfig['alerts'],
  addresses: readonly string[],
): readonly Finding[] {
  return repeated(addresses, `alerts.${topic}`, (address) => address.toLowerCase());
}
