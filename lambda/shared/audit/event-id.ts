/**
 * Id of an event: `<epoch>-<n>`. The epoch is one run of one producer, n counts its events from 0, so
 * that an event which never reached the ledger leaves a gap.
 */
export interface EventId {
  readonly epoch: string;
  readonly n: number;
}

const EPOCH_BYTES = 16;
const START_BYTES = 6;
/** Base64url of 16 bytes: of the last character only two bits count. */
const EPOCH_LENGTH = 22;

/** Text of a regular expression for base64url of 16 bytes, an epoch for one, without anchors. */
export const SIXTEEN_BYTES = '[A-Za-z0-9_-]{21}[AQgw]';
/** Text of a regular expression for an event id, without anchors. */
export const EVENT_ID = `${SIXTEEN_BYTES}-(?:0|[1-9]\\d{0,14})`;

const WHOLE_ID = new RegExp(`^${EVENT_ID}$`);

/**
 * A new epoch: base64url of 16 bytes, of which the first 6 are the time and the others random.
 *
 * @param now milliseconds since 1970
 * @param random bytes from a cryptographic source
 */
export function newEpoch(now: number, random: (size: number) => Uint8Array): string {
  const bytes = Buffer.alloc(EPOCH_BYTES);
  bytes.writeUIntBE(now, 0, START_BYTES);
  bytes.set(random(EPOCH_BYTES - START_BYTES), START_BYTES);
  return bytes.toString('base64url');
}

/** When an epoch began: milliseconds since 1970. */
export function epochStart(epoch: string): number {
  return Buffer.from(epoch, 'base64url').readUIntBE(0, START_BYTES);
}

export function formatEventId({ epoch, n }: EventId): string {
  return `${epoch}-${String(n)}`;
}

/** Parts of an event id, undefined for any other text. */
export function parseEventId(text: string): EventId | undefined {
  if (!WHOLE_ID.test(text)) return undefined;
  // The epoch itself may hold a hyphen.
  return { epoch: text.slice(0, EPOCH_LENGTH), n: Number(text.slice(EPOCH_LENGTH + 1)) };
}
