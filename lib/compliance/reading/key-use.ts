import type { Statement } from './policy';
import { listOf } from './policy';
import type { Request } from './request';
import { isRefused, principalText } from './request';
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

/** Days of grace that nobody may shorten. */
const GRACE_DAYS = 30;

/** Somebody who could call KMS, and with which tags. */
interface Caller {
  readonly arn: string;
  readonly tagged: boolean;
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
  const callers = callersOf(zone, key, statements).filter((caller) => !isSpared(zone, caller));
  return [...usesOf(key), 'kms:CreateGrant'].flatMap((action) => {
    const caller = callers.find(
      (one) => !isRefused(zone, key, statements, requestOf(zone, one, action)),
    );
    if (caller === undefined) return [];
    const tag = caller.tagged ? '' : ` without the tag ${zone.expectations.roles.workloadTag}`;
    const isWorkload = caller.arn.includes(`:role${zone.expectations.roles.workloadPath}`);
    return [`${action} to ${caller.arn.replace(/^.*:/, '')}${isWorkload ? tag : ''}`];
  });
}

/** Actions that would lose what a key encrypts, and that its policy does not refuse to everybody. */
export function losses(
  zone: ZoneView,
  key: ResourceView,
  statements: readonly Statement[],
): readonly string[] {
  const callers = callersOf(zone, key, statements);
  const isOpen = (action: string, days: number): boolean =>
    !callers.every((caller) =>
      isRefused(zone, key, statements, requestOf(zone, caller, action, days)),
    );
  if (!zone.expectations.permanent) {
    return isOpen('kms:ScheduleKeyDeletion', GRACE_DAYS - 1)
      ? [`kms:ScheduleKeyDeletion in less than ${GRACE_DAYS} days`]
      : [];
  }
  const { MultiRegion: multiRegion = false } = key.properties;
  const copies = multiRegion === false ? [] : ['kms:ReplicateKey', 'kms:UpdatePrimaryRegion'];
  return ['kms:ScheduleKeyDeletion', 'kms:DisableKey', ...copies].filter((action) =>
    isOpen(action, GRACE_DAYS),
  );
}

function usesOf({ type, properties }: ResourceView): readonly string[] {
  // A replica has the usage of its primary, which is in another Region.
  const { KeyUsage: usage = type === 'AWS::KMS::Key' ? 'ENCRYPT_DECRYPT' : undefined } = properties;
  return (
    (typeof usage === 'string' ? USES[usage] : undefined) ?? Object.values(USES).slice(0, 3).flat()
  );
}

/** Everybody of whom a denial could be in doubt: people, and whoever its conditions name. */
function callersOf(
  zone: ZoneView,
  key: ResourceView,
  statements: readonly Statement[],
): readonly Caller[] {
  const { account, roles } = zone.expectations;
  const named = statements
    .filter(({ effect }) => effect === 'Deny')
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => condition.key === 'aws:principalarn')
    .flatMap(({ values }) => listOf(values))
    .map((value) => principalText(zone, key, value) ?? '*');
  const people = ['root', 'user/anybody', 'role/anybody', `role${roles.workloadPath}anybody`].map(
    (who) => `arn:aws:iam::${account}:${who}`,
  );
  return [...new Set([...people, ...named])].flatMap((arn) =>
    [true, false].map((tagged) => ({ arn, tagged })),
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

function requestOf(
  { expectations: { account, roles } }: ZoneView,
  { arn, tagged }: Caller,
  action: string,
  days = GRACE_DAYS,
): Request {
  return {
    action,
    context: new Map([
      ['aws:principalarn', arn.replaceAll(/[*?]/g, 'anybody')],
      ['aws:principalaccount', account],
      ['kms:calleraccount', account],
      ['aws:principalisawsservice', 'false'],
      [`aws:principaltag/${roles.workloadTag}`.toLowerCase(), tagged ? 'anything' : undefined],
      ['kms:viaservice', undefined],
      ['kms:schedulekeydeletionpendingwindowindays', String(days)],
    ]),
  };
}
