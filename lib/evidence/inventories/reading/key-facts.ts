import { refusalOf } from '../../../compliance/reading/request';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { KeyUser } from './key-users';
import { keyPolicyOf, UNREAD } from './key-policy';
import { useOf } from './key-users';
import { distinct } from './lists';
import { daysText } from './times';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** How often KMS makes new material for a key, and why it does not. */
export function rotationOf({ type, properties }: ResourceView): string {
  const { KeySpec: spec = 'SYMMETRIC_DEFAULT', EnableKeyRotation: on } = properties;
  const { RotationPeriodInDays: days } = properties;
  if (type === 'AWS::KMS::ReplicaKey') return 'with its primary key';
  if (spec !== 'SYMMETRIC_DEFAULT') return `never: KMS cannot rotate a key of kind ${String(spec)}`;
  if (on !== true) return 'off';
  return days === undefined ? 'yearly' : `every ${daysText(days)}`;
}

/** Users in words, those of one way together: `access-api, phi-api through dynamodb`. */
export function usersText(users: readonly KeyUser[]): string {
  const ways = new Map<string, string[]>();
  for (const { who, through, when } of users) {
    const way = `${throughText(through)}${when === '' ? '' : ` (${when})`}`;
    ways.set(way, [...(ways.get(way) ?? []), who]);
  }
  return distinct([...ways].map(([way, names]) => `${distinct(names).join(', ')}${way}`)).join(
    ' | ',
  );
}

/** ` through dynamodb` of the host of a service. */
function throughText(through: string | undefined): string {
  if (through === undefined) return '';
  if (through === '*') return ' through any service';
  return through.includes('*')
    ? ` through services like ${through}`
    : ` through ${through.replaceAll(/\.[\w-]+\.amazonaws\.com/g, '')}`;
}

/**
 * Whom the policy of a key refuses its use, asked of it for callers of each kind. What is not refused is
 * left to the policies of IAM.
 */
export function refusalsText(zone: EvidenceZone, key: ResourceView): string {
  const { statements, state } = keyPolicyOf(key);
  if (state === 'unread') return UNREAD;
  const isRefused = refusalOf(zone, key, statements, useOf(key));
  const { account, roles } = zone.expectations;
  const tag = `aws:principaltag/${roles.workloadTag}`.toLowerCase();
  // Calls for no purpose that a denial names.
  const purposes = statements
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ key: name }): readonly (readonly [string, undefined])[] =>
      name.startsWith('kms:encryptioncontext:') ? [[name, undefined]] : [],
    );
  const refuses = (who: string, more: Readonly<Record<string, string>>): boolean =>
    isRefused(
      new Map<string, string | undefined>([
        ...purposes,
        ['aws:principalarn', `arn:aws:iam::${account}:${who}`],
        ['aws:principalaccount', account],
        ['kms:calleraccount', account],
        ['aws:principalisawsservice', 'false'],
        [tag, undefined],
        ['aws:sourcevpc', undefined],
        ['kms:viaservice', undefined],
        ...Object.entries(more),
      ]),
    );
  const workload = `role${roles.workloadPath}anybody`;
  const vpc = { 'aws:sourcevpc': 'any' };
  const people = ['root', 'user/anybody', 'role/anybody'];
  const asked: readonly (readonly [string, boolean])[] = [
    ['people and all other roles of the account', people.every((who) => refuses(who, vpc))],
    ['workloads outside a VPC', refuses(workload, { [tag]: 'any' })],
    ['workloads without their tag', refuses(workload, vpc)],
    [
      'whoever calls through an AWS service',
      people.every((who) => refuses(who, { 'kms:viaservice': 'any' })),
    ],
  ];
  const found = asked.filter(([, refused]) => refused).map(([who]) => who);
  return found.length === 0 ? 'nobody' : `direct calls of ${found.join(', ')}`;
}
