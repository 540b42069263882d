/**
 * Ids of events: `<epoch>-<n>`. The epoch is 16 bytes in base64url, of which the first six are the
 * milliseconds of its start; n counts from 0. An event has its id as the only field named `eventId`,
 * so it is found without parsing.
 */
export const EVENT_ID = /^[A-Za-z0-9_-]{22}-(?:0|[1-9]\d{0,14})$/;

const NEEDLE = Buffer.from('"eventId":"');
const EPOCH_LENGTH = 22;
const MOST_DIGITS = 15;
const [QUOTE, DASH, ZERO, NINE, BRACE] = [0x22, 0x2d, 0x30, 0x39, 0x7b];

export interface EventId {
  readonly epoch: string;
  readonly n: number;
}

/** The id in the bytes of an event; undefined in anything that is no audit event. */
export function eventIdIn(entry: Buffer): EventId | undefined {
  if (entry[0] !== BRACE) return undefined;
  const found = entry.indexOf(NEEDLE);
  if (found < 0) return undefined;
  const start = found + NEEDLE.length;
  const dash = start + EPOCH_LENGTH;
  if (entry[dash] !== DASH) return undefined;
  let n = 0;
  let at = dash + 1;
  for (; at - dash - 1 < MOST_DIGITS; at += 1) {
    const digit = entry[at] ?? 0;
    if (digit < ZERO || digit > NINE) break;
    n = n * 10 + (digit - ZERO);
  }
  const digits = at - dash - 1;
  if (digits === 0 || entry[at] !== QUOTE || (digits > 1 && entry[dash + 1] === ZERO)) {
    return undefined;
  }
  return { epoch: entry.toString('latin1', start, dash), n };
}

export function formatEventId({ epoch, n }: EventId): string {
  return `${epoch}-${String(n)}`;
}

/** Undefined when the text is no id of an event. */
export function parseEventId(text: string): EventId | undefined {
  if (!EVENT_ID.test(text)) return undefined;
  const epoch = text.slice(0, EPOCH_LENGTH);
  return epochStart(epoch) === undefined
    ? undefined
    : { epoch, n: Number(text.slice(EPOCH_LENGTH + 1)) };
}

/** When an epoch began, in milliseconds since 1970; undefined when the text is no epoch. */
export function epochStart(epoch: string): number | undefined {
  const bytes = Buffer.from(epoch, 'base64url');
  // Strict: bits of the last character that count for nothing would give one epoch two names.
  return bytes.length === 16 && bytes.toString('base64url') === epoch
    ? bytes.readUIntBE(0, 6)
    : undefined;
}
