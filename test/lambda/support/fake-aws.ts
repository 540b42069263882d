import { Readable } from 'node:stream';

export interface SeenRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly body: string;
}

interface HttpRequest extends Omit<SeenRequest, 'body'> {
  readonly body?: string | Uint8Array;
}

/** Client configuration for a real SDK client whose wire is a function. No network; one attempt. */
export function fakeAws(answer: (request: SeenRequest) => FakeAnswer) {
  const requests: SeenRequest[] = [];
  const config = {
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    maxAttempts: 1,
    requestHandler: {
      metadata: { handlerProtocol: 'http/1.1' },
      async handle(request: HttpRequest) {
        const seen: SeenRequest = {
          method: request.method,
          hostname: request.hostname,
          path: request.path,
          headers: request.headers,
          body: textOf(request.body ?? ''),
        };
        requests.push(seen);
        const { status = 200, body } = answer(seen);
        return {
          response: {
            statusCode: status,
            headers: { 'content-type': 'text/xml' },
            body: Readable.from([Buffer.from(body)]),
          },
        };
      },
      updateHttpClientConfig() {},
      httpHandlerConfigs: () => ({}),
      destroy() {},
    },
  };
  return { config, requests };
}

/** The bytes of a JSON body warn when they are taken for a text, which Buffer.from would do. */
function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : Buffer.concat([body]).toString('utf8');
}

/** `Action=…&GroupId=…` of a query request, as an object without Action and Version. */
export function queryOf(request: SeenRequest): Record<string, string> {
  const { Version: _, ...rest } = Object.fromEntries(new URLSearchParams(request.body));
  return rest;
}

export function ec2Error(code: string, message: string): FakeAnswer {
  return {
    status: 400,
    body: `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r</RequestID></Response>`,
  };
}
