import type { Plugin } from 'esbuild';

/**
 * Build time only: leaves out how the SDK reads and writes event streams, 21 kB. Every protocol could
 * load it, and the client of Kinesis always does; no function calls an operation that streams events
 * (SubscribeToShard of Kinesis, SelectObjectContent of S3). One that did would fail, and say why.
 */
const EVENT_STREAMS = /^@smithy\/core\/event-streams$/;
const EMPTY = 'no-event-streams';

/** What clients import of it. A client that imports more does not build. */
const STUB = `
const refuse = () => {
  throw new Error('Event streams are not bundled: check lib/bundle/no-event-streams.ts.');
};
export const eventStreamSerdeProvider = () => ({ serialize: refuse, deserialize: refuse });
export const resolveEventStreamSerdeConfig = (config) => config;
export class EventStreamSerde {
  constructor() {
    refuse();
  }
}
`;

export const noEventStreams: Plugin = {
  name: 'no-event-streams',
  setup(build) {
    build.onResolve({ filter: EVENT_STREAMS }, ({ path }) => ({
      path,
      namespace: EMPTY,
      sideEffects: false,
    }));
    build.onLoad({ filter: EVENT_STREAMS, namespace: EMPTY }, () => ({
      contents: STUB,
      loader: 'js',
    }));
  },
};
