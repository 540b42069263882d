import { ZoneError } from '../../shared/errors';
import { logOf } from '../format/layout';
import { fromBase64 } from '../note/base64';
import { parseCheckpoint, parseSize } from '../note/checkpoint';
import { NoteError } from '../note/errors';
import type { VerifierKey } from '../note/signed-note';
import { openNote } from '../note/signed-note';
import type { Hash } from '../tree/hash';
import { HASH_BYTES, leafHash } from '../tree/hash';
import { rootFromInclusion } from '../tree/proof';

export const PROOF_FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** Far more than an event of 16 KiB and 64 hashes. */
const LONGEST_PROOF = 1024 * 1024;

/**
 * A proof that a leaf is in a log. https://c2sp.org/tlog-proof
 *
 * Its extra data are the bytes of the leaf: the event. Nothing authenticates them but the proof
 * itself, whose first step is to hash them.
 */
export interface TlogProof {
  readonly leaf: Buffer;
  /** Index of the leaf. */
  readonly index: number;
  /** From the sibling of the leaf up. */
  readonly hashes: readonly Hash[];
  /** Signed note, as it stands in the bucket. */
  readonly checkpoint: string;
}

/** A proof that does not prove. */
export class ProofError extends ZoneError {
  override readonly name = 'ProofError';
}

export function formatProof({ leaf, index, hashes, checkpoint }: TlogProof): string {
  return [
    PROOF_FIRST_LINE,
    `extra ${leaf.toString('base64')}`,
    `index ${String(index)}`,
    ...hashes.map((hash) => hash.toString('base64')),
    '',
    checkpoint,
  ].join('\n');
}

/** @throws ProofError when it is no proof of this form */
export function parseProof(bytes: Buffer): TlogProof {
  const text = bytes.toString('utf8');
  const end = text.indexOf('\n\n');
  const [first, extra = '', index = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  const leaf = extra.startsWith('extra ') ? fromBase64(extra.slice('extra '.length)) : undefined;
  const at = index.startsWith('index ') ? parseSize(index.slice('index '.length)) : undefined;
  const hashes = lines.flatMap((line) => {
    const hash = fromBase64(line);
    return hash?.length === HASH_BYTES ? [hash] : [];
  });
  if (
    bytes.length > LONGEST_PROOF ||
    first !== PROOF_FIRST_LINE ||
    leaf === undefined ||
    at === undefined ||
    hashes.length !== lines.length ||
    !Buffer.from(text).equals(bytes)
  ) {
    throw new ProofError(
      `it is no proof of the form ${PROOF_FIRST_LINE} with the event in its extra line, as \`hlz ledger prove\` writes it`,
    );
  }
  return { leaf, index: at, hashes, checkpoint: text.slice(end + 2) };
}

/** What a good proof says. */
export interface Proven {
  readonly log: string;
  readonly origin: string;
  readonly index: number;
  /** Leaves of the log when it was signed. */
  readonly size: number;
  readonly leaf: Buffer;
}

/**
 * Checks a proof against the key of the ledger and nothing else.
 *
 * @throws ProofError with what is wrong
 */
export function verifyProof(bytes: Buffer, key: VerifierKey): Proven {
  const { leaf, index, hashes, checkpoint } = parseProof(bytes);
  const { origin, size, root } = openCheckpoint(checkpoint, key);
  // The key signs zone checkpoints too, whose leaves are no events.
  const log = logOf(origin, key.name);
  if (log === undefined)
    throw new ProofError(`its checkpoint is that of ${origin}, which is no log`);
  if (rootFromInclusion(leafHash(leaf), index, size, hashes)?.equals(root) !== true) {
    throw new ProofError('the event and the hashes do not lead to the root that was signed');
  }
  return { log, origin, index, size, leaf };
}

function openCheckpoint(note: string, key: VerifierKey) {
  try {
    return parseCheckpoint(openNote(Buffer.from(note), key).text);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new ProofError(`its checkpoint cannot be used: ${error.message}`, { cause: error });
  }
}
