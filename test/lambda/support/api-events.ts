import type { APIGatewayProxyEvent } from 'aws-lambda';

export const REQUEST_ID = '6f1f0d0e-7f6b-4a46-9d0a-111111111111';

/** What differs from call to call. */
export interface ApiEventParts {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** @default - none */
  readonly body?: string | null;
  /** @default false */
  readonly isBase64Encoded?: boolean;
  readonly identity?: Partial<APIGatewayProxyEvent['requestContext']['identity']>;
}

/** What API Gateway hands to a function, for `POST /v1/session/end`. */
export function apiEvent(request: string, parts: ApiEventParts = {}): APIGatewayProxyEvent {
  const [method = '', path = ''] = request.split(' ');
  const { headers = { 'Content-Type': 'application/json' }, body = null, identity } = parts;
  return {
    resource: path,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body,
    isBase64Encoded: parts.isBase64Encoded ?? false,
    requestContext: {
      accountId: '111122223333',
      apiId: 'a1b2c3d4e5',
      authorizer: null,
      httpMethod: method,
      path: `/live${path}`,
      protocol: 'HTTP/1.1',
      requestId: REQUEST_ID,
      requestTimeEpoch: 1_795_602_600_000,
      resourceId: 'abc123',
      resourcePath: path,
      stage: 'live',
      identity: { ...NOBODY, ...identity },
    },
  };
}

const NOBODY: APIGatewayProxyEvent['requestContext']['identity'] = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: '192.0.2.7',
  user: null,
  userAgent: null,
  userArn: null,
};
