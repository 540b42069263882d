import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Build time only: leaves out files of the SDK that functions bring, and never come to. They are bound to
 * what functions do use, so that esbuild cannot see it: that the runtime has `node:crypto`, that the stream
 * client is given its handler, that no bucket is one of S3 Express. What stands in for a file exports the
 * same names, and says so to whoever does come to it.
 */
const HELP = 'check lib/bundle/unused-modules.ts.';

/** Statement of a stand-in. */
const refuse = (what: string): string =>
  `throw new Error(${JSON.stringify(`${what} not bundled: ${HELP}`)});`;

/** A class that nobody makes. */
const refusingClass = (name: string, what: string): string =>
  `export class ${name} { constructor() { ${refuse(what)} } }`;

const WEB_STREAMS = 'Streams of browsers are';
const STREAMS = '@smithy/core/dist-es/submodules/serde/util-stream';
const CONFIG = '@smithy/core/dist-es/submodules/config';
const S3_EXPRESS = 'Sessions of S3 Express are';
const OWN_HASHES = 'Hashes are those of node:crypto. Others are';

/** Source by file, without `node_modules/`. */
export const STAND_INS: Readonly<Record<string, string>> = {
  // 6 kB. The client of Kinesis would take it, but for the handler that it is given.
  '@smithy/node-http-handler/dist-es/node-http2-handler.js': `
    export class NodeHttp2Handler {
      static create(handler) {
        if (typeof handler?.handle === "function") return handler;
        ${refuse('Give the client a NodeHttpHandler. HTTP/2 is')}
      }
      constructor() { ${refuse('HTTP/2 is')} }
    }`,

  // 4 kB. A request of S3 that is signed for more than one Region is one to an access point of several.
  '@aws-sdk/signature-v4-multi-region/dist-es/SignatureV4MultiRegion.js': `
    import { SignatureV4 } from "@smithy/signature-v4";
    const check = (options) => {
      if (options?.signingRegion === "*") ${refuse('Signatures for several Regions are')}
    };
    export class SignatureV4MultiRegion extends SignatureV4 {
      static sigv4aDependency() { return "none"; }
      async sign(request, options) { check(options); return super.sign(request, options); }
      async presign(request, options) { check(options); return super.presign(request, options); }
      async signWithCredentials() { ${refuse(S3_EXPRESS)} }
      async presignWithCredentials() { ${refuse(S3_EXPRESS)} }
    }`,

  // 2 kB. Signs messages of event streams, which `unused-parts` has left out.
  '@smithy/signature-v4/dist-es/HeaderFormatter.js': `
    export class HeaderFormatter { format() { ${refuse('Signatures of event streams are')} } }
    export class Int64 { constructor() { ${refuse('Signatures of event streams are')} } }`,

  // 8 kB. For a Node without node:crypto.
  '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js': refusingClass(
    'Sha256Js',
    OWN_HASHES,
  ),
  '@smithy/core/dist-es/submodules/checksum/md5/Md5Js.js': refusingClass('Md5Js', OWN_HASHES),
  '@aws-sdk/checksums/dist-es/submodules/sha/sha1/Sha1Js.js': refusingClass('Sha1Js', OWN_HASHES),

  // 3 kB. Clients try again in the mode `standard`.
  '@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js': refusingClass(
    'AdaptiveRetryStrategy',
    'The adaptive mode of retries is',
  ),

  // 4 kB. Our buckets are none, and `slim-endpoints` has left out where such a one would be.
  '@aws-sdk/middleware-sdk-s3/dist-es/submodules/s3/middleware-s3-express/classes/S3ExpressIdentityProviderImpl.js': `
    export class S3ExpressIdentityProviderImpl {
      async getS3ExpressIdentity() { ${refuse(S3_EXPRESS)} }
    }`,
  '@aws-sdk/client-s3/dist-es/commands/CreateSessionCommand.js': refusingClass(
    'CreateSessionCommand',
    S3_EXPRESS,
  ),

  // 4 kB. What comes and goes are bytes and streams of Node, and no client is given a buffer for them.
  [`${STREAMS}/sdk-stream-mixin.browser.js`]: `
    export const sdkStreamMixin = () => { ${refuse(WEB_STREAMS)} };`,
  [`${STREAMS}/checksum/createChecksumStream.browser.js`]: `
    export const createChecksumStream = () => { ${refuse(WEB_STREAMS)} };`,
  [`${STREAMS}/getAwsChunkedEncodingStream.browser.js`]: `
    export const getAwsChunkedEncodingStream = () => { ${refuse(WEB_STREAMS)} };`,
  [`${STREAMS}/createBufferedReadable.js`]: `
    export function createBufferedReadable() { ${refuse('Buffers of streams are')} }`,

  // 3 kB. A function has its settings from Lambda and from its code: there are no files of a user, and no
  // metadata of EC2.
  [`${CONFIG}/shared-ini-file-loader/loadSharedConfigFiles.js`]: `
    export { CONFIG_PREFIX_SEPARATOR } from "./constants";
    export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  [`${CONFIG}/config-resolver/regionConfig/getInstanceMetadataRegion.js`]: `
    export const getInstanceMetadataRegion = async () => undefined;`,
};

const FILTER = new RegExp(
  `[\\\\/]node_modules[\\\\/](?:${Object.keys(STAND_INS)
    .map((file) => file.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]'))
    .join('|')})$`,
);

export const unusedModules: Plugin = {
  name: 'unused-modules',
  setup(build) {
    build.onLoad({ filter: FILTER }, async ({ path }) => {
      const [file = ''] = path.replaceAll('\\', '/').split('/node_modules/').slice(-1);
      const source = STAND_INS[file] ?? '';
      checkExports(file, await readFile(path, 'utf8'), source);
      return { contents: source, loader: 'js' };
    });
  },
};

/**
 * @param before source of a file of the SDK
 * @param now what stands in for it
 * @throws Error when they export other names
 */
export function checkExports(file: string, before: string, now: string): void {
  const [expected, found] = [exportsOf(before), exportsOf(now)].map((names) => names.join(', '));
  if (expected === found) return;
  throw new Error(
    `${file} exports ${expected === '' ? 'nothing that can be read' : String(expected)}, what stands in for it ${String(found)}: ${HELP}`,
  );
}

/** As the SDK writes them; what it would write otherwise is kept whole, so that it is no name that we have. */
function exportsOf(source: string): readonly string[] {
  return [
    ...source.matchAll(/^ *export (?:(?:const|class|async function|function) (\w+)|(.*))/gm),
  ].map(([, name, other]) => name ?? other ?? '');
}
