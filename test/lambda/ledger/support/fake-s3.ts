import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { ledgerClientDefaults } from '../../../../lambda/ledger/aws-clients';

/** A request as the SDK sent it. */
export interface SentToS3 {
  readonly method: string;
  /** Path without the bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface S3Answer {
  readonly status: number;
  readonly body?: Buffer | string;
}

/** One bucket on the loopback interface: lists, reads, and writes under the condition If-None-Match. */
export class FakeS3 {
  readonly objects = new Map<string, Buffer>();
  readonly sent: SentToS3[] = [];
  /** Answers in place of the bucket, when it gives any. */
  interfere: (sent: SentToS3) => S3Answer | 'silence' | undefined = () => undefined;
  private server: Server | undefined;

  constructor(private readonly page = 1000) {}

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => this.serve(request, Buffer.concat(chunks), response));
    });
    this.server = server;
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  }

  /** A real client whose endpoint this is. */
  client(options: { readonly requestTimeout?: number } = {}): S3Client {
    return new S3Client({
      ...ledgerClientDefaults,
      ...(options.requestTimeout === undefined
        ? {}
        : {
            maxAttempts: 1,
            requestHandler: { ...ledgerClientDefaults.requestHandler, ...options },
          }),
      region: 'eu-central-1',
      endpoint: this.url,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    });
  }

  get url(): string {
    const address = this.server?.address() as AddressInfo | null | undefined;
    if (!address) throw new Error('open it first');
    return `http://127.0.0.1:${String(address.port)}`;
  }

  async close(): Promise<void> {
    const { server } = this;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => {
      if (server === undefined) resolve();
      else server.close(() => resolve());
    });
  }

  private serve(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://loopback');
    const sent: SentToS3 = {
      method: request.method ?? '',
      key: decodeURIComponent(url.pathname).split('/').slice(2).join('/'),
      query: url.searchParams,
      headers: request.headers,
      body,
    };
    this.sent.push(sent);
    const answer = this.interfere(sent) ?? this.answer(sent);
    if (answer === 'silence') return;
    const content = Buffer.from(answer.body ?? '');
    response.writeHead(answer.status, {
      'content-type': 'application/xml',
      'content-length': content.length,
    });
    response.end(content);
  }

  private answer(sent: SentToS3): S3Answer {
    if (sent.method === 'PUT') return this.put(sent);
    if (sent.key === '') return this.list(sent.query);
    const object = this.objects.get(sent.key);
    return object === undefined ? s3Error(404, 'NoSuchKey') : { status: 200, body: object };
  }

  private put({ key, headers, body }: SentToS3): S3Answer {
    const checksum = createHash('sha256').update(body).digest('base64');
    if (headers['x-amz-checksum-sha256'] !== checksum) return s3Error(400, 'BadDigest');
    if (headers['if-none-match'] !== '*') return s3Error(403, 'AccessDenied');
    if (this.objects.has(key)) return s3Error(412, 'PreconditionFailed');
    this.objects.set(key, body);
    return { status: 200 };
  }

  /** As https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html says, small pages. */
  private list(query: URLSearchParams): S3Answer {
    const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter')];
    const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
    const most = Math.min(this.page, Number(query.get('max-keys') ?? 1000));
    const found = [...this.objects.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => {
        const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
        return end < 0 ? key : key.slice(0, end + 1);
      });
    const entries = [...new Set(found)].filter((entry) => entry > after).toSorted();
    const page = entries.slice(0, most);
    const isFolder = (entry: string): boolean => delimiter !== null && entry.endsWith(delimiter);
    const more = entries.length > page.length;
    return {
      status: 200,
      body: `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${String(more)}</IsTruncated>${
        more ? `<NextContinuationToken>${page.at(-1) ?? ''}</NextContinuationToken>` : ''
      }${page
        .map((entry) =>
          isFolder(entry)
            ? `<CommonPrefixes><Prefix>${formEncoded(entry)}</Prefix></CommonPrefixes>`
            : `<Contents><Key>${formEncoded(entry)}</Key></Contents>`,
        )
        .join('')}</ListBucketResult>`,
    };
  }
}

export function s3Error(status: number, code: string, message = ''): S3Answer {
  return { status, body: `<Error><Code>${code}</Code><Message>${message}</Message></Error>` };
}

function formEncoded(key: string): string {
  return encodeURIComponent(key).replaceAll('%20', '+');
}
