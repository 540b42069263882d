import type { Subject } from '../../../compliance/evaluation';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { tagsOf } from '../../../compliance/reading/tags';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** Parts of a construct path that say what a thing is, and not which one. */
const GENERIC: ReadonlySet<string> = new Set([
  'Default',
  'Function',
  'Instance',
  'Tables',
  'Topics',
  'Schedules',
  'FindingRules',
  'SecurityGroups',
  'Endpoints',
  'Subnet',
  'Logs',
]);

/** What a resource is called on a picture: `Public keys` for `Identity/Tables/PublicKeys/Resource`. */
export function labelOf({ path, logicalId }: Subject): string {
  const inner = path
    .split('/')
    .slice(1)
    .filter((part) => part !== 'Resource');
  const said = inner.filter((part) => !GENERIC.has(part));
  const whole = said.length > 0 ? said.join(' ') : (inner.at(-1) ?? logicalId);
  const words = whole
    .replaceAll(/([a-z\d])(?=[A-Z])/g, '$1 ')
    .split(' ')
    .filter((word) => word !== '');
  const sentence = words.map((word, at) => (at === 0 ? capital(word) : lower(word))).join(' ');
  return sentence.replaceAll(SPOKEN, (word) => SAID[word.toLowerCase()] ?? word);
}

/** Words that have a spelling of their own. */
const SAID: Readonly<Record<string, string>> = {
  api: 'API',
  'dynamo db': 'DynamoDB',
  'guard duty': 'GuardDuty',
  kms: 'KMS',
  mfa: 'MFA',
  phi: 'PHI',
  'security hub': 'Security Hub',
  sns: 'SNS',
  sts: 'STS',
};
const SPOKEN = new RegExp(String.raw`\b(?:${Object.keys(SAID).join('|')})\b`, 'gi');

/** Name of a function: that of its workload, `identity-sign-in`, or its label. */
export function functionName(zone: EvidenceZone, resource: ResourceView): string {
  const role = zone.follow(resource, resource.properties['Role']);
  const { workloadTag } = zone.expectations.roles;
  const tag = role === undefined ? undefined : tagsOf(role).get(workloadTag);
  return typeof tag === 'string' ? tag : labelOf(resource);
}

/** Id of the stack of a resource: `Identity`. */
export function stackId(zone: EvidenceZone, { stack }: Pick<Subject, 'stack'>): string {
  return zone.stacks.find(({ name }) => name === stack)?.id ?? stack;
}

/** One word for a resource in the whole zone. */
export function idOf({ stack, logicalId }: Pick<Subject, 'stack' | 'logicalId'>): string {
  return `${stack}/${logicalId}`;
}

/** Words as one says them: `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** A number of things: `1 rule`, `2 rules`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** In small letters, unless it is an abbreviation. */
function lower(word: string): string {
  return /^[A-Z\d]{2,}$/.test(word) ? word : word.toLowerCase();
}
