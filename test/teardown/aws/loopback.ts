import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsPort } from '../../../lib/teardown/aws/port';
import type { TeardownPort } from '../../../lib/teardown/port';
import { ZONE } from '../harness';

/** A request as the SDK sent it. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Service, and access key, of the signature. */
  readonly service: string;
  readonly accessKey: string;
  /** Action of the query protocol (CloudFormation, STS). */
  readonly form: URLSearchParams;
}

export interface Answer {
  readonly status?: number;
  readonly body?: string;
}

/** AWS on the loopback interface: answers with what the test says, remembers what was asked. */
export class Loopback {
  readonly sent: Sent[] = [];
  private server: Server | undefined;

  constructor(private readonly answer: (sent: Sent) => Answer) {}

  async open(): Promise<TeardownPort> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const sent = read(request, Buffer.concat(chunks).toString('utf8'));
        this.sent.push(sent);
        const { status = 200, body = '' } = this.answer(sent);
        response.writeHead(status, {
          'content-type': sent.service === 'backup' ? 'application/json' : 'text/xml',
        });
        response.end(body);
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return awsPort(ZONE, {
      endpoint: this.url,
      credentials: { accessKeyId: 'CALLER', secretAccessKey: 'x' },
    });
  }

  get url(): string {
    const address = this.server?.address() as AddressInfo | undefined;
    return `http://127.0.0.1:${address?.port}`;
  }

  async close(): Promise<void> {
    const { server } = this;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => {
      if (server === undefined) resolve();
      else server.close(() => resolve());
    });
  }

  /** Calls of an operation of the query protocol. */
  actions(action: string): readonly Sent[] {
    return this.sent.filter(({ form }) => form.get('Action') === action);
  }
}

function read(request: IncomingMessage, body: string): Sent {
  const url = new URL(request.url ?? '/', 'http://loopback');
  const [, accessKey = '', service = ''] =
    /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  return {
    method: request.method ?? '',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: request.headers,
    body,
    service,
    accessKey,
    form: new URLSearchParams(body),
  };
}

/** Answer of STS to GetCallerIdentity and AssumeRole; the key of the role counts up. */
export function sts(lifetimeMs = 3_600_000): (sent: Sent) => Answer | undefined {
  let assumed = 0;
  return ({ form }) => {
    if (form.get('Action') === 'GetCallerIdentity') {
      return {
        body: result(
          'GetCallerIdentity',
          '<Account>111122223333</Account><Arn>arn:aws:sts::111122223333:assumed-role/Admin/me</Arn>',
        ),
      };
    }
    if (form.get('Action') !== 'AssumeRole') return undefined;
    assumed += 1;
    const expiration = new Date(Date.now() + lifetimeMs).toISOString();
    return {
      body: result(
        'AssumeRole',
        `<Credentials><AccessKeyId>ROLE${assumed}</AccessKeyId><SecretAccessKey>y</SecretAccessKey><SessionToken>token</SessionToken><Expiration>${expiration}</Expiration></Credentials>`,
      ),
    };
  };
}

/** XML of the query protocol. */
export function result(action: string, inner: string): string {
  return `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`;
}

export function queryError(code: string, message: string): Answer {
  return {
    status: 400,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
}

export function s3Error(status: number, code: string, message = ''): Answer {
  return { status, body: `<Error><Code>${code}</Code><Message>${message}</Message></Error>` };
}
