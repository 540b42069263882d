import type { Subject } from '../evaluation';
import { textOf, THIS_ACCOUNT, wordOf } from './value-text';
import type { ResourceView, ZoneView } from './zone-view';
import { isObject } from './zone-view';

/**
 * Reading of policy documents.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */

/** A statement, with a list where a document may have one value or several. */
export interface Statement {
  /** Its Sid, or its place in the document: `number 2`. */
  readonly name: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly Principal[];
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  /** Elements in their `Not` form, such as `NotAction`: their list says what is left out. */
  readonly inverted: ReadonlySet<Invertible>;
  readonly conditions: readonly Condition[];
}

export type Invertible = 'Principal' | 'Action' | 'Resource';

export interface Principal {
  readonly kind: (typeof PRINCIPAL_KINDS)[number];
  readonly value: unknown;
}

export interface Condition {
  /** With its prefix or suffix: `ForAnyValue:StringLike`, `StringEqualsIfExists`. */
  readonly operator: string;
  /** In small letters, since AWS takes any. */
  readonly key: string;
  /** The key as the document writes it. */
  readonly written: string;
  readonly values: readonly unknown[];
}

const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

/** Statements of a document, an object or its JSON. Undefined when a part of it cannot be read. */
export function statementsIn(document: unknown): readonly Statement[] | undefined {
  const { Statement: statements } = documentOf(document) ?? {};
  if (!Array.isArray(statements) && !isObject(statements)) return undefined;
  return allOrNothing(listOf(statements).map(readStatement));
}

/** Whether a statement is about an action. */
export function coversAction({ actions, inverted }: Statement, action: string): boolean {
  const named = actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  return named !== inverted.has('Action');
}

/** Whether a statement covers a resource itself, or all that is `below` it, such as the objects of a bucket. */
export function coversResource(
  zone: ZoneView,
  policy: Subject,
  { resources, inverted }: Statement,
  target: ResourceView,
  below?: 'below',
): boolean {
  if (inverted.has('Resource')) return false;
  const { BucketName: name } = target.properties;
  const names = [wordOf(target), ...(typeof name === 'string' ? [name] : [])];
  // What no pattern but a wildcard at the end can cover.
  const suffix = below === undefined ? '' : '/\uE000';
  return resources.some((resource) => {
    const pattern = textOf(zone, policy, resource)?.replace(/^arn:[^:]*:s3:::/, '');
    return pattern !== undefined && names.some((text) => matches(pattern, `${text}${suffix}`));
  });
}

/** Whether a statement is for more than the principals that it names. */
export function hasWildcardPrincipal({ principals, inverted }: Statement): boolean {
  return (
    inverted.has('Principal') || principals.some(({ value }) => JSON.stringify(value).includes('*'))
  );
}

/** Whether every principal of a statement can be read: a role of the zone can, a parameter cannot. */
export function namesItsPrincipals(
  zone: ZoneView,
  policy: Subject,
  { principals }: Statement,
): boolean {
  return principals.every(({ kind, value }) => {
    const text = textOf(zone, policy, value);
    if (text === undefined || kind !== 'AWS') return text !== undefined;
    return text.startsWith('arn:') ? namesItsOwner(zone, text) : isOurs(zone, text);
  });
}

/** Whether a principal that is no ARN is of this zone: a reference, or the account itself. */
function isOurs({ expectations }: ZoneView, text: string): boolean {
  return text === '*' || text.startsWith('<') || text === expectations.account;
}

/** Whether a statement is for everybody, as a denial must be that has no hole. */
export function isForEverybody({ principals, inverted }: Statement): boolean {
  return (
    !inverted.has('Principal') &&
    principals.some(({ kind, value }) => kind === 'AWS' && value === '*')
  );
}

/** Keys that say whose a caller is, or on whose behalf a service calls. */
const OWNER_KEYS = [
  'aws:PrincipalAccount',
  'aws:PrincipalOrgID',
  'aws:SourceAccount',
  'kms:CallerAccount',
] as const;

/** Whether a condition ties a statement to an account or organization that it names. */
export function isTiedToOwner(
  zone: ZoneView,
  policy: Subject,
  { conditions }: Statement,
  keys: readonly string[] = OWNER_KEYS,
): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      // Not `IfExists`, nor `ForAllValues`: both are true of a call that lacks the key.
      operator === 'StringEquals' &&
      keys.some((known) => known.toLowerCase() === key) &&
      values.length > 0 &&
      values.every((value) => isOwner(zone, textOf(zone, policy, value))),
  );
}

