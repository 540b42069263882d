import type { Hash, Hmac } from 'node:crypto';
import { createHash, createHmac } from 'node:crypto';
import type { AwsCredentialIdentity, Checksum, Provider, SourceData } from '@smithy/types';
import { SignatureV4 } from '@smithy/signature-v4';
import { ClientSetupError } from './errors';

/** A request as it will be sent. */
export interface Unsigned {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Who calls: adds to each request what shows it. */
export interface Caller {
  /** `/v1` for people, `/service/v1` for services. */
  readonly root: '/v1' | '/service/v1';
  /** Headers of the request, with what shows who calls. */
  readonly sign: (request: Unsigned) => Promise<Readonly<Record<string, string>>>;
  /** Whether another try may bring other credentials, so that a 401 is worth one. */
  readonly renews: boolean;
}

/** An access token of the user pool, or what gives one that is good now. */
export type Token = string | (() => string | Promise<string>);

/**
 * A person, by the access token of the user pool.
 *
 * @param token a function is asked before each call, and once more after a 401
 */
export function personByToken(token: Token): Caller {
  return {
    root: '/v1',
    renews: typeof token === 'function',
    sign: async ({ headers }) => ({ ...headers, authorization: `Bearer ${await tokenOf(token)}` }),
  };
}

export interface ServiceProps {
  /** Region of the zone. */
  readonly region: string;
  /** Credentials of the role that the config of the zone names, such as `fromNodeProviderChain()`. */
  readonly credentials: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
  /**
   * Access token of the person for whom the service acts: the decision is then about both.
   *
   * @default - the service acts for itself
   */
  readonly onBehalfOf?: Token;
}

/**
 * A service, by AWS Signature Version 4.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export function serviceByRole({ region, credentials, onBehalfOf }: ServiceProps): Caller {
  const signer = new SignatureV4({ service: 'execute-api', region, credentials, sha256: Sha256 });
  return {
    root: '/service/v1',
    renews: typeof onBehalfOf === 'function',
    sign: async ({ url, method, headers, body }) => {
      const person: Readonly<Record<string, string>> =
        onBehalfOf === undefined ? {} : { 'x-hlz-on-behalf-of': await tokenOf(onBehalfOf) };
      const signed = await signer.sign({
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port === '' ? {} : { port: Number(url.port) }),
        path: url.pathname,
        query: {},
        headers: { ...headers, ...person, host: url.host },
        body,
      });
      // fetch writes it itself, and refuses another's.
      const { host: _, ...sent } = signed.headers;
      return sent;
    },
  };
}

/** What a token is made of: it goes into a header, which takes no line break. */
const TOKEN = /^[\w.-]+$/;

async function tokenOf(token: Token): Promise<string> {
  const text = typeof token === 'function' ? await token() : token;
  if (TOKEN.test(text)) return text;
  throw new ClientSetupError('The access token is none: expected three parts of base64url.');
}

/** SHA-256 and its HMAC in the form that the signer asks for. */
class Sha256 implements Checksum {
  private hash: Hash | Hmac;

  constructor(private readonly secret?: SourceData) {
    this.hash = this.begin();
  }

  update(data: Uint8Array | string): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {
    this.hash = this.begin();
  }

  private begin(): Hash | Hmac {
    const { secret } = this;
    if (secret === undefined) return createHash('sha256');
    const key =
      typeof secret === 'string'
        ? secret
        : ArrayBuffer.isView(secret)
          ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
          : new Uint8Array(secret);
    return createHmac('sha256', key);
  }
}
