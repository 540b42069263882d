import type { APIGatewayProxyResult } from 'aws-lambda';

/** What an operation answers. */
export interface ApiAnswer {
  /** HTTP status. */
  readonly status: number;
  /** A text as it is; anything else becomes JSON. @default - none */
  readonly body?: string | object;
  /** @default - `application/json` */
  readonly contentType?: string;
  /** @default - those that every answer has */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * On every answer, also on those of API Gateway itself: a browser never asks without TLS again, and
 * nothing on the way keeps PHI or guesses what a body is.
 */
export const SECURITY_HEADERS = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;

/**
 * Longest body of an answer, in bytes, as it stands in what the function returns: a text of JSON within
 * JSON. Lambda takes 6 MB with all that is around it.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, read on 26 November 2026.
 */
export const LONGEST_ANSWER = 5_900_000;

/** Whether Lambda takes an answer with this body. */
export function isAnswerable(body: string): boolean {
  return Buffer.byteLength(JSON.stringify(body)) <= LONGEST_ANSWER;
}

/** An answer as API Gateway takes it from a function. No operation takes a security header away. */
export function proxyResult({
  status,
  body,
  contentType = 'application/json',
  headers = {},
}: ApiAnswer): APIGatewayProxyResult {
  const protectedNames = new Set(
    [...Object.keys(SECURITY_HEADERS), 'Content-Type'].map((name) => name.toLowerCase()),
  );
  const own = Object.entries(headers).filter(([name]) => !protectedNames.has(name.toLowerCase()));
  return {
    statusCode: status,
    headers: { ...Object.fromEntries(own), ...SECURITY_HEADERS, 'Content-Type': contentType },
    body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
  };
}
