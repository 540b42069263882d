import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/** A short address for the API of an emulator, of which the own address nobody can type. */
export interface FrontDoor {
  /** Such as `http://127.0.0.1:8090`; operations are below it, such as `/v1/session`. */
  readonly address: string;
  close(): Promise<void>;
}

export interface FrontDoorProps {
  /** Where operations are: an operation such as `/v1/session` is written behind it. Plain HTTP. */
  readonly api: string;
  /** Port that is taken when it is free; else another one. */
  readonly port: number;
  /** Told of each call that has been answered. */
  readonly onCall: () => void;
}

/** Operations of people, as they are written: nothing in such a path leads up, in any reading of it. */
const OPERATION = /^\/v1(?:\/[\w-]+)+(?:\?.*)?$/;

/** Opens it on the loopback interface, and on nothing else. */
export async function openFrontDoor({ api, port, onCall }: FrontDoorProps): Promise<FrontDoor> {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port: apiPort, pathname } = new URL(api);
  const behind = { hostname, port: apiPort, agent };
  const server = createServer((incoming, answer) => {
    const { method, url = '/', headers } = incoming;
    const { host, ...passed } = headers;
    // A page of a name that its owner has let point here (DNS rebinding) is told by that name.
    if (host !== hostOf(server)) {
      say(answer, 421, 'other-host', `This is http://${hostOf(server)} and nothing else.`);
      return;
    }
    if (!OPERATION.test(url)) {
      say(answer, 404, 'not-here', 'Here are the operations of people: those below /v1/.');
      return;
    }
    // The path as it is: one that is parsed again may become another.
    const outgoing = request({ ...behind, method, headers: passed, path: `${pathname}${url}` });
    outgoing.once('response', (response) => passOn(response, answer));
    outgoing.once('error', () => say(answer, 502, 'emulator-gone', 'The emulator has ended.'));
    answer.once('close', () => {
      outgoing.destroy();
      onCall();
    });
    pipeline(incoming, outgoing, () => undefined);
  });
  await listen(server, port);
  return {
    address: `http://${hostOf(server)}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

/** As callers of its address say it: without the port when that is 80. */
function hostOf(server: Server): string {
  const { port } = server.address() as AddressInfo;
  return new URL(`http://127.0.0.1:${String(port)}`).host;
}

async function listen(server: Server, preferred: number): Promise<void> {
  for (const port of [preferred, 0]) {
    const heard = once(server, 'listening').then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (port === 0 || error.code !== 'EADDRINUSE') throw error;
        return false;
      },
    );
    server.listen(port, '127.0.0.1');
    if (await heard) return;
  }
}

function passOn(response: IncomingMessage, answer: ServerResponse): void {
  answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
  pipeline(response, answer, () => undefined);
}

/** A problem of RFC 9457, as the API itself says it. */
function say(answer: ServerResponse, status: number, code: string, detail: string): void {
  if (answer.headersSent) {
    answer.destroy();
    return;
  }
  answer.writeHead(status, { 'content-type': 'application/problem+json' });
  answer.end(JSON.stringify({ status, code, detail }));
}
