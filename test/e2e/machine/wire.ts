import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { relative } from 'node:path';
import { pipeline } from 'node:stream';
import { ROOT } from '../../support/root';

/** What is seen of a call. */
export interface Call {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Operation of a JSON protocol, such as `Kinesis_20131202.PutRecords`. */
  readonly target: string;
}

/**
 * `cut`: the call never arrives. `unavailable`: it is answered with 503 and never arrives. An error of
 * AWS: likewise, with its name. `lose-answer`: it arrives, and who made it is never told. A function is
 * called between arrival and the loss of the answer.
 */
export type Effect = 'cut' | 'unavailable' | AwsError | 'lose-answer' | (() => void);

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

  const server = createServer((incoming, answer) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const path = pathOf(url);
    const effect = faultFor({
      method,
      path,
      target: String(headers['x-amz-target'] ?? ''),
    })?.effect;
    if (effect === 'cut') {
      incoming.socket.destroy();
    } else if (effect === 'unavailable') {
      incoming.resume();
      incoming.once('end', () => answer.writeHead(503).end());
    } else if (typeof effect === 'object') {
      incoming.resume();
      incoming.once('end', () => refuse(answer, effect));
    } else {
      const outgoing = request({ host: '127.0.0.1', port: port(), method, path, headers, agent });
      pipeline(incoming, outgoing, () => undefined);
      outgoing.once('error', () => incoming.socket.destroy());
      outgoing.once('response', (response) => respond(response, answer, incoming, effect));
    }
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
        const { effect } = fault;
        const what = typeof effect === 'object' ? effect.code : effect;
        const name = typeof what === 'string' ? what : 'a call of a function';
        return `${name}, happened ${String(happened)} times, laid at ${places.get(fault) ?? '?'}`;
      }),
    close: () => close(server, agent),
  };
}

/** Where in the source this was called, by a stack. */
function callerOf(stack = ''): string {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const caller = frames.find((line) => !line.includes(__filename));
  const [, file = '', line = ''] = /([^\s():]+):(\d+):\d+\)?$/.exec(caller ?? '') ?? [];
  return `${relative(ROOT, file)}:${line}`;
}

function refuse(answer: ServerResponse, { status, code }: AwsError): void {
  answer.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-errortype': code,
  });
  answer.end(JSON.stringify({ __type: code, message: 'refused by this test' }));
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