/** Whether a text is the account of the zone or an organization, and not a pattern or a variable. */
export function isOwner({ expectations }: ZoneView, text: string | undefined): boolean {
  return (
    text === THIS_ACCOUNT ||
    text === expectations.account ||
    (text !== undefined && /^o-[a-z0-9]{10,32}$/.test(text))
  );
}

/** Whether an ARN is of the account of the zone, or, where it has none as that of a bucket, names the resource. */
export function namesItsOwner({ expectations }: ZoneView, arn: string | undefined): boolean {
  if (arn === undefined) return false;
  if (arn.startsWith('<')) return true;
  const [prefix, , , , account = '', ...rest] = arn.split(':');
  if (prefix !== 'arn') return false;
  if (account !== '') return account === THIS_ACCOUNT || account === expectations.account;
  const resource = rest.join(':').replace(/[:/].*/, '');
  return resource !== '' && !/[*?$]/.test(resource);
}

/** Whether a denial spares nobody, or, in a zone that may be torn down, one role that it names. */
export function sparesAtMostOneRole({ conditions }: Statement, permanent: boolean): boolean {
  const [condition, ...others] = conditions;
  if (condition === undefined) return true;
  if (permanent || others.length > 0) return false;
  const { operator, key, values } = condition;
  const [role, ...more] = values;
  return (
    operator === 'ArnNotEquals' &&
    key === 'aws:principalarn' &&
    more.length === 0 &&
    typeof role === 'string' &&
    /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(role)
  );
}

/** Whether a text is what a pattern with `*` and `?` says. */
export function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replaceAll(/[\\^$.+()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`).test(text);
}

/** One value or a list of them, as a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function readStatement(value: unknown, index: number): Statement | undefined {
  if (!isObject(value)) return undefined;
  const { Sid: sid, Effect: effect } = value;
  const principals = readPrincipals(value['Principal'] ?? value['NotPrincipal']);
  const actions = listOf(value['Action'] ?? value['NotAction']);
  const conditions = readConditions(value['Condition']);
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  if (principals === undefined || conditions === undefined) return undefined;
  if (!actions.every((action) => typeof action === 'string')) return undefined;
  return {
    name: typeof sid === 'string' ? sid : `number ${index + 1}`,
    effect,
    principals,
    actions,
    resources: listOf(value['Resource'] ?? value['NotResource']),
    inverted: new Set(
      (['Principal', 'Action', 'Resource'] as const).filter((name) => `Not${name}` in value),
    ),
    conditions,
  };
}

function readPrincipals(value: unknown): readonly Principal[] | undefined {
  if (value === undefined) return [];
  if (value === '*') return [{ kind: 'AWS', value }];
  if (!isObject(value)) return undefined;
  return allOrNothing(
    Object.entries(value).flatMap(([key, values]) => {
      const kind = PRINCIPAL_KINDS.find((known) => known === key);
      if (kind === undefined) return [undefined];
      return listOf(values).map((one) => ({ kind, value: one }));
    }),
  );
}

function readConditions(value: unknown): readonly Condition[] | undefined {
  if (value === undefined) return [];
  if (!isObject(value)) return undefined;
  return allOrNothing(
    Object.entries(value).flatMap(([operator, keys]) =>
      isObject(keys)
        ? Object.entries(keys).map(([key, values]) => ({
            operator,
            key: key.toLowerCase(),
            written: key,
            values: listOf(values),
          }))
        : [undefined],
    ),
  );
}

function allOrNothing<T>(entries: readonly (T | undefined)[]): readonly T[] | undefined {
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function documentOf(document: unknown): Readonly<Record<string, unknown>> | undefined {
  const text = typeof document === 'string' ? [document] : partsOf(document);
  const read: unknown = text === undefined ? document : parse(text);
  return isObject(read) ? read : undefined;
}

function partsOf(document: unknown): readonly unknown[] | undefined {
  const join = isObject(document) ? document['Fn::Join'] : undefined;
  if (!Array.isArray(join)) return undefined;
  const [separator, parts] = join as readonly unknown[];
  return separator === '' && Array.isArray(parts) ? parts : undefined;
}

/** JSON that CDK has joined from text and references: each reference comes back where it stood. */
function parse(parts: readonly unknown[]): unknown {
  const text = parts
    .map((part, index) => (typeof part === 'string' ? part : `\uE000${index}\uE000`))
    .join('');
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === 'string' && value.includes('\uE000') ? withReferences(value, parts) : value,
    );
  } catch {
    return undefined;
  }
}

function withReferences(text: string, parts: readonly unknown[]): unknown {
  const pieces = text
    .split('\uE000')
    .map((piece, index) => (index % 2 === 0 ? piece : parts[Number(piece)]))
    .filter((piece) => piece !== '');
  return pieces.length === 1 ? pieces[0] : { 'Fn::Join': ['', pieces] };
}
