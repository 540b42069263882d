import { Readable } from 'node:stream';
import type { EC2ClientConfig } from '@aws-sdk/client-ec2';

/** A request as the SDK would have sent it. */
export interface Sent {
  /** Host without `.amazonaws.com`, such as `ec2.us-east-1`. */
  readonly host: string;
  /** Operation, where the protocol names it; method and path where it does not. */
  readonly operation: string;
  readonly form: URLSearchParams;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly body: string;
}

type Transport = NonNullable<EC2ClientConfig['requestHandler']>;

interface Request {
  readonly hostname: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** AWS without a network: requests are made and answers are read as ever, and a test stands between. */
export function fakeTransport(answer: (sent: Sent) => Answer, sent: Sent[] = []): Transport {
  return {
    handle: (request: Request) => {
      const one = read(request);
      sent.push(one);
      const { status = 200, body } = answer(one);
      const isJson = body.startsWith('{');
      return Promise.resolve({
        response: {
          statusCode: status,
          headers: { 'content-type': isJson ? 'application/json' : 'text/xml' },
          body: Readable.from([Buffer.from(body)]),
        },
      });
    },
  };
}

function read({ hostname, method, path, headers, body }: Request): Sent {
  const text =
    typeof body === 'string'
      ? body
      : body instanceof Uint8Array
        ? new TextDecoder().decode(body)
        : '';
  const form = new URLSearchParams(text);
  const target = headers['x-amz-target']?.split('.').at(-1);
  const action = form.get('Action') ?? undefined;
  return {
    host: hostname.replace(/\.amazonaws\.com$/, '').replace(/^111122223333\./, ''),
    operation: target ?? action ?? `${method} ${path.split('?')[0] ?? ''}`,
    form,
    body: text,
  };
}
