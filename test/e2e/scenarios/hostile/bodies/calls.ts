import type { Api, ApiOperation } from '../../../../../lib/api/document';
import { LONGEST_BODY } from '../../../../../lambda/shared/http/request';
import type { Random } from '../../../../support/random';
import { createRandom } from '../../../../support/random';
import { BLANK, canaryOf, stamped } from './canary';
import type { Unreadable } from './no-json';
import { noJson, otherMedia, tooLong } from './no-json';
import { sampleOf } from './sample';
import { violationsOf } from './violations';

/** A call that must be refused for its body, and how. */
export interface HostileCall {
  /** From 1 on; its canary is made of it. */
  readonly number: number;
  readonly operation: ApiOperation;
  /** What is wrong with the body. */
  readonly kind: string;
  /** Where, when it is JSON. @default - it is none, or too long, or of another type */
  readonly pointer?: string;
  /** Made when it is sent: some are long. */
  readonly body: () => Buffer;
  /** Undefined are not sent. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Whether its bytes must arrive as they are, which a gateway does not do. */
  readonly bytes: boolean;
  readonly expected: Expected;
}

/** How it must be answered. */
export interface Expected {
  readonly status: number;
  readonly code: string;
}

/** A way of making a call, of which one is chosen. */
interface Draft extends Omit<HostileCall, 'number' | 'body'> {
  readonly body: (canary: string) => Buffer;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const INVALID_BODY = { status: 400, code: 'invalid-body' };
const INVALID_JSON = { status: 400, code: 'invalid-json' };
const NOT_JSON = { status: 415, code: 'not-json' };
const TOO_LARGE = { status: 413, code: 'too-large' };

export interface Choice {
  /** The same seed chooses the same calls. */
  readonly seed: number;
  /** Calls of an operation of people. */
  readonly ofPeople: number;
  /** Calls of an operation of services, which the same functions answer. */
  readonly ofServices: number;
}

/**
 * Calls to every operation with a body, on both roots: as many of each kind as of every other, at places that the
 * seed chooses, and bodies that are too long to each function.
 */
export function hostileCalls(
  api: Api,
  { seed, ofPeople, ofServices }: Choice,
): readonly HostileCall[] {
  const random = createRandom(seed);
  const used = new Map<string, number>();
  const operations = api.operations.filter(({ request }) => request !== undefined);
  const chosen = operations.flatMap((operation) =>
    evenly(
      draftsFor(api, operation),
      operation.root === 'people' ? ofPeople : ofServices,
      used,
      random,
    ),
  );
  const long = [...new Set(operations.map((operation) => operation.function))].flatMap((name) => {
    const own = operations.filter((operation) => operation.function === name);
    return longDrafts(api, random.pick(own));
  });
  return [...chosen, ...long].map(({ body, ...draft }, index) => {
    const number = index + 1;
    return { ...draft, number, body: () => body(canaryOf(number)) };
  });
}

/** Every body that an operation must refuse, but those that are too long. */
export function draftsFor(api: Api, operation: ApiOperation): readonly Draft[] {
  const { schema, sample } = materialOf(api, operation);
  const good = JSON.stringify(sample);
  const common = { operation, headers: JSON_TYPE, bytes: false };
  const unreadable = (
    make: (good: string, canary: string) => readonly Unreadable[],
    expected: Expected,
  ): readonly Draft[] =>
    make(good, BLANK).map(({ kind, headers = JSON_TYPE, bytes = false }, at) => ({
      operation,
      kind,
      headers,
      bytes,
      expected,
      body: (canary) => make(stamped(good, canary), canary)[at]?.body ?? Buffer.alloc(0),
    }));
  return [
    ...violationsOf({ schema, schemas: api.schemas, sample }).map(({ text, ...violation }) => ({
      ...common,
      ...violation,
      expected: INVALID_BODY,
      body: (canary: string) => Buffer.from(stamped(text(), canary)),
    })),
    ...unreadable(noJson, INVALID_JSON),
    ...unreadable(otherMedia, NOT_JSON),
  ];
}

/** Bodies that are too long for an operation. */
export function longDrafts(api: Api, operation: ApiOperation): readonly Draft[] {
  const good = JSON.stringify(materialOf(api, operation).sample);
  const { longestBody = LONGEST_BODY } = operation;
  return tooLong(good, longestBody).map(({ kind }, at) => ({
    operation,
    kind,
    headers: JSON_TYPE,
    bytes: false,
    expected: TOO_LARGE,
    body: (canary) => tooLong(stamped(good, canary), longestBody)[at]?.make() ?? Buffer.alloc(0),
  }));
}

function materialOf({ schemas }: Api, { request = '' }: ApiOperation) {
  const schema = schemas[request] ?? {};
  return { schema, sample: sampleOf(schema, schemas, BLANK) };
}

/** So many, of the kinds first that were used least. */
function evenly(
  drafts: readonly Draft[],
  most: number,
  used: Map<string, number>,
  random: Random,
): readonly Draft[] {
  const byKind = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const same = byKind.get(draft.kind);
    if (same === undefined) byKind.set(draft.kind, [draft]);
    else same.push(draft);
  }
  const order = [...byKind]
    .map(([kind, of]) => ({ kind, of, rank: (used.get(kind) ?? 0) + random.below(1000) / 1000 }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most);
  return order.map(({ kind, of }) => {
    used.set(kind, (used.get(kind) ?? 0) + 1);
    return random.pick(of);
  });
}
