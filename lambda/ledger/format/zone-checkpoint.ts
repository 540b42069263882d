import { fromBase64 } from '../note/base64';
import { formatCheckpoint, parseCheckpoint, parseSize } from '../note/checkpoint';
import type { Sign, VerifierKey } from '../note/signed-note';
import { openNote, signNote } from '../note/signed-note';
import type { Hash } from '../tree/hash';
import { HASH_BYTES, leafHash } from '../tree/hash';
import { EMPTY_TREE, extend, rootOf } from '../tree/tree-head';
import { LedgerFormatError } from './errors';
import { zoneOrigin } from './layout';

/**
 * All logs of a zone at one moment, under one signature: what shows that none was left out or turned
 * back. One object: a signed note (a checkpoint over the lines as leaves), an empty line, the lines,
 * sorted. A note that listed the logs itself would outgrow the 4,096 bytes that KMS signs.
 */
export interface ZoneCheckpoint {
  /** From 0, without gaps. */
  readonly number: number;
  /** When it was signed: UTC, ISO 8601 with milliseconds. */
  readonly time: string;
  readonly logs: readonly LogLine[];
}

/** A log in a zone checkpoint: a line `<origin> <size> <root> <head>`, hashes in base64. */
export interface LogLine {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /**
   * SHA-256 of the stored bytes of the segment that ends at this size. Each segment has the hash of
   * the one before it, so this signature covers every byte of all of them.
   */
  readonly head: Hash;
}

/** Signs a zone checkpoint; its origins are below the name of the key. */
export async function signZoneCheckpoint(
  { number, time, logs }: ZoneCheckpoint,
  key: VerifierKey,
  sign: Sign,
): Promise<Buffer> {
  const lines = logs.map((line) => formatLine(line)).toSorted();
  const text = formatCheckpoint({
    origin: zoneOrigin(key.name, number, time),
    size: lines.length,
    root: rootOfLines(lines),
  });
  const note = await signNote(text, key, sign);
  return Buffer.from(`${note}\n${lines.map((line) => `${line}\n`).join('')}`);
}

/**
 * @throws NoteError when note or signature are not good
 * @throws LedgerFormatError when the lines are not those that were signed
 */
export function openZoneCheckpoint(bytes: Buffer, key: VerifierKey): ZoneCheckpoint {
  const text = bytes.toString('utf8');
  const signatures = text.indexOf('\n\n');
  const end = text.indexOf('\n\n', signatures + 2);
  if (end < 0) throw new LedgerFormatError('changed', 'it ends before its list of logs');
  const note = Buffer.from(text.slice(0, end + 1));
  const { origin, size, root } = parseCheckpoint(openNote(note, key).text);
  const [, prefix, digits = '', time = ''] =
    /^(.+)\/zone\/(\d+)\/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/.exec(origin) ?? [];
  const number = parseSize(digits);
  if (prefix !== key.name || number === undefined) {
    throw new LedgerFormatError('foreign', `${origin} is no zone checkpoint of ${key.name}`);
  }
  const list = text.slice(end + 2);
  const lines = list.split('\n').slice(0, -1);
  const logs = lines.map((line) => parseLine(line));
  if (
    logs.includes(undefined) ||
    lines.length !== size ||
    !(list === '' || list.endsWith('\n')) ||
    !Buffer.from(text).equals(bytes) ||
    lines.some((line, at) => line <= (lines[at - 1] ?? '')) ||
    !rootOfLines(lines).equals(root)
  ) {
    throw new LedgerFormatError('changed', 'its list of logs is not the one that was signed');
  }
  return { number, time, logs: logs.filter((line) => line !== undefined) };
}

function formatLine({ origin, size, root, head }: LogLine): string {
  return `${origin} ${String(size)} ${root.toString('base64')} ${head.toString('base64')}`;
}

function parseLine(line: string): LogLine | undefined {
  const [origin = '', digits = '', rootText = '', headText = '', ...more] = line.split(' ');
  const size = parseSize(digits);
  const [root, head] = [fromBase64(rootText), fromBase64(headText)];
  return origin === '' ||
    size === undefined ||
    root?.length !== HASH_BYTES ||
    head?.length !== HASH_BYTES ||
    more.length > 0
    ? undefined
    : { origin, size, root, head };
}

function rootOfLines(lines: readonly string[]): Hash {
  return rootOf(
    extend(
      EMPTY_TREE,
      lines.map((line) => leafHash(Buffer.from(line))),
    ),
  );
}
