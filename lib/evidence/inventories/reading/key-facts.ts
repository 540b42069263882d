import { refusalOf } from '../../../compliance/reading/request';
import type { ResourceView, ZoneView } from '../../../compliance/reading/zone-view';
import type { KeyUser } from './key-users';
import { keyStatements, useOf } from './key-users';
import { distinct } from './lists';

/** How often KMS makes new material for a key, and why it does not. */
export function rotationOf({ type, properties }: ResourceView): string {
  const { KeySpec: spec = 'SYMMETRIC_DEFAULT', EnableKeyRotation: on } = properties;
  const { RotationPeriodInDays: days } = properties;
  if (type === 'AWS::KMS::ReplicaKey') return 'with its primary key';
  if (spec !== 'SYMMETRIC_DEFAULT') return `never: KMS cannot rotate a key of kind ${String(spec)}`;
  if (on !== true) return 'off';
  return days === undefined ? 'yearly' : `every ${String(days)} days`;
}

/** Users in words, those of one way together: `through dynamodb: access-api, phi-api`. */
export function usersText(users: readonly KeyUser[]): string {
  const ways = new Map<string, string[]>();
  for (const { who, through, when } of users) {
    const service = through?.replaceAll(/\.[\w-]+\.amazonaws\.com/g, '');
    const way = [service === undefined ? 'directly' : `through ${service}`, when]
      .filter((text) => text !== '')
      .join(', if ');
    ways.set(way, [...(ways.get(way) ?? []), who]);
  }
  return distinct([...ways].map(([way, names]) => `${distinct(names).join(', ')}: ${way}`)).join(
    ' | ',
  );
}

/**
 * Whom the policy of a key refuses its use, asked of it for callers of each kind, and whom it leaves to
 * the policies of IAM.
 */
export function refusalsText(zone: ZoneView, key: ResourceView): string {
  const isRefused = refusalOf(zone, key, keyStatements(key), useOf(key));
  const { account, roles } = zone.expectations;
  const is = (who: string, more: Readonly<Record<string, string | undefined>>): boolean =>
    isRefused(
      new Map(
        Object.entries({
          'aws:principalarn': `arn:aws:iam::${account}:${who}`,
          'aws:principalaccount': account,
          'kms:calleraccount': account,
          'aws:principalisawsservice': 'false',
          [`aws:principaltag/${roles.workloadTag}`.toLowerCase()]: undefined,
          'aws:sourcevpc': undefined,
          'kms:viaservice': undefined,
          ...more,
        }),
      ),
    );
  const workload = `role${roles.workloadPath}anybody`;
  const inVpc = { 'aws:sourcevpc': 'any' };
  const tagged = { [`aws:principaltag/${roles.workloadTag}`.toLowerCase()]: 'any' };
  const people = ['root', 'user/anybody', 'role/anybody'];
  const asked: readonly (readonly [string, boolean])[] = [
    ['people and other roles of the account, directly', people.every((who) => is(who, inVpc))],
    ['workloads outside a VPC, directly', is(workload, tagged)],
    ['workloads without their tag, directly', is(workload, inVpc)],
    [
      'whoever calls through an AWS service',
      people.every((who) => is(who, { 'kms:viaservice': 'any' })),
    ],
  ];
  const list = (wanted: boolean): string =>
    asked
      .filter(([, refused]) => refused === wanted)
      .map(([who]) => who)
      .join('; ') || 'nobody';
  return `refused: ${list(true)} | left to IAM: ${list(false)}`;
}
