import type { Checkpoint } from '../../../lambda/ledger/note/checkpoint';
import { parseCheckpoint } from '../../../lambda/ledger/note/checkpoint';
import { NoteError } from '../../../lambda/ledger/note/errors';
import type { VerifierKey } from '../../../lambda/ledger/note/signed-note';
import { openNote } from '../../../lambda/ledger/note/signed-note';
import type { Fault } from './report';

/**
 * Opens a checkpoint that the ledger wrote itself.
 *
 * @throws NoteError
 */
export function openCheckpoint(bytes: Buffer, key: VerifierKey): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(bytes, key).text);
  mustBeOnlySignature(bytes);
  return checkpoint;
}

/**
 * A note may carry signatures of others (https://c2sp.org/signed-note). The ledger writes one, and
 * what is behind it nobody signed.
 *
 * @param bytes a note that was opened, without what stands behind it
 * @throws NoteError
 */
export function mustBeOnlySignature(bytes: Buffer): void {
  const signatures = bytes.subarray(bytes.lastIndexOf('\n\n') + 2);
  if (signatures.indexOf('\n') === signatures.length - 1) return;
  throw new NoteError('it has another signature beside the one that the ledger wrote');
}

/** Ids of the keys whose signatures a note carries under a name, in hex. Nothing is verified. */
export function keyIdsIn(bytes: Buffer, name: string): readonly string[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [dash, signer, signature = ''] = line.split(' ');
      return dash === '\u2014' && signer === name
        ? [Buffer.from(signature, 'base64').subarray(0, 4).toString('hex')]
        : [];
    });
}

/** The fault that a note which cannot be opened is. */
export function noteFault(error: unknown, place: string): Fault {
  if (!(error instanceof NoteError)) throw error;
  const { fault, message } = error;
  return { kind: fault === 'signature' ? 'foreign-signature' : 'changed', place, message };
}
