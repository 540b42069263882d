import type { Statement } from '../../../compliance/reading/policy';
import { coversAction, listOf, matches, statementsIn } from '../../../compliance/reading/policy';
import { RESOURCE_POLICIES } from '../../../compliance/reading/resource-policies';
import { isSame, wordOf } from '../../../compliance/reading/value-text';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { awsWritten, writtenBy } from './aws-written';
import { distinct } from './lists';
import { actorOf, placeOf } from './names';
import { arnsOverlap, overlaps, patternOf } from './patterns';
import { TARGETS } from './policy-targets';
import { namedIn } from './principals';
import type { RoleRights } from './role-rights';
import { conditionsText } from './statement-text';
import type { StoreArn } from './store-arns';
import { storeArns, storeName } from './store-arns';
import type { StoreType } from './store-types';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** Says who may read a store of a type, in words. */
export type Readers = (store: ResourceView, type: StoreType) => string;

/** Somebody who may read, and how that is known; empty when a statement says so of the store. */
interface Reader {
  readonly who: string;
  readonly how: string;
}

/** A statement that allows, and whom. */
interface Allowance {
  readonly readers: readonly Reader[];
  readonly policy: ResourceView;
  readonly statement: Statement;
  /** What the policy is put on; undefined for one of a role, or of log groups. */
  readonly target?: unknown;
}

/** A policy with what cannot be read in it, and whom it is for. */
interface Unread {
  readonly reader: Reader;
  readonly policy: ResourceView;
  readonly target?: unknown;
}

/** How far a value names a store. */
type Reach = 'covers' | 'may' | 'no';

const LEAVES_OUT = 'may: its statement names what it leaves out';
const SET_LATER = 'may: on what is set at deploy';

/**
 * Who may read a store by policies of roles and of the store itself. Each resource of a statement is
 * judged by itself: a reference to the store or a part of it, or a pattern of ARNs. What cannot be read,
 * or is not left out for certain, may read. Denials and conditions of roles take nobody off. Policies
 * are read once for all stores.
 */
export function readersIn(zone: EvidenceZone, rights: readonly RoleRights[]): Readers {
  const ofRoles = allowancesOf(rights);
  const ofStores = zone.resources.flatMap((resource) => resourceAllowances(zone, resource));
  const [allowances, unread] = [
    [...ofRoles, ...ofStores].flatMap((one) => ('statement' in one ? [one] : [])),
    [...ofRoles, ...ofStores].flatMap((one) => ('reader' in one ? [one] : [])),
  ];
  return (store, { reads, service = reads[0]?.replace(/:.*/, '') }) => {
    if (reads.length === 0) return '';
    const arns = storeArns(zone, store);
    const isOn = (policy: ResourceView, target: unknown): boolean =>
      target === undefined ||
      isSame(policy, store) ||
      listOf(target).some((one) => isOnStore(zone, policy, one, store, arns));
    return readersText([
      ...allowances
        .filter(
          ({ policy, statement, target }) =>
            reads.some((action) => coversAction(statement, action)) && isOn(policy, target),
        )
        .flatMap(({ readers, policy, statement, target }) => {
          const reach =
            target === undefined ? reachOf(zone, policy, statement, store, arns) : 'covers';
          if (reach === 'no') return [];
          const doubt = statement.inverted.has('Resource') ? LEAVES_OUT : SET_LATER;
          return readers.map((reader) => (reach === 'covers' ? reader : { ...reader, how: doubt }));
        }),
      ...unread.filter(({ policy, target }) => isOn(policy, target)).map(({ reader }) => reader),
      ...rights.flatMap(({ role, elsewhere }) =>
        elsewhere
          .filter((arn) => isOfService(arn, service))
          .map((arn) => ({ who: actorOf(role), how: writtenBy(arn) })),
      ),
    ]);
  };
}

/** `phi-api, phi-backfill | hlz-mercy-backup (by policies that AWS writes)`, the sure ones first. */
function readersText(readers: readonly Reader[]): string {
  const who = (how: string): string =>
    distinct(readers.filter((one) => one.how === how).map((one) => one.who)).join(', ');
  const doubts = distinct(readers.map(({ how }) => how)).map((how) => `${who(how)} (${how})`);
  return [who(''), ...doubts].filter((text) => text !== '').join(' | ');
}

