import { SECURITY_HEADERS } from '../../../lambda/shared/http/answer';
import { TITLES } from '../../../lambda/shared/http/problem';
import type { JsonObject } from '../../compliance/reading/json';

/**
 * What API Gateway answers by itself, before a function is called: the same headers and the same kind
 * of problem (RFC 9457) as the functions answer with. Nothing of the call is repeated but its id:
 * `$context.error.*` would say what was wrong with which value, and IAM repeats the Authorization header.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */

interface GatewayResponse {
  /** Absent where one answer stands for several statuses. */
  readonly status?: number;
  readonly code: string;
  /** The same as where a function answers with this code. @default - of the status */
  readonly title?: string;
  readonly detail: string;
  /** @default - those of every answer */
  readonly headers?: Readonly<Record<string, string>>;
}

const AGAIN = { 'Retry-After': '1' };
/** RFC 9110, section 11.6.1: a 401 says how to authenticate. */
const BEARER = { 'WWW-Authenticate': 'Bearer' };
const FAULT = {
  code: 'internal-error',
  title: 'The zone failed.',
  detail: 'Try again. If it lasts, tell who runs the zone the id of the request.',
};

/**
 * By type of API Gateway. REQUEST_TOO_LARGE, beyond the 10 MB that it takes at all, cannot be changed:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const RESPONSES: Readonly<Record<string, GatewayResponse>> = {
  ACCESS_DENIED: {
    status: 403,
    code: 'access-denied',
    detail: 'The caller may not call this operation, or not from there.',
  },
  BAD_REQUEST_BODY: {
    status: 400,
    code: 'invalid-body',
    title: 'The body is not what the operation expects.',
    detail: 'The body is no JSON, or lacks what the operation needs.',
  },
  BAD_REQUEST_PARAMETERS: {
    status: 400,
    code: 'invalid-parameters',
    detail: 'A header that the operation needs is missing.',
  },
  EXPIRED_TOKEN: {
    status: 403,
    code: 'credentials-expired',
    title: 'Nobody is signed in.',
    detail: 'The credentials of the signature have expired. Sign with new ones.',
  },
  INVALID_API_KEY: {
    status: 403,
    code: 'access-denied',
    detail: 'The caller may not call this operation, or not from there.',
  },
  INVALID_SIGNATURE: {
    status: 403,
    code: 'signature-invalid',
    title: 'Nobody is signed in.',
    detail:
      'The signature does not fit the call. Sign with AWS Signature Version 4 for execute-api.',
  },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    code: 'unknown-or-unsigned',
    title: 'There is no such operation, or nobody has signed.',
    detail:
      'Operations below /service/v1 are for services, which sign their calls; people call below /v1.',
  },
  QUOTA_EXCEEDED: {
    status: 429,
    code: 'too-many-calls',
    detail: 'All callers together call too often. Try again a little later.',
    headers: AGAIN,
  },
  RESOURCE_NOT_FOUND: {
    status: 404,
    code: 'no-such-operation',
    title: 'There is no such operation.',
    detail: 'api/openapi.yaml lists the operations with their methods and paths.',
  },
  THROTTLED: {
    status: 429,
    code: 'too-many-calls',
    detail: 'All callers together call too often. Try again a little later.',
    headers: AGAIN,
  },
  UNAUTHORIZED: {
    status: 401,
    code: 'token-invalid',
    detail:
      'The access token is missing, has expired, lacks the scope, or is not of the user pool of this zone.',
    headers: BEARER,
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    code: 'not-json',
    detail: 'Send JSON in UTF-8, with the header Content-Type: application/json.',
  },
  WAF_FILTERED: {
    status: 403,
    code: 'blocked',
    title: 'The call was blocked.',
    detail: 'The web ACL of the zone blocks this call, or its address.',
  },
  API_CONFIGURATION_ERROR: { status: 500, ...FAULT },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, ...FAULT },
  AUTHORIZER_FAILURE: { status: 500, ...FAULT },
  INTEGRATION_FAILURE: { status: 504, ...FAULT, headers: AGAIN },
  INTEGRATION_TIMEOUT: { status: 504, ...FAULT, headers: AGAIN },
  // Of what AWS may add: their status stays, and is not told in the body.
  DEFAULT_4XX: {
    code: 'bad-request',
    title: 'The request is not as it has to be.',
    detail: 'The API does not take this call.',
  },
  DEFAULT_5XX: FAULT,
};

/** Gateway responses as the document for API Gateway has them. */
export function gatewayResponses(): JsonObject {
  return Object.fromEntries(
    Object.entries(RESPONSES).map(([type, { headers = {}, ...problem }]) => [
      type,
      {
        ...(problem.status === undefined ? {} : { statusCode: problem.status }),
        responseParameters: Object.fromEntries(
          Object.entries({
            ...SECURITY_HEADERS,
            ...headers,
            'Content-Type': 'application/problem+json',
          }).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
        ),
        // The template that every Accept header gets: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
        responseTemplates: { 'application/json': templateOf(problem) },
      },
    ]),
  );
}

function templateOf({ status, code, title, detail }: GatewayResponse): string {
  return JSON.stringify({
    type: `https://hlz.example/problems/${code}`,
    title: title ?? (status === undefined ? FAULT.title : TITLES[status]),
    ...(status === undefined ? {} : { status }),
    detail,
    instance: 'urn:request:$context.requestId',
    code,
  });
}
