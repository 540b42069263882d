import { Agent, request } from 'node:http';
import type { PeopleUnderTest } from '../../zone/people';

/** A request as it goes over the line: nothing is mended on the way, as `fetch` would. */
export interface RawRequest {
  readonly method: string;
  /** With its query, percent signs and all. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Line {
  /** Address of an operation. */
  urlOf(path: string): URL;
  /** @throws Error when the connection breaks before there is an answer */
  send(raw: RawRequest): Promise<RawAnswer>;
  close(): void;
}

/** The way to the API of the zone. */
export function lineTo(
  endpoint: string,
  { api, stage }: Pick<PeopleUnderTest, 'api' | 'stage'>,
): Line {
  const agent = new Agent({ keepAlive: true });
  const root = `/restapis/${api}/${stage}/_user_request_`;
  const { hostname, port } = new URL(endpoint);
  return {
    urlOf: (path) => new URL(`${root}${path}`, endpoint),
    send: async ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const length = { 'content-length': String(body.length) };
        const outgoing = request(
          {
            hostname,
            port,
            agent,
            method,
            path: `${root}${path}`,
            headers: { ...headers, ...length },
          },
          (answer) => {
            const chunks: Buffer[] = [];
            answer.on('data', (chunk: Buffer) => chunks.push(chunk));
            answer.once('error', reject);
            answer.once('end', () => {
              resolve({
                status: answer.statusCode ?? 0,
                headers: Object.fromEntries(
                  Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
                ),
                text: Buffer.concat(chunks).toString(),
              });
            });
          },
        );
        outgoing.once('error', reject);
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}
