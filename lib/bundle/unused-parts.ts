import type { Plugin } from 'esbuild';

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
  },
};
