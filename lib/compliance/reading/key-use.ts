import type { Statement } from './policy';
import type { RequestContext } from './request';
import { principalText, refusalOf } from './request';
import type { ResourceView, ZoneView } from './zone-view';

/** What a key does for whoever may use it, by its usage. */
const USES: Readonly<Record<string, readonly string[]>> = {
  ENCRYPT_DECRYPT: [
    'kms:Decrypt',
    'kms:Encrypt',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:GenerateDataKeyPair',
    'kms:GenerateDataKeyPairWithoutPlaintext',
  ],
  GENERATE_VERIFY_MAC: ['kms:GenerateMac', 'kms:VerifyMac'],
  SIGN_VERIFY: ['kms:Sign'],
  KEY_AGREEMENT: ['kms:DeriveSharedSecret'],
};

/** Usages of keys that the zone makes for several Regions. */
const REPLICATED_USAGES = ['ENCRYPT_DECRYPT', 'GENERATE_VERIFY_MAC', 'SIGN_VERIFY'];

/** Days of grace that nobody may shorten. */
const GRACE_DAYS = 30;

/** Somebody who could call KMS. */
interface Caller {
  /** With wildcards where a condition names many. */
  readonly arn: string;
  /** Whether the tag of workloads is on the role. */
  readonly tagged: boolean;
  readonly context: RequestContext;
}

/**
 * Who may use a key directly, without a service in between, and is neither a workload with its tag,
 * nor AWS itself, nor a role of a service by name: as `<action> to <principal>`, one of each action.
 */
export function openToOthers(
  zone: ZoneView,
  key: ResourceView,
  statements: readonly Statement[],
): readonly string[] {
  const { workloadPath, workloadTag } = zone.expectations.roles;
  const callers = callersOf(zone, key, statements).filter((caller) => !isSpared(zone, caller));
  return [...usesOf(key), 'kms:CreateGrant'].flatMap((action) => {
    const isRefused = refusalOf(zone, key, statements, action);
    const caller = callers.find(({ context }) => !isRefused(context));
    if (caller === undefined) return [];
    const tag =
      !caller.tagged && caller.arn.includes(`:role${workloadPath}`)
        ? ` without the tag ${workloadTag}`
        : '';
    return [`${action} to ${caller.arn.replace(/^(?:[^:]*:){5}/, '')}${tag}`];
  });
}

/** Actions that would lose what a key encrypts, and that its policy does not refuse to everybody. */
export function losses(
  zone: ZoneView,
  key: ResourceView,
  statements: readonly Statement[],
): readonly string[] {
  const { permanent } = zone.expectations;
  const days = permanent ? GRACE_DAYS : GRACE_DAYS - 1;
  const callers = callersOf(zone, key, statements, days);
  const { MultiRegion: multiRegion = false } = key.properties;
  const copies = multiRegion === false ? [] : ['kms:ReplicateKey', 'kms:UpdatePrimaryRegion'];
  const actions = [
    'kms:ScheduleKeyDeletion',
    ...(permanent ? ['kms:DisableKey', ...copies] : []),
  ].filter((action) => {
    const isRefused = refusalOf(zone, key, statements, action);
    return !callers.every(({ context }) => isRefused(context));
  });
  return permanent ? actions : actions.map((action) => `${action} in less than ${GRACE_DAYS} days`);
}

function usesOf({ type, properties }: ResourceView): readonly string[] {
  const { KeyUsage: usage = type === 'AWS::KMS::Key' ? 'ENCRYPT_DECRYPT' : undefined } = properties;
  const known = typeof usage === 'string' ? USES[usage] : undefined;
  // A replica has the usage of its primary, which is in another Region.
  return known ?? REPLICATED_USAGES.flatMap((replicated) => USES[replicated] ?? []);
}

/** Everybody of whom a denial could be in doubt: people, and whoever its conditions name. */
function callersOf(
  zone: ZoneView,
  key: ResourceView,
  statements: readonly Statement[],
  days = GRACE_DAYS,
): readonly Caller[] {
  const { account, roles } = zone.expectations;
  const named = statements
    .filter(({ effect }) => effect === 'Deny')
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => condition.key === 'aws:principalarn')
    .flatMap(({ values }) => values)
    .map((value) => principalText(zone, key, value) ?? '*');
  const people = ['root', 'user/anybody', 'role/anybody', `role${roles.workloadPath}anybody`].map(
    (who) => `arn:aws:iam::${account}:${who}`,
  );
  return [...new Set([...people, ...named])].flatMap((arn) =>
    [true, false].map((tagged) => ({
      arn,
      tagged,
      context: new Map([
        ['aws:principalarn', arn.replaceAll(/[*?]/g, 'anybody')],
        ['aws:principalaccount', account],
        ['kms:calleraccount', account],
        ['aws:principalisawsservice', 'false'],
        [`aws:principaltag/${roles.workloadTag}`.toLowerCase(), tagged ? 'anything' : undefined],
        ['kms:viaservice', undefined],
        ['kms:schedulekeydeletionpendingwindowindays', String(days)],
      ]),
    })),
  );
}

function isSpared(
  { expectations: { account, roles } }: ZoneView,
  { arn, tagged }: Caller,
): boolean {
  const isBelow = (path: string): boolean => arn.startsWith(`arn:aws:iam::${account}:role${path}`);
  return (
    isBelow('/aws-service-role/') ||
    // IAM lets nobody else make a role of such a name.
    isBelow('/aws:') ||
    (isBelow(roles.servicePath) && !/[*?]/.test(arn)) ||
    (isBelow(roles.workloadPath) && tagged)
  );
}
