import type { Condition, Statement } from '../../../compliance/reading/policy';
import {
  coversAction,
  coversResource,
  matches,
  statementsIn,
} from '../../../compliance/reading/policy';
import type { RequestContext } from '../../../compliance/reading/request';
import { principalText, refusalOf } from '../../../compliance/reading/request';
import { tagsOf } from '../../../compliance/reading/tags';
import { textOf } from '../../../compliance/reading/value-text';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { partitionOf, WORKLOAD_TAG } from '../../../names';
import { actorOf } from './names';
import type { RoleRights } from './role-rights';
import { shown } from './shown';
import { conditionsText, principalsText } from './statement-text';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** Somebody who may use a key, and on which way. */
export interface KeyUser {
  /** Workload, role or service. */
  readonly who: string;
  /** The AWS service that calls KMS in its name; undefined for a direct call. */
  readonly through: string | undefined;
  /** What else must hold; empty when nothing. */
  readonly when: string;
  /** What says so: the policy of the key, one of the role, or one that AWS writes and no template has. */
  readonly by: 'key' | 'role' | 'aws';
  /** Whether only what was encrypted for one purpose can be decrypted so: a condition on the encryption context. */
  readonly purpose: boolean;
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

/** Statements of the policy of a key; none when it cannot be read. */
export function keyStatements({ properties }: ResourceView): readonly Statement[] {
  return statementsIn(properties['KeyPolicy']) ?? [];
}

/**
 * Who may use a key for an action, as policies of the templates say together: roles that a policy of
 * theirs allows it and the key does not refuse, and whom the policy of the key names. Policies that
 * AWS writes are not in a template: their roles are named with the policy to look at.
 */
export function keyUsers(
  zone: EvidenceZone,
  key: ResourceView,
  rights: readonly RoleRights[],
  action: string = useOf(key),
): readonly KeyUser[] {
  const statements = keyStatements(key);
  const isRefused = refusalOf(zone, key, statements, action);
  const named = statements.filter(
    (statement) =>
      statement.effect === 'Allow' &&
      coversAction(statement, action) &&
      !delegates(zone, key, statement),
  );
  return [
    ...(delegatesToIam(zone, key, action)
      ? rights.flatMap((role) => usersOf(zone, key, role, action, isRefused))
      : []),
    ...named.map((statement) => namedUser(zone, key, statement)),
  ];
}

/** Whether policies of IAM count for an action on a key: its own policy leaves it to the account. */
export function delegatesToIam(zone: EvidenceZone, key: ResourceView, action: string): boolean {
  return keyStatements(key).some(
    (statement) => coversAction(statement, action) && delegates(zone, key, statement),
  );
}

function delegates(zone: EvidenceZone, key: ResourceView, statement: Statement): boolean {
  const { account } = zone.expectations;
  return (
    statement.effect === 'Allow' &&
    statement.conditions.length === 0 &&
    statement.principals.some(({ value }) =>
      [account, `arn:aws:iam::${account}:root`].includes(principalText(zone, key, value) ?? ''),
    )
  );
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
  const through = (service: string): boolean =>
    isRefused(new Map([...caller, ['kms:viaservice', service]]));
  const allowed = policies.flatMap(({ policy, statements }) =>
    (statements ?? [])
      .filter(
        (statement) =>
          statement.effect === 'Allow' &&
          coversAction(statement, action) &&
          coversKey(zone, policy, statement, key),
      )
      .flatMap(({ conditions }): readonly KeyUser[] =>
        waysOf(zone, policy, conditions)
          .filter(({ context }) => !isRefused(new Map([...caller, ...context])))
          .map(({ service, rest }) => ({
            who,
            through: service,
            when: conditionsText(zone, policy, rest),
            by: 'role',
            purpose: isForPurpose(rest),
          })),
      ),
  );
  return [
    ...allowed,
    ...(elsewhere.length > 0 && !through('<any>')
      ? [
          {
            who,
            through: undefined,
            when: 'by policies that AWS writes',
            by: 'aws' as const,
            purpose: false,
          },
        ]
      : []),
  ];
}

/** What AWS knows of a role that calls. */
function callerOf(zone: EvidenceZone, role: ResourceView): RequestContext {
  const { account } = zone.expectations;
  const tag = tagsOf(role).get(WORKLOAD_TAG);
  return new Map([
    ['aws:principalarn', principalText(zone, role, { Ref: role.logicalId })],
    ['aws:principalaccount', account],
    ['kms:calleraccount', account],
    ['aws:principalisawsservice', 'false'],
    [
      `aws:principaltag/${WORKLOAD_TAG}`.toLowerCase(),
      tag === undefined ? undefined : shown(zone, role, tag),
    ],
    ['kms:viaservice', undefined],
    ['aws:sourcevpc', undefined],
  ]);
}

interface Way {
  readonly service: string | undefined;
  /** What the conditions say that a call carries. */
  readonly context: RequestContext;
  /** Conditions beside the one that names the service. */
  readonly rest: readonly Condition[];
}

/** One way for each service that conditions name; a direct one when they name none. */
function waysOf(
  zone: EvidenceZone,
  policy: ResourceView,
  conditions: readonly Condition[],
): readonly Way[] {
  const via = conditions.find(
    ({ key, operator }) => key === 'kms:viaservice' && operator.startsWith('String'),
  );
  const rest = conditions.filter((condition) => condition !== via);
  const carried = new Map(
    rest.flatMap(({ operator, key, values }): readonly (readonly [string, string])[] => {
      const [first, ...more] = values.map((value) => shown(zone, policy, value));
      return operator === 'StringEquals' && first !== undefined && more.length === 0
        ? [[key, first]]
        : [];
    }),
  );
  return (via?.values ?? [undefined]).map((value) => {
    const service = value === undefined ? undefined : shown(zone, policy, value);
    return {
      service,
      context: service === undefined ? carried : new Map([...carried, ['kms:viaservice', service]]),
      rest,
    };
  });
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
  const arn = `arn:${partitionOf(zone.regionOf(key))}:kms:${zone.regionOf(key)}:${zone.expectations.account}:key/any`;
  return (
    coversResource(zone, policy, statement, key) ||
    statement.resources.some((resource) => {
      const text = textOf(zone, policy, resource);
      return text === undefined || matches(text.replace(/(:(?:key|alias)\/).*/, '$1*'), arn);
    })
  );
}

function namedUser(zone: EvidenceZone, key: ResourceView, statement: Statement): KeyUser {
  const { conditions } = statement;
  const named = conditions.find(
    ({ operator, key: name }) =>
      /^Arn(?:Equals|Like)$/.test(operator) && name === 'aws:principalarn',
  );
  const via = conditions.find(
    ({ operator, key: name }) => operator === 'StringEquals' && name === 'kms:viaservice',
  );
  const rest = conditions.filter((condition) => condition !== named && condition !== via);
  return {
    who:
      named === undefined
        ? principalsText(zone, key, statement)
        : named.values.map((value) => roleText(shown(zone, key, value))).join(', '),
    through: via === undefined ? undefined : shown(zone, key, via.values),
    when: conditionsText(zone, key, rest),
    by: 'key',
    purpose: isForPurpose(rest),
  };
}

/** `AWSServiceRoleForAmazonMacie` of its ARN; of a pattern what it is like. */
function roleText(arn: string): string {
  return arn.includes('*') ? arn.replace(/^.*:role\//, 'roles like ') : arn.replace(/^.*\//, '');
}

function isForPurpose(conditions: readonly Condition[]): boolean {
  return conditions.some(
    ({ key, operator }) => key.startsWith('kms:encryptioncontext:') && operator !== 'Null',
  );
}
