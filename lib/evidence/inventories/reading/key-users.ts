import type { Statement } from '../../../compliance/reading/policy';
import { coversAction, coversResource, matches } from '../../../compliance/reading/policy';
import type { RequestContext } from '../../../compliance/reading/request';
import { principalText, refusalOf } from '../../../compliance/reading/request';
import { tagsOf } from '../../../compliance/reading/tags';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { partitionOf, WORKLOAD_TAG } from '../../../names';
import { awsWritten, writtenBy } from './aws-written';
import { delegatesToIam, keyPolicyOf, UNREAD } from './key-policy';
import { DIRECT, isForPurpose, throughContext, waysOf } from './key-ways';
import { actorOf } from './names';
import { arnsOverlap, patternOf } from './patterns';
import type { Named } from './principals';
import { accountText, namedIn } from './principals';
import type { RoleRights } from './role-rights';
import { shown } from './shown';
import { conditionsText } from './statement-text';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** Somebody who may use a key, and on which way. */
export interface KeyUser {
  /** Workload, role, service or account. */
  readonly who: string;
  /** Host of the AWS service that calls KMS in its name, as a pattern; undefined for a call of any kind. */
  readonly through: string | undefined;
  /** What else must hold; empty when nothing. */
  readonly when: string;
  /** What says so: the policy of the key, one of the role, or one whose text is in no template. */
  readonly by: 'key' | 'role' | 'elsewhere';
  /** Whether only what was encrypted for one purpose can be decrypted so: a condition on the encryption context. */
  readonly purpose: boolean;
  /**
   * Services whose stores alone it is about, as far as a policy that AWS writes is known.
   *
   * @default - any
   */
  readonly services?: readonly string[];
  /**
   * Whether it is a service of AWS, by its principal.
   *
   * @default false
   */
  readonly isService?: boolean;
}

/** What a key does for whoever holds what it protects, by its usage. */
const USE_OF: Readonly<Record<string, string>> = {
  ENCRYPT_DECRYPT: 'kms:Decrypt',
  GENERATE_VERIFY_MAC: 'kms:GenerateMac',
  SIGN_VERIFY: 'kms:Sign',
  KEY_AGREEMENT: 'kms:DeriveSharedSecret',
};

/** The action of a key that opens what it protects, or makes a MAC or a signature. */
export function useOf({ properties }: ResourceView): string {
  const { KeyUsage: usage = 'ENCRYPT_DECRYPT' } = properties;
  return USE_OF[String(usage)] ?? 'kms:Decrypt';
}

/**
 * Who may use a key for an action, as policies of the templates say together: roles that a policy of
 * theirs allows it and the key does not refuse for certain, and whom the policy of the key names. Policies
 * that AWS writes are not in a template: their roles are named with the policy to look at. What cannot be
 * read counts as allowed; a caller may be within a VPC.
 */
export function keyUsers(
  zone: EvidenceZone,
  key: ResourceView,
  rights: readonly RoleRights[],
  action: string = useOf(key),
): readonly KeyUser[] {
  const { statements, state } = keyPolicyOf(key);
  const isRefused = refusalOf(zone, key, statements, action);
  return [
    ...(state === 'unread' ? [byKey('whom its policy allows', UNREAD)] : []),
    ...(state === 'default' ? [byKey(accountText(zone))] : []),
    ...(delegatesToIam(zone, key, action)
      ? rights.flatMap((role) => usersOf(zone, key, role, action, isRefused))
      : []),
    ...statements
      .filter((statement) => statement.effect === 'Allow' && coversAction(statement, action))
      .flatMap((statement) => namedUsers(zone, key, statement)),
  ];
}

/** Who may use a key, in words, when nobody may by the templates. */
export function nobodyText(zone: EvidenceZone, key: ResourceView, action = useOf(key)): string {
  return delegatesToIam(zone, key, action)
    ? 'nobody by the templates; IAM of the account may let others'
    : 'nobody';
}

/**
 * Whom else than the templates name IAM of the account may let use a key, in words: an administrator, or
 * whoever has a policy that is in no template. A denial that a call through a service passes does not keep
 * them from reading what that service stores.
 */
export function othersText(zone: EvidenceZone, key: ResourceView, action = useOf(key)): string {
  if (!delegatesToIam(zone, key, action)) return 'nobody';
  const isRefused = refusalOf(zone, key, keyPolicyOf(key).statements, action);
  const { account, region } = zone.expectations;
  const stranger: RequestContext = new Map<string, string | undefined>([
    ['aws:principalarn', `arn:${partitionOf(region)}:iam::${account}:role/outside-of-the-zone`],
    ['aws:principalaccount', account],
    ['kms:calleraccount', account],
    ['aws:principalisawsservice', 'false'],
    [`aws:principaltag/${WORKLOAD_TAG}`.toLowerCase(), undefined],
  ]);
  const refuses = (way: RequestContext): boolean => isRefused(new Map([...stranger, ...way]));
  if (!refuses(DIRECT)) return 'anybody whom it allows';
  return refuses(throughContext('*'))
    ? 'nobody'
    : 'anybody whom it allows, through an AWS service alone';
}

function byKey(who: string, when = ''): KeyUser {
  return { who, through: undefined, when, by: 'key', purpose: false };
}

