import type { Person, Service } from '../identity/principal';
import { ROLES } from '../identity/roles';
import { DATA_TYPES } from '../shared/audit/vocabulary';
import type { Action, DataType, Relation } from './vocabulary';
import { PHI_ACTIONS, ZONE_ACTIONS } from './vocabulary';

/** Who asks, as far as a decision needs to know. Every principal is one. */
export type Asker =
  | Pick<Person, 'kind' | 'tenant' | 'role' | 'via'>
  | Pick<Service, 'kind' | 'tenant' | 'may'>;

/** May this one do that? */
export interface Question {
  readonly principal: Asker;
  readonly action: Action;
  readonly resource: {
    /** Whose data, or whose registers. */
    readonly tenant: string;
    /**
     * The part of a record: expected for what is done to records, and for nothing else.
     *
     * @default - what is asked for is no part of a record
     */
    readonly dataType?: DataType;
  };
  readonly relation: Relation;
  /** Whether the privacy officer approved it, for the one who asks, and that still counts. */
  readonly approval: boolean;
  /** Whether a restriction of the person forbids it. */
  readonly restricted: boolean;
  /** Whether the account is active. Of a service: that config names it. */
  readonly active: boolean;
}

/** Name of `Role` in the policies for what is no person. */
export const SERVICE_ROLE = 'service';

/** Who asks, in the words of the policies. Each has a file of its own. */
export const POLICY_ROLES = [...ROLES, SERVICE_ROLE] as const;
export type PolicyRole = (typeof POLICY_ROLES)[number];

/** Everything that the policies know of a question: nobody's name, no tenant, no patient. */
export interface CedarQuestion {
  readonly role: PolicyRole;
  readonly action: Action;
  readonly resource: { readonly type: 'DataType' | 'Zone'; readonly id: string };
  readonly circumstances: Circumstances;
}

/** `Circumstances` of `policies/schema.cedarschema`, which says what each means. */
export interface Circumstances extends Relation {
  readonly approval: boolean;
  readonly restricted: boolean;
  readonly active: boolean;
  readonly sameTenant: boolean;
  readonly serviceNamed: boolean;
}

/** Why a question cannot be put to the policies. */
export const UNFIT_REASONS = [
  'unknown-role',
  'unknown-action',
  'unknown-data-type',
  'data-type-missing',
  'data-type-unexpected',
] as const;
export type UnfitReason = (typeof UNFIT_REASONS)[number];

/** With a data type or without: keys are renewed of a field, or of everything. */
const WITH_OR_WITHOUT: ReadonlySet<Action> = new Set(['reencrypt', 'rotate']);

const ZONE = { type: 'Zone', id: 'zone' } as const;

/**
 * The question in the words of the policies, or why it is none. Types promise the right words; this
 * looks again, since a word that comes from a table or a token is only as good as what put it there.
 */
export function cedarQuestion(question: Question): CedarQuestion | UnfitReason {
  const { principal, action, resource } = question;
  const role = roleOf(principal);
  if (role === undefined) return 'unknown-role';
  const isPhi = includes(PHI_ACTIONS, action);
  if (!isPhi && !includes(ZONE_ACTIONS, action)) return 'unknown-action';
  const { dataType } = resource;
  const circumstances = circumstancesOf(question);
  if (dataType === undefined) {
    if (isPhi && !WITH_OR_WITHOUT.has(action)) return 'data-type-missing';
    return { role, action, resource: ZONE, circumstances };
  }
  if (!includes(DATA_TYPES, dataType)) return 'unknown-data-type';
  if (!isPhi) return 'data-type-unexpected';
  return { role, action, resource: { type: 'DataType', id: dataType }, circumstances };
}

function roleOf(principal: Asker): PolicyRole | undefined {
  const { kind } = principal;
  if (kind === 'service') return SERVICE_ROLE;
  return kind === 'person' && includes(ROLES, principal.role) ? principal.role : undefined;
}

/** Only a plain yes counts: whatever else stands there, the answer gets no wider. */
function circumstancesOf(question: Question): Circumstances {
  const { principal, action, resource, relation } = question;
  const service = principal.kind === 'service' ? principal : principal.via;
  const tenants = [principal.tenant, ...(service === undefined ? [] : [service.tenant])];
  return {
    careTeam: isTrue(relation.careTeam),
    department: isTrue(relation.department),
    own: isTrue(relation.own),
    brokenGlass: isTrue(relation.brokenGlass),
    approval: isTrue(question.approval),
    restricted: !isFalse(question.restricted),
    active: isTrue(question.active),
    sameTenant: resource.tenant !== '' && tenants.every((tenant) => tenant === resource.tenant),
    serviceNamed: service === undefined || service.may.includes(action),
  };
}

const isTrue = (value: unknown): boolean => value === true;
const isFalse = (value: unknown): boolean => value === false;

function includes<T extends string>(words: readonly T[], word: string): word is T {
  return words.some((known) => known === word);
}
