import assert from 'node:assert/strict';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Aws } from '../zone/aws';
import { ACCOUNT } from '../zone/aws';

/** A call as a gateway hands it on to a function. */
export interface HandedOn {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined without any. */
  readonly body: string | undefined;
  /** @default false */
  readonly isBase64Encoded?: boolean;
  /** ARN of the session of a role whose signature the gateway has checked. @default - nobody signed */
  readonly callerArn?: string;
}

/** What a function answers. */
export interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Calls a function of the API with the event that a gateway makes of a call. */
export async function handOn(
  { lambda }: Pick<Aws, 'lambda'>,
  { api, stage }: { readonly api: string; readonly stage: string },
  FunctionName: string,
  { method, path, headers, body, isBase64Encoded = false, callerArn }: HandedOn,
): Promise<ProxyAnswer> {
  const event = {
    resource: path,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      accountId: ACCOUNT,
      apiId: api,
      stage,
      resourcePath: path,
      httpMethod: method,
      path: `/${stage}${path}`,
      protocol: 'HTTP/1.1',
      requestId: '00000000-0000-4000-8000-000000000000',
      requestTimeEpoch: Date.now(),
      identity: { sourceIp: '203.0.113.7', userAgent: 'end-to-end', userArn: callerArn ?? null },
    },
    body: body ?? null,
    isBase64Encoded,
  };
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)) }),
  );
  const said = Buffer.from(Payload ?? []).toString();
  assert.equal(FunctionError, undefined, said);
  return JSON.parse(said) as ProxyAnswer;
}
