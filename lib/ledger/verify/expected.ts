import type { ZoneCheckpoint } from '../../../lambda/ledger/format/zone-checkpoint';
import { openZoneCheckpoint } from '../../../lambda/ledger/format/zone-checkpoint';
import type { Checkpoint } from '../../../lambda/ledger/note/checkpoint';
import { parseCheckpoint, parseSize } from '../../../lambda/ledger/note/checkpoint';
import { NoteError } from '../../../lambda/ledger/note/errors';
import type { VerifierKey } from '../../../lambda/ledger/note/signed-note';
import { openNote } from '../../../lambda/ledger/note/signed-note';
import {
  parseProof,
  PROOF_FIRST_LINE,
  ProofError,
  verifyProof,
} from '../../../lambda/ledger/proof/tlog-proof';
import { LedgerFormatError } from '../../../lambda/ledger/format/errors';
import type { Hash } from '../../../lambda/ledger/tree/hash';
import { LedgerCommandError } from '../errors';

/** A zone checkpoint that somebody kept: what the ledger must still contain. */
export interface ExpectedNote {
  readonly number: number;
  readonly time: string;
  /** Root over the lines. */
  readonly root: Hash;
  /** Undefined when only the note was kept, without its list of logs. */
  readonly checkpoint: ZoneCheckpoint | undefined;
}

/**
 * Reads a zone checkpoint as it stands in the bucket, or its note alone.
 *
 * @throws LedgerCommandError when the key did not sign it, or it is something else
 */
export function readExpected(bytes: Buffer, key: VerifierKey): ExpectedNote {
  try {
    const { text, whole } = noteOf(bytes, key);
    const { origin, root } = parseCheckpoint(text);
    const [, digits = '', time = ''] = /\/zone\/(\d+)\/([^/]+)$/.exec(origin) ?? [];
    const number = parseSize(digits);
    if (number === undefined || !origin.startsWith(`${key.name}/zone/`)) {
      throw new NoteError(`${origin} is no zone checkpoint of ${key.name}`);
    }
    return { number, time, root, checkpoint: whole ? openZoneCheckpoint(bytes, key) : undefined };
  } catch (error) {
    if (!(error instanceof NoteError || error instanceof LedgerFormatError)) throw error;
    throw new LedgerCommandError(
      `the expected note cannot be used: ${error.message}. Give a zone checkpoint (an object below ledger/zone/), or its note alone, signed by the same key.`,
      { cause: error },
    );
  }
}

/** A checkpoint of a log that somebody kept, as it stands in a proof. */
export interface ExpectedLog {
  readonly log: string;
  readonly checkpoint: Checkpoint;
}

/**
 * Reads the checkpoint of a log out of a proof (https://c2sp.org/tlog-proof). Undefined for anything
 * that is no proof.
 *
 * @throws LedgerCommandError when the proof does not prove
 */
export function readExpectedProof(bytes: Buffer, key: VerifierKey): ExpectedLog | undefined {
  try {
    const note = Buffer.from(parseProof(bytes).checkpoint);
    const { log } = verifyProof(bytes, key);
    return { log, checkpoint: parseCheckpoint(openNote(note, key).text) };
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    if (!bytes.toString('latin1').startsWith(PROOF_FIRST_LINE)) return undefined;
    throw new LedgerCommandError(`the expected proof cannot be used: ${error.message}.`, {
      cause: error,
    });
  }
}

/** The note at the beginning of a zone checkpoint, and whether its list is there. */
function noteOf(
  bytes: Buffer,
  key: VerifierKey,
): { readonly text: string; readonly whole: boolean } {
  const signatures = bytes.indexOf('\n\n');
  const end = bytes.indexOf('\n\n', signatures + 2);
  return signatures < 0 || end < 0
    ? { text: openNote(bytes, key).text, whole: false }
    : { text: openNote(bytes.subarray(0, end + 1), key).text, whole: true };
}
