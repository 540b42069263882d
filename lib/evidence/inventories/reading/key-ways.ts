import type { Condition } from '../../../compliance/reading/policy';
import type { RequestContext } from '../../../compliance/reading/request';
import { principalText } from '../../../compliance/reading/request';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { patternOf } from './patterns';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** A way of calling KMS that a statement allows. */
export interface Way {
  /**
   * Host of the service that calls, as a pattern; undefined of a call that may be direct or through any
   * service.
   */
  readonly through: string | undefined;
  /** What a call carries for certain. */
  readonly carried: RequestContext;
  /** Conditions beside the one that names the service. */
  readonly rest: readonly Condition[];
}

/** Operators that narrow: they are met by nothing but what they name. */
const NARROWS: ReadonlySet<string> = new Set(['StringEquals', 'StringLike']);

const VIA = 'kms:viaservice';

/** One way for each service that conditions name; one of any kind when they name none for certain. */
export function waysOf(
  zone: EvidenceZone,
  policy: ResourceView,
  conditions: readonly Condition[],
): readonly Way[] {
  const via = conditions.find(({ key, operator }) => key === VIA && NARROWS.has(operator));
  const rest = conditions.filter((condition) => condition !== via);
  const carried: RequestContext = new Map(
    rest.flatMap((condition) => carriedBy(zone, policy, condition)),
  );
  if (via === undefined) return [{ through: undefined, carried, rest }];
  return via.values.map((value) => ({
    through: patternOf(zone, policy, value) ?? '*',
    carried,
    rest,
  }));
}

/** What a call carries of one value that a condition demands, and that can be read. */
function carriedBy(
  zone: EvidenceZone,
  policy: ResourceView,
  { operator, key, values }: Condition,
): readonly (readonly [string, string])[] {
  const [value, ...more] = values;
  const text = principalText(zone, policy, value);
  return operator === 'StringEquals' && more.length === 0 && text !== undefined && !isPattern(text)
    ? [[key, text]]
    : [];
}

/** What a call carries that comes through a service; nothing of that when it is not known which. */
export function throughContext(through: string): RequestContext {
  return isPattern(through) ? new Map() : new Map([[VIA, through]]);
}

/** What a direct call carries. */
export const DIRECT: RequestContext = new Map([[VIA, undefined]]);

function isPattern(text: string): boolean {
  return /[*?$]/.test(text);
}

/** Keys of encryption contexts that services of AWS use for what they encrypt. */
const OF_SERVICES = /^kms:encryptioncontext:(?:aws:|secretarn$|secretversionid$|parameter_arn$)/;

/** Whether only what was encrypted for one purpose of the zone can be decrypted so. */
export function isForPurpose(conditions: readonly Condition[]): boolean {
  return conditions.some(
    ({ key, operator, values }) =>
      key.startsWith('kms:encryptioncontext:') &&
      !OF_SERVICES.test(key) &&
      operator === 'StringEquals' &&
      values.every((value) => typeof value === 'string' && !isPattern(value)),
  );
}
