import type { Hash } from '../tree/hash';
import { HASH_BYTES } from '../tree/hash';
import { fromBase64 } from './base64';
import { NoteError } from './errors';

/** The state of a log: the text of a signed note. https://c2sp.org/tlog-checkpoint */
export interface Checkpoint {
  /** Which log. */
  readonly origin: string;
  /** Number of its leaves. */
  readonly size: number;
  readonly root: Hash;
}

/** Text of a checkpoint, without extension lines. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${String(size)}\n${root.toString('base64')}\n`;
}

/** @throws NoteError when the text is no checkpoint, or has extension lines */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', digits = '', encoded = '', ...rest] = text.split('\n');
  const root = fromBase64(encoded);
  const size = parseSize(digits);
  if (
    origin === '' ||
    size === undefined ||
    root?.length !== HASH_BYTES ||
    rest.length !== 1 ||
    rest[0] !== ''
  ) {
    throw new NoteError('the text is not a checkpoint of three lines: origin, tree size, root');
  }
  return { origin, size, root };
}

/** A tree size without leading zeros, undefined for anything else. */
export function parseSize(digits: string): number | undefined {
  const size = Number(digits);
  return /^(?:0|[1-9]\d*)$/.test(digits) && Number.isSafeInteger(size) ? size : undefined;
}
