import type { Subject } from '../../lib/compliance/evaluation';
import { textOf } from '../../lib/compliance/reading/value-text';
import type { JsonObject, ZoneView } from '../../lib/compliance/reading/zone-view';
import { isObject } from '../../lib/compliance/reading/zone-view';

/**
 * A small judge of policies, for the subset that ours use. What it does not know (NotAction,
 * another operator) it refuses, so that no test passes on a statement that was not read.
 */

/** One request, as the service that owns the resource sees it. */
export interface Request {
  /** Service principal, or the text of a role's ARN. */
  readonly by: { readonly service: string } | { readonly role: string };
  readonly action: string;
  /** Text of the ARN (see `textOf`). */
  readonly resource: string;
  /** Condition keys in small letters. What is not here, the request does not carry. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** What a policy says of a request. */
export function judge(
  zone: ZoneView,
  from: Subject,
  document: unknown,
  request: Request,
): 'allow' | 'deny' | 'implicit deny' {
  const statements = isObject(document) ? document['Statement'] : undefined;
  if (!Array.isArray(statements)) throw new Error(`${from.path} has no policy`);
  const effects = statements
    .filter((statement): statement is JsonObject => isObject(statement))
    .filter((statement) => applies(zone, from, statement, request))
    .map(({ Effect: effect }) => effect);
  if (effects.some((effect) => effect === 'Deny')) return 'deny';
  return effects.some((effect) => effect === 'Allow') ? 'allow' : 'implicit deny';
}

const KNOWN = new Set(['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition']);

function applies(zone: ZoneView, from: Subject, statement: JsonObject, request: Request): boolean {
  const unknown = Object.keys(statement).filter((element) => !KNOWN.has(element));
  if (unknown.length > 0) throw new Error(`cannot judge ${unknown.join()}`);
  const texts = (value: unknown): readonly string[] =>
    [value].flat().map((entry) => textOf(zone, from, entry) ?? '<unreadable>');
  return (
    // An identity policy has no principal, a trust policy no resource.
    (!('Principal' in statement) || isOf(statement['Principal'], request, texts)) &&
    texts(statement['Action']).some((pattern) => like(pattern, request.action)) &&
    (!('Resource' in statement) ||
      texts(statement['Resource']).some((pattern) => like(pattern, request.resource))) &&
    Object.entries(isObject(statement['Condition']) ? statement['Condition'] : {}).every(
      ([operator, keys]) =>
        Object.entries(isObject(keys) ? keys : {}).every(([key, values]) =>
          holds(operator, texts(values), request.context[key.toLowerCase()]),
        ),
    )
  );
}

function isOf(
  principal: unknown,
  { by }: Request,
  texts: (value: unknown) => readonly string[],
): boolean {
  if (principal === '*') return true;
  if (!isObject(principal)) throw new Error('cannot judge this principal');
  const { AWS: accounts, Service: services } = principal;
  if (accounts === '*') return true;
  return 'service' in by
    ? services !== undefined && texts(services).includes(by.service)
    : accounts !== undefined && texts(accounts).includes(by.role);
}

function holds(
  operator: string,
  wanted: readonly string[],
  given: string | readonly string[] | undefined,
): boolean {
  // A key that the request does not carry has no value that could be wrong.
  if (operator === 'ForAllValues:StringEquals') {
    return [given ?? []].flat().every((value) => wanted.includes(value));
  }
  if (operator === 'Null') return wanted.includes(String(given === undefined));
  if (typeof given === 'object') throw new Error(`cannot judge ${operator} of several values`);
  switch (operator) {
    case 'StringEquals':
    case 'ArnEquals':
    case 'Bool':
      return given !== undefined && wanted.includes(given);
    case 'BoolIfExists':
      return given === undefined || wanted.includes(given);
    case 'StringLike':
    case 'ArnLike':
      return given !== undefined && wanted.some((pattern) => like(pattern, given));
    case 'StringNotEquals':
    case 'ArnNotEquals':
      return given === undefined || !wanted.includes(given);
    case 'ArnNotLike':
      return given === undefined || !wanted.some((pattern) => like(pattern, given));
    case 'NumericLessThan':
      return given !== undefined && wanted.some((limit) => Number(given) < Number(limit));
    default:
      throw new Error(`cannot judge ${operator}`);
  }
}

/** `*` is any text, `?` any one character. */
function like(pattern: string, text: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+^$()|[\]{}\\]/g, String.raw`\$&`).replaceAll('?', '.'))
    .join('.*');
  return new RegExp(`^${source}$`, 's').test(text);
}
