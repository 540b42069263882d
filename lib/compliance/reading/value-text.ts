import type { Subject } from '../evaluation';
import type { ZoneView } from './zone-view';
import { isObject } from './zone-view';

/** Text of `AWS::AccountId`. */
export const THIS_ACCOUNT = '<AccountId>';
/** Text of `AWS::Region`. */
export const THIS_REGION = '<Region>';

/** Pseudo parameters that stand for one value in a zone, and the word for each. */
const PSEUDO_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['AWS::AccountId', THIS_ACCOUNT],
  ['AWS::Partition', '<Partition>'],
  ['AWS::Region', THIS_REGION],
  ['AWS::URLSuffix', '<URLSuffix>'],
]);

/**
 * A value as text in which each reference stands as a word without wildcard or colon:
 * `<hlz-mercy-keys/Phi589ACE35>`. Undefined when it cannot be read, such as a parameter, or the
 * answer of a custom resource, which can be anything.
 */
export function textOf(zone: ZoneView, from: Subject, value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!isObject(value)) return undefined;
  const { Ref: ref, 'Fn::Join': join } = value;
  if (typeof ref === 'string' && PSEUDO_PARAMETERS.has(ref)) return PSEUDO_PARAMETERS.get(ref);
  if (Array.isArray(join)) return joined(zone, from, join);
  const resource = zone.follow(from, value);
  return resource === undefined || isOpaque(resource.type) ? undefined : wordOf(resource);
}

/** How `textOf` writes a reference to a resource. */
export function wordOf({ stack, logicalId }: Pick<Subject, 'stack' | 'logicalId'>): string {
  return `<${stack}/${logicalId}>`;
}

function joined(zone: ZoneView, from: Subject, join: readonly unknown[]): string | undefined {
  const [separator, parts] = join;
  if (typeof separator !== 'string' || !Array.isArray(parts)) return undefined;
  const texts = parts.map((part) => textOf(zone, from, part));
  return texts.every((text) => text !== undefined) ? texts.join(separator) : undefined;
}

/** Types whose attributes are whatever something else answers. */
function isOpaque(type: string): boolean {
  return /^(?:Custom::|AWS::CloudFormation::|AWS::SSM::)/.test(type);
}

/** Whether two views are of the same resource. */
export function isSame(
  a: Pick<Subject, 'stack' | 'logicalId'> | undefined,
  b: Pick<Subject, 'stack' | 'logicalId'>,
): boolean {
  return a !== undefined && a.stack === b.stack && a.logicalId === b.logicalId;
}
