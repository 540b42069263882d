import type { Problem } from './problem';
import type { Kept } from './teardown';
import { teardownRoleArn } from '../names';
import type { Zone } from './plan';

/** What teardown never undoes, said at the end of each. */
export const STAYS: readonly string[] = [
  'Account settings that the Baseline stack made (public-access blocks, EBS encryption, password policy) stay as they are.',
  'Its KMS keys wait 30 days in the state PendingDeletion; until then a deletion can be cancelled.',
];

type Explain<K extends Problem['kind']> = (
  problem: Extract<Problem, { kind: K }>,
  zone: Zone,
) => string;

const EXPLANATIONS: { readonly [K in Problem['kind']]: Explain<K> } = {
  'compliance-locked': ({ bucket, objects, until }) =>
    `Bucket ${bucket}: ${versions(objects)} locked in COMPLIANCE mode, which nobody can lift. Repeat after ${until}.`,
  'legal-hold': ({ bucket, objects }) =>
    `Bucket ${bucket}: ${versions(objects)} could not be deleted; a legal hold is on at least one. Find out who wants it kept, lift it, then repeat.`,
  undeletable: ({ bucket, objects, codes }) =>
    `Bucket ${bucket}: ${versions(objects)} could not be deleted (${tally(codes)}). The policy of the bucket must except the teardown role.`,
  refilled: ({ bucket, objects, passes }) =>
    `Bucket ${bucket} fills up as fast as it is emptied: ${versions(objects)} again after ${passes} passes. Replication, access logging or a program still writes there. Stop what does, or wait until the last logs are delivered, then repeat.`,
  'vault-locked': ({ vault, recoveryPoints }) =>
    `Backup vault ${vault} has a compliance lock past its grace days: ${number(recoveryPoints)} recovery point(s) stay until they expire by themselves.`,
  'recovery-points': (problem) =>
    `Backup vault ${problem.vault}: ${number(problem.left)} recovery point(s) left, ${number(problem.expired)} of them EXPIRED (AWS Backup lacked a permission to delete them)${refusals(problem)}. Delete them in the console of AWS Backup, or repeat later.`,
  'delete-failed': ({ stack, failures }) =>
    [
      `CloudFormation could not delete stack ${stack}:`,
      ...failures.map(({ logicalId, type, reason }) => `  ${logicalId} (${type}): ${reason}`),
      ...(failures.length === 0 ? ['  it names no resource; see its events'] : []),
    ].join('\n'),
  'too-slow': ({ stack, status, minutes }) =>
    `Stack ${stack} is still ${status} after ${minutes} minutes. CloudFormation goes on by itself.`,
  changed: ({ stack, why }) => `Stack ${stack} was left alone: ${why}.`,
  'call-failed': callFailed,
  interrupted: () => 'Stopped on request.',
};

/** What happened, and what to do about it. Names buckets and counts, never an object. */
export function explain(problem: Problem, zone: Zone): string {
  const explanation = EXPLANATIONS[problem.kind] as Explain<Problem['kind']>;
  return explanation(problem, zone);
}

/** One line for each resource that its template says to keep. */
export function describeKept({ stack, logicalId, type, physicalId }: Kept): string {
  return `Kept, as its template says: ${type} ${physicalId === '' ? logicalId : physicalId} of stack ${stack}.`;
}

function callFailed(
  { operation, code, detail }: Extract<Problem, { kind: 'call-failed' }>,
  zone: Zone,
): string {
  const said = `${operation} failed: ${code}${detail === '' ? '' : `: ${detail}`}`;
  if (/Credential|ExpiredToken|TokenExpired/.test(code)) {
    return `${said}\n  Log in to the account of the zone first, such as with \`aws sso login\`.`;
  }
  if (operation !== 'AssumeRole') return said;
  return `${said}\n  Buckets and backups are emptied by ${teardownRoleArn(zone)}, which the zone makes in a sandbox only. It must exist, and you need sts:AssumeRole on it.`;
}

function refusals({ codes, example }: Extract<Problem, { kind: 'recovery-points' }>): string {
  if (Object.keys(codes).length === 0) return '';
  return `; refused: ${tally(codes)}${example === '' ? '' : `, such as "${example}"`}`;
}

function tally(codes: Readonly<Record<string, number>>): string {
  return Object.entries(codes)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, count]) => `${code} ${number(count)}`)
    .join(', ');
}

function versions(count: number): string {
  return `${number(count)} object version${count === 1 ? '' : 's'}`;
}

/** 12345 as 12,345. */
export function number(count: number): string {
  return count.toLocaleString('en-US');
}
