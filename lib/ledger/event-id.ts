import type { EventId } from '../../lambda/shared/audit/event-id';
import {
  EPOCH_BYTES,
  EPOCH_LENGTH,
  epochStart,
  MOST_DIGITS,
} from '../../lambda/shared/audit/event-id';

const NEEDLE = Buffer.from('"eventId":"');
const [QUOTE, DASH, ZERO, NINE, BRACE] = [0x22, 0x2d, 0x30, 0x39, 0x7b];

/**
 * The id in the bytes of an event; undefined in anything that is no audit event. An event has its id
 * as the only field named `eventId`, so it is found without parsing.
 */
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

/** Milliseconds since 1970 of a name's epoch; undefined for a name that no producer gives. */
export function startOf(epoch: string): number | undefined {
  // Strict: bits of the last character that count for nothing would give one epoch two names.
  const bytes = Buffer.from(epoch, 'base64url');
  return bytes.length === EPOCH_BYTES && bytes.toString('base64url') === epoch
    ? epochStart(epoch)
    : undefined;
}
