import assert from 'node:assert/strict';
import type { Aws } from '../zone/aws';
import { handOn } from './handed-on';
import type { SigningCredentials } from './sigv4';
import { signed } from './sigv4';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What a JSON body holds; the text of any other. */
  readonly body: unknown;
}

export interface Call {
  /** Without a stage, such as `/v1/session`. */
  readonly path: string;
  /** @default - the call is a GET */
  readonly body?: object;
  /** @default - none, or the ones of the caller's signature */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The REST API, as its callers see it. */
export interface Api {
  /** @param token access token; undefined for a call without any */
  asPerson(token: string | undefined, call: Call): Promise<Answer>;
  /** @param onBehalfOf access token of the person for whom the service acts */
  asService(credentials: SigningCredentials, call: Call, onBehalfOf?: string): Promise<Answer>;
  /**
   * Past the gateway and its authorizers: calls the function with the event that a gateway hands on. So a
   * function shows what it does when nobody has looked at the token before.
   */
  pastGateway(functionName: string, token: string | undefined, call: Call): Promise<Answer>;
}

export interface ApiPlace {
  readonly api: string;
  readonly stage: string;
}

export function apiAt(
  { endpoint, lambda }: Pick<Aws, 'endpoint' | 'lambda'>,
  { api, stage }: ApiPlace,
): Api {
  async function send(
    { path, body, headers = {} }: Call,
    authorize: (request: {
      readonly method: string;
      readonly url: URL;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }) => Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const url = new URL(`/restapis/${api}/${stage}/_user_request_${path}`, endpoint);
    const method = body === undefined ? 'GET' : 'POST';
    const text = body === undefined ? '' : JSON.stringify(body);
    const all = { ...(body === undefined ? {} : JSON_BODY), ...headers };
    const answer = await fetch(url, {
      method,
      headers: authorize({ method, url, headers: all, body: text }),
      ...(body === undefined ? {} : { body: text }),
    });
    return read(answer.status, answer.headers, await answer.text());
  }

  return {
    asPerson: (token, call) => send(call, ({ headers }) => ({ ...headers, ...bearer(token) })),
    asService: (credentials, call, onBehalfOf) =>
      send(call, ({ headers, ...request }) =>
        signed(
          {
            ...request,
            headers:
              onBehalfOf === undefined ? headers : { ...headers, 'x-hlz-on-behalf-of': onBehalfOf },
          },
          credentials,
          'execute-api',
        ),
      ),
    async pastGateway(FunctionName, token, { path, body, headers = {} }) {
      const result = await handOn({ lambda }, { api, stage }, FunctionName, {
        method: body === undefined ? 'GET' : 'POST',
        path,
        headers: { ...(body === undefined ? {} : JSON_BODY), ...headers, ...bearer(token) },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return read(result.statusCode, new Headers(result.headers), result.body ?? '');
    },
  };
}

const JSON_BODY = { 'content-type': 'application/json' };

function bearer(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function read(status: number, headers: Headers, text: string): Answer {
  const json = /\bjson\b/.test(headers.get('content-type') ?? '');
  return { status, headers, body: json && text !== '' ? (JSON.parse(text) as unknown) : text };
}

/** An answer of the zone, which no cache may keep and which is never asked for in plain HTTP. */
export function expectAnswer(answer: Answer, status: number, what: string): unknown {
  assert.equal(answer.status, status, `${what}: ${JSON.stringify(answer.body)}`);
  assert.equal(
    answer.headers.get('strict-transport-security'),
    'max-age=63072000; includeSubDomains; preload',
  );
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  return answer.body;
}

/** A problem of RFC 9457 that the zone answers with. */
export function expectProblem(answer: Answer, status: number, code: string, what: string): void {
  const problem = expectAnswer(answer, status, what) as { readonly code?: string };
  assert.equal(problem.code, code, what);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
}
