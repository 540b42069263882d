import { apiOf } from '../../../../lib/api/document';
import type { ApiOperation, OpenApiDocument } from '../../../../lib/api/document';
import { canariesIn } from './bodies/canary';
import type { HostileCall } from './bodies/calls';
import { hostileCalls } from './bodies/calls';
import type { OddCall } from './bodies/odd';
import { oddCalls } from './bodies/odd';
import type { Callers } from './callers';
import type { IsProblem } from './judge';
import { faultsIn, oddFaultsIn } from './judge';
import type { HostileRequest } from './requests';
import { hostileRequests } from './requests';
import type { RawAnswer } from './send';

/** Something that is sent, and what is asked of the answer. */
export interface Attempt {
  /** By which its canary is made. */
  readonly number: number;
  /** Operation, and what is wrong with the call: nothing of what is sent. */
  readonly name: string;
  /** Whether the zone may keep what it says: the document takes it. */
  readonly isTaken: boolean;
  /** Whether it carries a word by which it would be found. */
  readonly hasWord: boolean;
  readonly send: (callers: Callers) => Promise<RawAnswer>;
  readonly faults: (answer: RawAnswer) => readonly string[];
}

/** The same in each run: what a run finds, the next one finds too. */
const SEED = 20_261_126;
/** Operations around which everything but the body is hostile: one of people for two functions, one of services. */
const AROUND = ['describeIncident', 'decryptFields', 'serviceEncryptFields'];

/** Attempts of one kind, which are told of together. */
export interface Round {
  readonly what: string;
  readonly attempts: readonly Attempt[];
}

/** Everything that is tried, made from the document. */
export function roundsOf(document: OpenApiDocument, isProblem: IsProblem): readonly Round[] {
  const api = apiOf(document);
  const bodies = hostileCalls(api, { seed: SEED, ofPeople: 15, ofServices: 6 });
  const around = AROUND.flatMap((operationId, at) => {
    const operation = api.operations.find((one) => one.operationId === operationId);
    if (operation === undefined) throw new Error(`no operation ${operationId}: name another`);
    return hostileRequests(operation, 2001 + at * 200);
  });
  const odd = oddCalls(document, { seed: SEED, texts: 3, from: 4001 });
  return [
    { what: 'bodies', attempts: bodies.map((call) => ofBody(call, isProblem)) },
    {
      what: 'headers, paths, methods and queries',
      attempts: around.map((call) => ofRequest(call, isProblem)),
    },
    { what: 'odd bodies that are taken', attempts: odd.map((call) => ofOdd(call, isProblem)) },
  ];
}

function ofBody(call: HostileCall, isProblem: IsProblem): Attempt {
  const { number, operation, kind, pointer, headers, body, bytes, expected } = call;
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    number,
    name: nameOf(operation, kind, pointer),
    isTaken: false,
    hasWord: canariesIn(body().toString()).length > 0,
    send: async (callers) => {
      const { method, path } = operation;
      const request = { method, path, headers: Object.fromEntries(sent), body: body() };
      return bytes ? callers.handOver(operation, request) : callers.call(operation, request);
    },
    faults: (answer) =>
      faultsIn(answer, { ...expected, ...(pointer === undefined ? {} : { pointer }) }, isProblem),
  };
}

function ofRequest(call: HostileRequest, isProblem: IsProblem): Attempt {
  const { number, operation, kind, past, expected, method, path, headers, body } = call;
  return {
    number,
    name: nameOf(operation, kind),
    isTaken: false,
    hasWord: canariesIn(body.toString()).length > 0,
    send: async (callers) => {
      const request = { method, path, headers, body };
      return past ? callers.handOver(operation, request) : callers.call(operation, request);
    },
    faults: (answer) => faultsIn(answer, expected, isProblem),
  };
}

function ofOdd(call: OddCall, isProblem: IsProblem): Attempt {
  const { number, operation, kind, pointer, text, headers } = call;
  return {
    number,
    name: nameOf(operation, kind, pointer),
    isTaken: true,
    hasWord: canariesIn(text).length > 0,
    send: async (callers) => {
      const { method, path } = operation;
      return callers.call(operation, { method, path, headers, body: Buffer.from(text) });
    },
    faults: (answer) =>
      oddFaultsIn(answer, pointer === undefined ? [200] : operation.statuses, isProblem),
  };
}

function nameOf({ operationId }: ApiOperation, kind: string, pointer?: string): string {
  return `${operationId}, ${kind}${pointer === undefined ? '' : ` at ${pointer}`}`;
}
