import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { relative } from 'node:path';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ROOT } from '../../support/root';

/** What is seen of a call. */
export interface Call {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Operation of a JSON protocol, such as `Kinesis_20131202.PutRecords`. */
  readonly target: string;
  /** What is said in a JSON protocol; empty for others, which are passed on as they come. */
  readonly body: string;
  /** Who is called, by the signature of the call, such as `iam`; empty without one. */
  readonly service: string;
}

/**
 * `cut`: the call never arrives. `unavailable`: it is answered with 503 and never arrives. An error of
 * AWS: likewise, with its name. An answer of the test's own: likewise. `lose-answer`: it arrives, and who made it
 * is never told. A function is called between arrival and the loss of the answer. Held: it arrives when the test
 * lets it.
 */
export type Effect =
  | 'cut'
  | 'unavailable'
  | AwsError
  | OwnAnswer
  | Held
  | 'lose-answer'
  | (() => void);

/** What a JSON protocol answers instead of the other end. */
export interface OwnAnswer {
  readonly answer: (call: Call) => Promise<object>;
}

/** A call that is late. */
export interface Held {
  readonly until: () => Promise<unknown>;
}

/** An error as the JSON protocols of AWS say it (DynamoDB, Kinesis, KMS). */
export interface AwsError {
  /** Such as 400. */
  readonly status: number;
  /** Such as `ThrottlingException`. */
  readonly code: string;
}

export interface Fault {
  readonly matches: (call: Call) => boolean;
  readonly effect: Effect;
  /** @default - until it is lifted */
  readonly times?: number;
}

export interface LaidFault {
  /** How often it has happened. */
  readonly happened: () => number;
  readonly lift: () => void;
}

/**
 * What stands between a client and the emulator: it passes on what is said, byte for byte and over
 * TLS, but for faults that are laid. So code under test meets broken connections and not mocks.
 */
export interface Wire {
  readonly url: string;
  lay(fault: Fault): LaidFault;
  /** Faults that are not lifted, in words: effect, how often it happened, where it was laid. */
  laid(): readonly string[];
  close(): Promise<void>;
}

/** What is at the other end, on this machine; it may come up later. */
export interface Target {
  readonly port: () => number;
  /** Certificate that it shows. */
  readonly ca: Buffer;
}

export async function openWire({ port, ca }: Target): Promise<Wire> {
  const faults = new Map<Fault, number>();
  const places = new WeakMap<Fault, string>();
  const agent = new Agent({ keepAlive: true, ca });

  function faultFor(call: Call): Fault | undefined {
    for (const [fault, happened] of faults) {
      if (happened < (fault.times ?? Infinity) && fault.matches(call)) {
        faults.set(fault, happened + 1);
        return fault;
      }
    }
    return undefined;
  }

  async function pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming;
    const path = pathOf(url);
    const target = String(headers['x-amz-target'] ?? '');
    // Calls of JSON protocols are small; objects are not, and pass as they come.
    const said = target === '' ? undefined : await buffer(incoming);
    const service = serviceIn(headers.authorization);
    const call = { method, path, target, service, body: said?.toString() ?? '' };
    const effect = faultFor(call)?.effect;
    const whole = async (): Promise<Buffer> => said ?? buffer(incoming);
    const forward = (body: Buffer | undefined, then?: Parameters<typeof respond>[3]): void => {
      const outgoing = request({ host: '127.0.0.1', port: port(), method, path, headers, agent });
      outgoing.once('error', () => incoming.socket.destroy());
      outgoing.once('response', (response) => respond(response, answer, incoming, then));
      if (body === undefined) pipeline(incoming, outgoing, () => undefined);
      else outgoing.end(body);
    };

    if (effect === 'cut') {
      incoming.socket.destroy();
    } else if (effect === 'unavailable') {
      await whole();
      answer.writeHead(503).end();
    } else if (typeof effect !== 'object') {
      forward(said, effect);
    } else if ('answer' in effect) {
      say(answer, 200, await effect.answer(call));
    } else if ('until' in effect) {
      // It arrives also when who made it is gone meanwhile.
      const body = await whole();
      await effect.until();
      forward(body);
    } else {
      await whole();
      refuse(answer, effect);
    }
  }

  const server = createServer((incoming, answer) => {
    // Who made a call and is gone has no use for it.
    pass(incoming, answer).catch(() => incoming.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    lay(fault) {
      faults.set(fault, 0);
      places.set(fault, callerOf(new Error().stack));
      let seen = 0;
      return {
        happened: () => faults.get(fault) ?? seen,
        lift() {
          seen = faults.get(fault) ?? seen;
          faults.delete(fault);
        },
      };
    },
    laid: () =>
      [...faults].map(([fault, happened]) => {
        const place = places.get(fault) ?? 'unknown';
        return `${wordFor(fault.effect)}, happened ${String(happened)} times, laid at ${place}`;
      }),
    close: () => close(server, agent),
  };
}

function wordFor(effect: Effect): string {
  if (typeof effect === 'string') return effect;
  if (typeof effect === 'function') return 'a call of a function, and the answer lost';
  if ('code' in effect) return effect.code;
  return 'answer' in effect ? 'an answer of the test' : 'held';
}

/** Where in the source this was called, by a stack. */
function callerOf(stack = ''): string {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const caller = frames.find((line) => !line.includes(__filename));
  const [, file = '', line = ''] = /([^\s():]+):(\d+):\d+\)?$/.exec(caller ?? '') ?? [];
  return `${relative(ROOT, file)}:${line}`;
}

function refuse(answer: ServerResponse, { status, code }: AwsError): void {
  answer.setHeader('x-amzn-errortype', code);
  say(answer, status, { __type: code, message: 'refused by this test' });
}

function say(answer: ServerResponse, status: number, body: object): void {
  answer.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  answer.end(JSON.stringify(body));
}

/** Of the scope of a signature: key, day, Region, service. */
function serviceIn(authorization = ''): string {
  return /Credential=(?:[^/]+\/){3}([^/]+)\//.exec(authorization)?.[1] ?? '';
}

/** What is asked of a proxy names its host too, which is the other end. */
function pathOf(url: string): string {
  if (url.startsWith('/')) return url;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function respond(
  response: IncomingMessage,
  answer: ServerResponse,
  incoming: IncomingMessage,
  effect: 'lose-answer' | (() => void) | undefined,
): void {
  if (effect === undefined) {
    answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
    pipeline(response, answer, () => undefined);
    return;
  }
  response.resume();
  response.once('end', () => {
    if (typeof effect === 'function') effect();
    incoming.socket.destroy();
  });
}

async function close(server: Server, agent: Agent): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  agent.destroy();
  await closed;
}