function usersOf(
  zone: EvidenceZone,
  key: ResourceView,
  { role, policies, elsewhere }: RoleRights,
  action: string,
  isRefused: (context: RequestContext) => boolean,
): readonly KeyUser[] {
  const who = actorOf(role);
  const caller = callerOf(zone, role);
  const refuses = (...contexts: readonly RequestContext[]): boolean =>
    isRefused(new Map([caller, ...contexts].flatMap((context) => [...context])));
  // A call of whichever kind: only what refuses all of them does.
  const user = (when: string, by: KeyUser['by']): readonly KeyUser[] =>
    refuses() ? [] : [{ who, through: undefined, when, by, purpose: false }];
  const allowed = policies.flatMap(({ policy, statements }) =>
    statements === undefined
      ? user('may: a policy of it could not be read', 'role')
      : statements
          .filter(
            (statement) =>
              statement.effect === 'Allow' &&
              coversAction(statement, action) &&
              coversKey(zone, policy, statement, key),
          )
          .flatMap((statement) => usersBy(zone, policy, statement, who, refuses)),
  );
  return [
    ...allowed,
    ...elsewhere.flatMap((arn) => {
      const known = awsWritten(arn);
      if (known?.uses.every((pattern) => !matches(pattern, action)) === true) return [];
      return user(writtenBy(arn), 'elsewhere').map((one) => ({
        ...one,
        ...(known === undefined ? {} : { services: known.services }),
      }));
    }),
  ];
}

/** Whom a statement of a role lets use a key, on each way that the key does not refuse. */
function usersBy(
  zone: EvidenceZone,
  policy: ResourceView,
  { conditions }: Statement,
  who: string,
  refuses: (...contexts: readonly RequestContext[]) => boolean,
): readonly KeyUser[] {
  return waysOf(zone, policy, conditions).flatMap(({ through, carried, rest }) => {
    const isOpen = through === undefined && !refuses(carried, DIRECT);
    // Who may not call directly may call through a service, unless the policy names which.
    const service = isOpen ? undefined : (through ?? '*');
    if (service !== undefined && refuses(carried, throughContext(service))) return [];
    const when = conditionsText(zone, policy, rest);
    return [{ who, through: service, when, by: 'role', purpose: isForPurpose(rest) }];
  });
}

/**
 * What AWS knows of a role that calls. Where from is not known: it may be within a VPC. Nor is a tag
 * that only deploying sets.
 */
function callerOf(zone: EvidenceZone, role: ResourceView): RequestContext {
  const { account } = zone.expectations;
  const tag = tagsOf(role).get(WORKLOAD_TAG);
  const tagged = tag === undefined ? undefined : patternOf(zone, role, tag);
  return new Map<string, string | undefined>([
    ['aws:principalarn', principalText(zone, role, { Ref: role.logicalId })],
    ['aws:principalaccount', account],
    ['kms:calleraccount', account],
    ['aws:principalisawsservice', 'false'],
    ...(tag !== undefined && tagged === undefined
      ? []
      : [[`aws:principaltag/${WORKLOAD_TAG}`.toLowerCase(), tagged] as const]),
  ]);
}

/** Whether a statement of a role is about a key: by reference, by a pattern of ARNs, or unreadably. */
function coversKey(
  zone: EvidenceZone,
  policy: ResourceView,
  statement: Statement,
  key: ResourceView,
): boolean {
  if (statement.inverted.has('Resource')) return true;
  // Which key has which id is known at deploy: a pattern of ids is taken to mean this one too.
  const arn = `arn:*:kms:${zone.regionOf(key)}:${zone.expectations.account}:*`;
  return (
    coversResource(zone, policy, statement, key) ||
    statement.resources.some((resource) => {
      const pattern = patternOf(zone, policy, resource);
      return pattern === undefined || arnsOverlap(pattern, arn);
    })
  );
}

/** Whom a statement of a key names, each by itself. The account alone stands for its IAM policies. */
function namedUsers(
  zone: EvidenceZone,
  key: ResourceView,
  statement: Statement,
): readonly KeyUser[] {
  const { conditions } = statement;
  const caller = conditions.find(
    ({ operator, key: name }) =>
      /^Arn(?:Equals|Like)$/.test(operator) && name === 'aws:principalarn',
  );
  return namedIn(zone, key, statement)
    .filter(({ kind }) => kind !== 'own' || conditions.length > 0)
    .flatMap((named: Named) => {
      // A condition says who of them all.
      const isNarrowed = named.kind === 'own' || named.kind === 'everybody';
      const by = isNarrowed && !statement.inverted.has('Principal') ? caller : undefined;
      const who =
        by === undefined
          ? named.who
          : by.values.map((value) => roleText(zone, shown(zone, key, value))).join(', ');
      return waysOf(
        zone,
        key,
        conditions.filter((condition) => condition !== by),
      ).map(({ through, rest }): KeyUser => ({
        who,
        through,
        when: conditionsText(zone, key, rest),
        by: 'key',
        purpose: isForPurpose(rest),
        isService: named.kind === 'service',
      }));
    });
}

/** `AWSServiceRoleForAmazonMacie` of its ARN; of a pattern what it is like; one of another account in full. */
function roleText({ expectations: { account } }: EvidenceZone, arn: string): string {
  if (!new RegExp(`^arn:[\\w-]+:iam::${account}:role/`).test(arn)) {
    return arn.includes('*') ? `whoever is like ${arn}` : arn;
  }
  return arn.includes('*') ? arn.replace(/^.*:role\//, 'roles like ') : arn.replace(/^.*\//, '');
}
