import { NoteError } from '../../lambda/ledger/note/errors';
import type { Sign, VerifierKey } from '../../lambda/ledger/note/signed-note';
import { openNote, readNote, signNote, verifierKey } from '../../lambda/ledger/note/signed-note';
import { ledgerOrigin } from '../names';
import { EvidenceError } from './errors';
import type { Manifest, ManifestZone } from './manifest';
import { parseManifest, sha256 } from './manifest';

/** An Ed25519 key that has no name yet. */
export interface SigningKey {
  /** DER of the SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly sign: Sign;
}

/** Who signs a pack. */
export interface PackSigner {
  readonly verifier: VerifierKey;
  readonly sign: Sign;
}

/** The key under the name that stands in the note: no space and no plus. */
export function packSigner({ spki, sign }: SigningKey, name: string): PackSigner {
  return { verifier: verifierKey(name, spki), sign };
}

/**
 * Name of the key when nobody gives it another: `mercy.hlz/<account>/<region>/evidence`. Never the name
 * of the ledger's key, so that no note of a pack can be taken for one of the ledger.
 */
export function signerName(zone: ManifestZone): string {
  return `${ledgerOrigin(zone)}/evidence`;
}

/** Whether a key is named as {@link signerName} names that of a zone, of whichever. */
export function isUsualName(name: string): boolean {
  return /^[^/]+\.hlz\/[^/]+\/[^/]+\/evidence$/.test(name);
}

/**
 * The note that vouches for a manifest, and by it for every file.
 *
 * @param text the manifest as it is written
 * @throws EvidenceError when the key signs nothing that its public half verifies
 */
export async function signManifest(text: string, { verifier, sign }: PackSigner): Promise<string> {
  const bytes = Buffer.from(text);
  try {
    return await signNote(noteText(parseManifest(bytes), bytes), verifier, sign);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new EvidenceError(`The manifest could not be signed: ${error.message}.`, {
      cause: error,
    });
  }
}

/**
 * Why a note does not vouch for this manifest; undefined when it does.
 *
 * @param key of whoever signed; without it only the text of the note is looked at
 */
export function noteFault(
  note: Uint8Array,
  manifest: Uint8Array,
  key: VerifierKey | undefined,
): string | undefined {
  try {
    const { text } = key === undefined ? readNote(note) : openNote(note, key);
    return text === noteText(parseManifest(manifest), manifest)
      ? undefined
      : 'it is signed, and of another manifest';
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    return error.message;
  }
}

/** What is signed. A person can read of what pack it is; the hash alone decides. */
function noteText({ format, zone, source, inputs }: Manifest, bytes: Uint8Array): string {
  const { name, profile, account, region } = zone;
  return [
    format,
    `zone ${name} ${profile} ${account} ${region}`,
    `source ${source.version} ${source.commit === '' ? '-' : source.commit} ${source.date}`,
    `config sha256 ${inputs.config}`,
    `tests sha256 ${inputs.tests?.sha256 ?? '-'}`,
    `answers sha256 ${inputs.answers ?? '-'}`,
    `manifest sha256 ${sha256(bytes)}`,
    '',
  ].join('\n');
}
