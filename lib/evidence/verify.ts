import { join } from 'node:path';
import type { VerifierKey } from '../../lambda/ledger/note/signed-note';
import { readNote } from '../../lambda/ledger/note/signed-note';
import { EvidenceError } from './errors';
import { listFolder, readPlainFile } from './folder';
import type { Manifest, ManifestEntry } from './manifest';
import { LARGEST_MANIFEST, MANIFEST, NOTE, parseManifest, sha256 } from './manifest';
import { isUsualName, noteFault, signerName } from './note';

/** Something by which a pack differs from what its manifest says. */
export interface PackFault {
  readonly kind: 'changed' | 'missing' | 'extra' | 'signature' | 'unexpected';
  readonly path: string;
  readonly says: string;
}

export interface Verified {
  readonly manifest: Manifest;
  /** By path. Empty: every file is there as it was written, and none beside. */
  readonly faults: readonly PackFault[];
  /**
   * `verified`: the key has signed this manifest; `not-checked`: there was no key to check it with, so
   * that whoever changed a file could have changed the manifest too; `bad`: see the faults.
   */
  readonly signature: 'verified' | 'not-checked' | 'bad';
  /** Names that stand in a note of this manifest. Without a key anybody can have written them. */
  readonly signers: readonly string[];
}

/** What somebody knows of the pack that he wants to check. */
export interface Expected {
  /** Verifier key of whoever signed. */
  readonly key?: VerifierKey | undefined;
  /** Hash of the commit, whole. */
  readonly commit?: string | undefined;
  /** Name of the zone. */
  readonly zone?: string | undefined;
}

/**
 * Holds a pack against its manifest, the manifest against its signature, and both against what is
 * expected. Says nothing of whether there is a newer pack.
 *
 * @throws EvidenceError when the folder is no pack, or cannot be read
 */
export function verifyPack(folder: string, expected: Expected = {}): Verified {
  const { files, others } = listing(folder);
  const bytes = readPlainFile(join(folder, MANIFEST), LARGEST_MANIFEST);
  if (bytes === undefined) {
    throw new EvidenceError(
      `there is no ${MANIFEST} that can be read: expected the folder of a pack, as \`hlz evidence\` wrote it.`,
    );
  }
  const manifest = parseManifest(bytes);
  const listed = new Set(manifest.files.map(({ path }) => path));
  const there = new Set(files);
  const note = there.has(NOTE) ? readPlainFile(join(folder, NOTE), LARGEST_MANIFEST) : undefined;
  const { key } = expected;
  const signatureFaults = signatureOf(note, there.has(NOTE), bytes, key);
  const faults = [
    ...manifest.files.flatMap((entry) =>
      there.has(entry.path) ? changed(folder, entry) : [missing(entry)],
    ),
    ...files
      .filter((path) => ![MANIFEST, NOTE].includes(path) && !listed.has(path))
      .map((path): PackFault => ({ kind: 'extra', path, says: 'the manifest does not list it' })),
    ...others.map((path): PackFault => ({ kind: 'extra', path, says: 'is no plain file' })),
    ...signatureFaults,
    ...unexpected(manifest, expected),
  ];
  return {
    manifest,
    faults: faults.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    signature: signatureFaults.length > 0 ? 'bad' : key === undefined ? 'not-checked' : 'verified',
    signers:
      note === undefined || signatureFaults.length > 0
        ? []
        : readNote(note).signatures.map(({ name }) => name),
  };
}

function listing(folder: string) {
  try {
    return listFolder(folder);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new EvidenceError(`the folder cannot be read (${code}). Name the folder of a pack.`, {
      cause: error,
    });
  }
}

function missing({ path }: ManifestEntry): PackFault {
  return { kind: 'missing', path, says: 'the manifest lists it, and it is not there' };
}

function changed(
  folder: string,
  { path, bytes, sha256: hash }: ManifestEntry,
): readonly PackFault[] {
  const content = readPlainFile(join(folder, path));
  if (content === undefined) return [{ kind: 'changed', path, says: 'cannot be read' }];
  if (content.length === bytes && sha256(content) === hash) return [];
  const says = `its bytes are not those that were written: found ${String(content.length)} bytes with SHA-256 ${sha256(content)}, expected ${String(bytes)} with ${hash}`;
  return [{ kind: 'changed', path, says }];
}

function signatureOf(
  note: Buffer | undefined,
  isThere: boolean,
  manifest: Uint8Array,
  key: VerifierKey | undefined,
): readonly PackFault[] {
  if (key === undefined && !isThere) return [];
  const says =
    note === undefined ? 'there is no signature that can be read' : noteFault(note, manifest, key);
  return says === undefined ? [] : [{ kind: 'signature', path: NOTE, says }];
}

/** By what a pack is another one than somebody expects: a good signature can be of any pack of the key. */
function unexpected(
  { zone, source }: Manifest,
  { key, commit, zone: name }: Expected,
): readonly PackFault[] {
  const usual = signerName(zone);
  const says = [
    ...(key !== undefined && isUsualName(key.name) && key.name !== usual
      ? [`the key is named ${key.name}, and the key of this zone would be ${usual}`]
      : []),
    ...(commit === undefined || commit === source.commit
      ? []
      : [
          `is of commit ${source.commit === '' ? '(not known)' : source.commit}, expected ${commit}`,
        ]),
    ...(name === undefined || name === zone.name
      ? []
      : [`is of zone ${zone.name}, expected ${name}`]),
  ];
  return says.map((text): PackFault => ({ kind: 'unexpected', path: MANIFEST, says: text }));
}