function isOfService(arn: string, service: string | undefined): boolean {
  const services = awsWritten(arn)?.services;
  return services === undefined || service === undefined || services.includes(service);
}

function allowancesOf(rights: readonly RoleRights[]): readonly (Allowance | Unread)[] {
  return rights.flatMap(({ role, policies }) =>
    policies.flatMap(({ policy, statements }): readonly (Allowance | Unread)[] => {
      const who = actorOf(role);
      if (statements === undefined) {
        return [{ policy, reader: { who, how: 'may: a policy of it could not be read' } }];
      }
      return allowing(statements).map((statement) => ({
        readers: [{ who, how: '' }],
        policy,
        statement,
      }));
    }),
  );
}

/** Policies of keys and roles are about those alone. */
const NOT_OF_STORES = /^AWS::(?:KMS|IAM)::/;

function resourceAllowances(
  zone: EvidenceZone,
  resource: ResourceView,
): readonly (Allowance | Unread)[] {
  const { type, properties } = resource;
  if (NOT_OF_STORES.test(type)) return [];
  const property = TARGETS[type];
  // Its own policy is put on the resource itself; one of log groups on what its statements name.
  const target =
    type === 'AWS::Logs::ResourcePolicy'
      ? undefined
      : property === undefined
        ? []
        : (properties[property] ?? []);
  return (RESOURCE_POLICIES[type]?.(properties) ?? [])
    .filter((document) => document !== undefined)
    .flatMap((document): readonly (Allowance | Unread)[] => {
      const statements = statementsIn(document);
      if (statements === undefined) {
        const who = `whom ${placeOf(resource)} allows`;
        return [{ policy: resource, target, reader: { who, how: 'could not be read' } }];
      }
      return allowing(statements).map((statement) => ({
        readers: namedIn(zone, resource, statement).map(({ who, kind }) => {
          const when = conditionsText(zone, resource, statement.conditions);
          return { who, how: kind === 'role' || when === '' ? '' : `if ${when}` };
        }),
        policy: resource,
        statement,
        target,
      }));
    });
}

function allowing(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter(({ effect }) => effect === 'Allow');
}

/** Whether a policy is put on a store, by name, ARN or reference; also when that cannot be read. */
function isOnStore(
  zone: EvidenceZone,
  policy: ResourceView,
  target: unknown,
  store: ResourceView,
  arns: readonly StoreArn[],
): boolean {
  // Which kind of store a policy is put on, its type says.
  if (!store.type.startsWith(policy.type.split('::').slice(0, 2).join('::'))) return false;
  // A queue may be named by its URL.
  const name = patternOf(zone, policy, target)?.replace(/^https:.*\//, '');
  if (name !== undefined && !/[:<]/.test(name)) return overlaps(name, storeName(zone, store));
  return reachOfValue(zone, policy, target, store, arns) !== 'no';
}

function reachOf(
  zone: EvidenceZone,
  policy: ResourceView,
  statement: Statement,
  store: ResourceView,
  arns: readonly StoreArn[],
): Reach {
  if (statement.inverted.has('Resource')) {
    return isLeftOut(zone, policy, statement, store, arns) ? 'no' : 'may';
  }
  const reaches = new Set(
    statement.resources.map((value) => reachOfValue(zone, policy, value, store, arns)),
  );
  return reaches.has('covers') ? 'covers' : reaches.has('may') ? 'may' : 'no';
}

function reachOfValue(
  zone: EvidenceZone,
  policy: ResourceView,
  value: unknown,
  store: ResourceView,
  arns: readonly StoreArn[],
): Reach {
  if (zone.mentioned(policy, value).some((resource) => isSame(resource, store))) return 'covers';
  const pattern = patternOf(zone, policy, value);
  if (pattern === undefined) return 'may';
  return arns.some((arn) => arnsOverlap(pattern, arn.pattern)) ? 'covers' : 'no';
}

/** Whether NotResource has all of a store for certain: every ARN of what is in it, by name or reference. */
function isLeftOut(
  zone: EvidenceZone,
  policy: ResourceView,
  { resources }: Statement,
  store: ResourceView,
  arns: readonly StoreArn[],
): boolean {
  const patterns = resources.flatMap((value) => patternOf(zone, policy, value) ?? []);
  return arns.every((arn) =>
    patterns.some(
      (pattern) =>
        matches(pattern, arn.pattern) || matches(pattern, `${wordOf(store)}${arn.below}`),
    ),
  );
}
