import type { KeyObject } from 'node:crypto';
import { createPublicKey, verify } from 'node:crypto';
import { sha256 } from '../tree/hash';
import { NoteError } from './errors';
import { fromBase64 } from './base64';

/** Signature type 0x01 of https://c2sp.org/signed-note: Ed25519 (RFC 8032) over the text. */
const ED25519 = 0x01;
const PUBLIC_KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
/** A SubjectPublicKeyInfo of Ed25519 (RFC 8410) is this and the key. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const LONGEST_NOTE = 1024 * 1024;
// oxlint-disable-next-line no-control-regex -- the control characters that a note must not have
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/u;

/** A public key that people pass on as one line of text: a vkey. */
export interface VerifierKey {
  readonly name: string;
  /** First four bytes of a hash over name and key: finds the signature, proves nothing. */
  readonly id: Buffer;
  readonly publicKey: KeyObject;
}

/** A note whose signature has been verified. */
export interface OpenedNote {
  /** What was signed, with its last newline. */
  readonly text: string;
}

/** Signs bytes with the private half of an Ed25519 key. */
export type Sign = (message: Buffer) => Promise<Uint8Array>;

/**
 * The verifier key of an Ed25519 public key.
 *
 * @param spki DER of the SubjectPublicKeyInfo, as KMS GetPublicKey gives it
 * @throws NoteError when it is no Ed25519 key, or the name cannot stand in a note
 */
export function verifierKey(name: string, spki: Uint8Array): VerifierKey {
  const der = Buffer.from(spki);
  if (
    der.length !== SPKI_PREFIX.length + PUBLIC_KEY_BYTES ||
    !der.subarray(0, SPKI_PREFIX.length).equals(SPKI_PREFIX)
  ) {
    throw new NoteError('the public key is not an Ed25519 key in SubjectPublicKeyInfo form');
  }
  return fromRawKey(checkedName(name), der.subarray(SPKI_PREFIX.length));
}

/** Writes `<name>+<key id>+<key>`. */
export function formatVerifierKey({ name, id, publicKey }: VerifierKey): string {
  return `${name}+${id.toString('hex')}+${typed(rawKey(publicKey)).toString('base64')}`;
}

/** @throws NoteError when the text is no Ed25519 verifier key */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = '', hex = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) ?? [];
  const bytes = fromBase64(encoded);
  if (bytes?.length !== 1 + PUBLIC_KEY_BYTES || bytes[0] !== ED25519) {
    throw new NoteError(
      'the key is not an Ed25519 verifier key: expected one line <name>+<8 hex digits>+<base64>, as `hlz ledger key` prints it',
    );
  }
  const key = fromRawKey(checkedName(name), bytes.subarray(1));
  if (key.id.toString('hex') !== hex) {
    throw new NoteError('the key id does not belong to the key: a character is wrong');
  }
  return key;
}

/** Text and signature of a note, for those who sign. */
export async function signNote(text: string, key: VerifierKey, sign: Sign): Promise<string> {
  checkText(text);
  const message = Buffer.from(text);
  const signature = Buffer.from(await sign(message));
  if (!verify(null, message, key.publicKey, signature)) {
    throw new NoteError('the signature just made does not verify: the signing key is another one');
  }
  const line = Buffer.concat([key.id, signature]).toString('base64');
  return `${text}\n— ${key.name} ${line}\n`;
}

/** A note of which no signature has been verified: anybody can have written it. */
export interface ReadNote {
  readonly text: string;
  readonly signatures: readonly {
    readonly name: string;
    readonly id: Buffer;
    readonly signature: Buffer;
  }[];
}

/**
 * Reads a note, and verifies nothing.
 *
 * @throws NoteError with what is wrong
 */
export function readNote(bytes: Uint8Array): ReadNote {
  if (bytes.length > LONGEST_NOTE) throw new NoteError('the note is longer than 1 MiB');
  const note = Buffer.from(bytes).toString('utf8');
  if (!Buffer.from(note).equals(bytes)) throw new NoteError('the note is not UTF-8');
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new NoteError('the note has no signatures');
  const text = note.slice(0, end + 1);
  checkText(text);
  return {
    text,
    signatures: note
      .slice(end + 2, -1)
      .split('\n')
      .map((line) => signatureIn(line)),
  };
}

/**
 * Opens a note. Signatures of keys that are not known are passed over, as the format asks; one of
 * the known key must be there, and be good.
 *
 * @throws NoteError with what is wrong
 */
export function openNote(bytes: Uint8Array, key: VerifierKey): OpenedNote {
  const { text, signatures: all } = readNote(bytes);
  const signatures = all.filter(({ name, id }) => name === key.name && id.equals(key.id));
  if (signatures.length === 0) {
    throw new NoteError(`the note is not signed by ${key.name}`, 'signature');
  }
  for (const { signature } of signatures) {
    if (!verify(null, Buffer.from(text), key.publicKey, signature)) {
      throw new NoteError(`the signature of ${key.name} does not fit the text`, 'signature');
    }
  }
  return { text };
}

function signatureIn(line: string): ReadNote['signatures'][number] {
  const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (name === '' || name.includes('+') || bytes === undefined || bytes.length <= KEY_ID_BYTES) {
    throw new NoteError('a signature line of the note cannot be read');
  }
  return { name, id: bytes.subarray(0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
}

function checkText(text: string): void {
  if (!text.endsWith('\n') || CONTROL.test(text)) {
    throw new NoteError('the text of a note ends with a newline and has no control characters');
  }
}

function checkedName(name: string): string {
  if (!/^[^\s+]+$/u.test(name)) {
    throw new NoteError('a key name has at least one character, no space and no plus');
  }
  return name;
}

function fromRawKey(name: string, raw: Buffer): VerifierKey {
  return {
    name,
    id: sha256(Buffer.concat([Buffer.from(`${name}\n`), typed(raw)])).subarray(0, KEY_ID_BYTES),
    publicKey: createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, raw]),
      format: 'der',
      type: 'spki',
    }),
  };
}

function rawKey(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);
}

function typed(raw: Buffer): Buffer {
  return Buffer.concat([Buffer.from([ED25519]), raw]);
}
