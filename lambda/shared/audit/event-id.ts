/**
 * Id of an event: `<epoch>-<n>`. The epoch is one run of one producer, n counts its events from 0, so
 * that an event which never reached the ledger leaves a gap.
 */
export interface EventId {
  readonly epoch: string;
  readonly n: number;
}

/** An epoch: the time of its start, and random bytes. */
export const EPOCH_BYTES = 16;
const START_BYTES = 6;
/** Characters of an epoch: base64url of 16 bytes, of the last character only two bits count. */
export const EPOCH_LENGTH = 22;
/** Most digits of a count that are read: what a number of JavaScript holds exactly. */
export const MOST_DIGITS = 15;
/** Most digits of a count that is given out. Permissions in the spool go by the length of its keys. */
export const COUNTER_DIGITS = 9;
/** Most events of an epoch, so that none is counted with more digits. */
export const MOST_EVENTS = 10 ** COUNTER_DIGITS;

/** Text of a regular expression for base64url of 16 bytes, an epoch for one, without anchors. */
export const SIXTEEN_BYTES = '[A-Za-z0-9_-]{21}[AQgw]';
/** Text of a regular expression for an event id, without anchors. */
export const EVENT_ID = `${SIXTEEN_BYTES}-(?:0|[1-9]\\d{0,${String(MOST_DIGITS - 1)}})`;

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
