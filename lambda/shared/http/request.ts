import type { APIGatewayProxyEvent } from 'aws-lambda';
import { sourceIp as sourceIpField } from '../audit/fields';
import { isOpaqueId } from '../audit/opaque';
import { shortUserAgent } from '../audit/user-agent';
import type { ApiRoot, OperationId } from './generated/routes';
import { RequestError } from './problem';
import { findRoute } from './route';

/** A call, before its body is read: all that it takes to say who is asking. */
export interface ApiCall {
  /** The same on both roots. */
  readonly operationId: OperationId;
  readonly root: ApiRoot;
  /** Given by API Gateway. */
  readonly requestId: string;
  /** By names in small letters. Some hold tokens: never log them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Address that the call came from. @default - not known, or in no form that an audit event takes */
  readonly sourceIp?: string;
  /** As an audit event keeps it. @default - the caller sent none */
  readonly userAgent?: string;
  /** ARN of the caller, of whom API Gateway has checked the signature. On the root of services only. */
  readonly callerArn?: string;
}

/** Longest body of an operation whose route says nothing else, in bytes. */
export const LONGEST_BODY = 1024 * 1024;

const UNKNOWN_REQUEST = 'unknown';

/** Id of a request, for an answer to whatever it is. */
export function requestIdOf({ requestContext }: APIGatewayProxyEvent): string {
  const id: unknown = requestContext?.requestId;
  return typeof id === 'string' && isOpaqueId(id) ? id : UNKNOWN_REQUEST;
}

/**
 * Reads all of a call but its body.
 *
 * @throws RequestError 404 when there is no such operation
 */
export function readCall(event: APIGatewayProxyEvent): ApiCall {
  const { operation, root } = findRoute(event.httpMethod, event.resource);
  const headers = headersOf(event);
  const { sourceIp, userAgent, userArn } = event.requestContext.identity;
  const agent = userAgent ?? headers['user-agent'] ?? '';
  return {
    operationId: operation,
    root,
    requestId: requestIdOf(event),
    headers,
    ...(sourceIpField.safeParse(sourceIp).success ? { sourceIp } : {}),
    ...(agent === '' ? {} : { userAgent: shortUserAgent(agent) }),
    ...(root === 'services' && typeof userArn === 'string' ? { callerArn: userArn } : {}),
  };
}

/**
 * Reads the body: JSON of at most as many bytes as its route says. Undefined for an operation without one.
 *
 * @throws RequestError 400, 413 or 415
 */
export function readBody(event: APIGatewayProxyEvent): unknown {
  const { body, longestBody = LONGEST_BODY } = findRoute(event.httpMethod, event.resource);
  if (!body) return undefined;
  checkMediaType(headersOf(event)['content-type']);
  return jsonIn(textOf(event, longestBody));
}

function headersOf({ headers }: APIGatewayProxyEvent): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), value] as const],
    ),
  );
}

function checkMediaType(contentType: string | undefined): void {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
  const isJson =
    type.toLowerCase() === 'application/json' &&
    parameters.every((parameter) => /^(?:charset="?utf-8"?)?$/i.test(parameter));
  if (isJson) return;
  throw new RequestError(415, {
    code: 'not-json',
    detail: 'Send JSON in UTF-8, with the header Content-Type: application/json.',
  });
}

function textOf({ body, isBase64Encoded }: APIGatewayProxyEvent, longest: number): string {
  const sent = body ?? '';
  // Four characters stand for three bytes: what is too long is not even decoded.
  if ((isBase64Encoded ? (sent.length * 3) / 4 - 2 : sent.length) > longest) throw tooLong(longest);
  const bytes = Buffer.from(sent, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > longest) throw tooLong(longest);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw noJson('The body is no UTF-8.');
  }
}

function jsonIn(text: string): unknown {
  if (text.trim() === '') throw noJson('There is no body: send at least {}.');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Without its cause: the message of JSON.parse repeats what it read.
    throw noJson('The body is no JSON.');
  }
}

function tooLong(longest: number): RequestError {
  return new RequestError(413, {
    code: 'too-large',
    detail: `At most ${String(longest)} bytes are taken: send less at a time.`,
  });
}

function noJson(detail: string): RequestError {
  return new RequestError(400, { code: 'invalid-json', title: 'The body is no JSON.', detail });
}
