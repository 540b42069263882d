import fc from 'fast-check';
import { apiOf } from '../../../../../lib/api/document';
import { LONGEST_BODY } from '../../../../../lambda/shared/http/request';
import { ajvFor } from '../../../../lambda/support/spoilt-bodies';
import { openApi } from '../../../../support/api/open-api';
import type { HostileCall } from './calls';
import { draftsFor, hostileCalls, longDrafts } from './calls';
import { BLANK, canariesIn, canaryOf } from './canary';
import { sampleOf } from './sample';

const api = apiOf(openApi());
const BODIES = api.operations.filter(
  ({ request, root }) => request !== undefined && root === 'people',
);
const CHOICE = { seed: 1, ofPeople: 18, ofServices: 8 };

/** Places at which Ajv finds the body wrong, and not the code under test. */
function placesByAjv(schema: string, body: unknown): readonly string[] {
  const validate = ajvFor(schema);
  if (validate(body)) return [];
  const places = (validate.errors ?? []).map(({ instancePath, keyword, params }) =>
    keyword === 'required'
      ? `#${instancePath}/${String(params['missingProperty'])}`
      : `#${instancePath}`,
  );
  return [...new Set(places)];
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

/** Kinds that have no room for a word, whatever the operation takes. */
const NO_ROOM = new Set([
  'UTF-16',
  'a BOM alone',
  'bytes of nothing',
  'compressed',
  'compressed, and does not say so',
  'no body',
  'nothing but blanks',
  'too long in bytes, not in characters',
]);
/** Kinds that put something else in the place of a word, which may have been the only one. */
const IN_PLACE_OF_THE_WORD = new Set([
  'a field is missing',
  'null',
  'nothing',
  'one character too short',
  'true instead',
]);

/** Whether a good body of an operation has a text in it that may be any word. */
function hasWord({ request = '' }: HostileCall['operation']): boolean {
  const sample = sampleOf(api.schemas[request] ?? {}, api.schemas, BLANK);
  return canariesIn(JSON.stringify(sample)).length > 0;
}

function nameOf({ operation, kind }: HostileCall): string {
  return `${operation.operationId}, ${kind}`;
}

/** What a body is not that its draft says it is. */
function lies({
  operation,
  kind,
  pointer,
  expected,
  headers,
  body,
}: HostileCall): readonly string[] {
  const { request = '', longestBody = LONGEST_BODY } = operation;
  const bytes = body();
  const isReadable = isJson(bytes);
  const places = isReadable ? placesByAjv(request, JSON.parse(bytes.toString())) : [];
  const isTrue =
    isReadable === (expected.code !== 'invalid-json') &&
    places.join() === (pointer ?? '') &&
    (headers['content-type'] === 'application/json') === (expected.code !== 'not-json') &&
    bytes.length <= longestBody;
  return isTrue
    ? []
    : [`${operation.operationId}, ${kind} at ${String(pointer)}: ${places.join()}`];
}

test('a good body of each operation is good', () => {
  for (const { request = '' } of BODIES) {
    const good = sampleOf(api.schemas[request] ?? {}, api.schemas, 'zq');
    expect([request, placesByAjv(request, good)]).toEqual([request, []]);
  }
});

test('each body that is made of it is wrong in exactly the way that is said', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const calls = hostileCalls(api, { ...CHOICE, seed }).filter(
        ({ expected }) => expected.code !== 'too-large',
      );
      expect(calls.length).toBeGreaterThan(600);
      expect(calls.flatMap(lies)).toEqual([]);
    }),
    { numRuns: 2 },
  );
});

test('a body that is too long is too long, and says so of nothing else', () => {
  for (const operation of BODIES.filter(({ operation: name }) =>
    ['encryptFields', 'rotateKey'].includes(name),
  )) {
    const { longestBody = LONGEST_BODY } = operation;
    const lengths = longDrafts(api, operation).map(
      ({ body }) => body(canaryOf(7)).length - longestBody,
    );
    expect(lengths).toEqual([1, 8, expect.any(Number)]);
    expect(lengths[2]).toBeGreaterThan(1_000_000);
  }
});

describe('calls that are chosen', () => {
  const calls = hostileCalls(api, CHOICE);

  test('are the same for the same seed, and others for another', () => {
    const told = (list: typeof calls): string =>
      list
        .map(
          ({ kind, pointer, operation }) => `${operation.operationId} ${kind} ${String(pointer)}`,
        )
        .join('\n');
    expect(told(hostileCalls(api, CHOICE))).toBe(told(calls));
    expect(told(hostileCalls(api, { ...CHOICE, seed: 2 }))).not.toBe(told(calls));
  });

  test('are to every operation, of every kind that there is', () => {
    const reached = new Set(calls.map(({ operation }) => operation.operationId));
    expect(reached.size).toBe(api.operations.filter(({ request }) => request !== undefined).length);
    const kinds = new Set(
      BODIES.flatMap((operation) => draftsFor(api, operation).map(({ kind }) => kind)),
    );
    const chosen = new Set(calls.map(({ kind }) => kind));
    expect([...kinds].filter((kind) => !chosen.has(kind))).toEqual([]);
  });

  test('carry a word of their own, by which they are found', () => {
    const silent = calls.filter(({ number, body }) => {
      const found = canariesIn(body().toString());
      return !found.includes(number) && !found.includes(-1);
    });
    const unexplained = silent.filter(
      ({ operation, kind }) =>
        hasWord(operation) && !NO_ROOM.has(kind) && !IN_PLACE_OF_THE_WORD.has(kind),
    );
    expect(unexplained.map(nameOf)).toEqual([]);
    const silentOnes = new Set(silent);
    const needless = calls.filter((call) => NO_ROOM.has(call.kind) && !silentOnes.has(call));
    expect(needless.map(nameOf)).toEqual([]);
    // Where there is no explanation there is a word: that is nearly everywhere.
    expect(silent.length / calls.length).toBeLessThan(0.15);
    expect(canariesIn(`x ${canaryOf(12).toUpperCase()} y zqcanary ${canaryOf(3)}`)).toEqual([
      12, -1, 3,
    ]);
  });
});
