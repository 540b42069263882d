import type { Plugin } from 'esbuild';
import { dirname } from 'node:path';

/**
 * Build time only: leaves out parts that a client of the SDK always brings, and no function uses. Each
 * stands in for a module with as many of its exports as clients import; a client that imports more does
 * not build.
 */
const STAND_INS: ReadonlyMap<string, string> = new Map([
  // 21 kB. Operations that stream events are SubscribeToShard of Kinesis and SelectObjectContent of S3.
  [
    '@smithy/core/event-streams',
    `const refuse = () => {
      throw new Error('Event streams are not bundled: check lib/bundle/unused-parts.ts.');
    };
    export const eventStreamSerdeProvider = () => ({ serialize: refuse, deserialize: refuse });
    export const resolveEventStreamSerdeConfig = (config) => config;
    export class EventStreamSerde {
      constructor() {
        refuse();
      }
    }`,
  ],
  // 8 kB. DynamoDB is asked for other endpoints only where AWS_ENABLE_ENDPOINT_DISCOVERY says so. As
  // if none were known, so that its own is called.
  [
    '@aws-sdk/endpoint-cache',
    `export class EndpointCache {
      getEndpoint() {}
      get() {}
      set() {}
      delete() {}
      has() {
        return false;
      }
      clear() {}
    }`,
  ],
]);

const REFUSE = (what: string): string =>
  `() => { throw new Error('${what} is not bundled: check lib/bundle/unused-parts.ts.'); }`;
const refusingClass = (name: string, what = name): string =>
  `export class ${name} { constructor() { (${REFUSE(what)})(); } }`;

/** The same of single modules, by the end of their path. */
export const FILES: ReadonlyMap<string, string> = new Map([
  // 7 kB. Kinesis asks over HTTP/2 by itself; whoever calls it gives it the other handler.
  [
    '@smithy/node-http-handler/dist-es/node-http2-handler.js',
    `const refuse = ${REFUSE('HTTP/2')};
    export class NodeHttp2Handler {
      static create(given) {
        return typeof given?.handle === 'function' ? given : refuse();
      }
      constructor() {
        refuse();
      }
    }`,
  ],
  // 8 kB. For a Node without crypto of its own.
  ['@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js', refusingClass('Sha256Js')],
  ['@smithy/core/dist-es/submodules/checksum/md5/Md5Js.js', refusingClass('Md5Js')],
  ['@aws-sdk/checksums/dist-es/submodules/sha/sha1/Sha1Js.js', refusingClass('Sha1Js')],
  // 3 kB. Access points of many Regions, of which we have none, are signed for otherwise.
  [
    '@aws-sdk/signature-v4-multi-region/dist-es/SignatureV4MultiRegion.js',
    `import { SignatureV4SignWithCredentials } from './SignatureV4SignWithCredentials';
    const refuse = ${REFUSE('Signing for many Regions')};
    export class SignatureV4MultiRegion extends SignatureV4SignWithCredentials {
      static sigv4aDependency() {
        return 'none';
      }
      async sign(request, options = {}) {
        return options.signingRegion === '*' ? refuse() : super.sign(request, options);
      }
      async signWithCredentials(request, credentials, options = {}) {
        return options.signingRegion === '*'
          ? refuse()
          : super.signWithCredentials(request, credentials, options);
      }
    }`,
  ],
  // 2 kB. Of the retry mode "adaptive", which nothing asks for.
  [
    '@smithy/core/dist-es/submodules/retry/util-retry/DefaultRateLimiter.js',
    refusingClass('DefaultRateLimiter', 'The retry mode adaptive'),
  ],
  // 1 kB. Lambda says the Region in the environment.
  [
    '@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js',
    `export const getInstanceMetadataRegion = async () => undefined;`,
  ],
  // 2 kB. Signs messages of event streams.
  [
    '@smithy/signature-v4/dist-es/HeaderFormatter.js',
    `export class HeaderFormatter { format() { (${REFUSE('Signing of event streams')})(); } }
    export class Int64 {}`,
  ],
  // 2 kB. Directory buckets, of which we have none.
  [
    '@aws-sdk/middleware-sdk-s3/dist-es/submodules/s3/middleware-s3-express/classes/S3ExpressIdentityProviderImpl.js',
    `export class S3ExpressIdentityProviderImpl {
      getS3ExpressIdentity() { (${REFUSE('S3 Express')})(); }
    }`,
  ],
]);
const FILE_NAMES = new RegExp(
  `[\\\\/](?:${[...FILES.keys()].map((file) => file.split('/').at(-1)?.replace('.', '\\.')).join('|')})$`,
);

const NAMES = new RegExp(`^(?:${[...STAND_INS.keys()].join('|')})$`);
const NAMESPACE = 'unused-part';

export const unusedParts: Plugin = {
  name: 'unused-parts',
  setup(build) {
    build.onResolve({ filter: NAMES }, ({ path }) => ({
      path,
      namespace: NAMESPACE,
      sideEffects: false,
    }));
    build.onLoad({ filter: NAMES, namespace: NAMESPACE }, ({ path }) => ({
      contents: STAND_INS.get(path) ?? '',
      loader: 'js',
    }));
    build.onLoad({ filter: FILE_NAMES }, ({ path }) => {
      const file = [...FILES.keys()].find((end) => path.replaceAll('\\', '/').endsWith(`/${end}`));
      return file === undefined
        ? undefined
        : { contents: FILES.get(file) ?? '', resolveDir: dirname(path), loader: 'js' };
    });
  },
};
