import { createHash } from 'node:crypto';
import {
  CHECKPOINTS,
  isLogName,
  SEGMENTS,
  SPOOL,
  ZONE_CHECKPOINTS,
} from '../../../lambda/ledger/format/layout';
import { parseEventId } from '../../../lambda/shared/audit/event-id';

/**
 * What stands where in an export:
 *
 *     export.json           format, origin prefix, SHA-256 of versions.jsonl
 *     versions.jsonl        one line an object version or delete marker, in the order of the keys
 *     objects/ledger/...    every object as it is stored
 *     logs/<log>/           each log as https://c2sp.org/tlog-tiles, made from the segments
 *     index/                where each event is; only `prove` reads it, and believes nothing of it
 */
export const MANIFEST = 'export.json';
export const VERSIONS = 'versions.jsonl';
export const OBJECTS = 'objects';
export const LOGS = 'logs';
export const INDEX = 'index';

/** Path of the copy of an object. */
export function objectPath(key: string): string {
  return `${OBJECTS}/${key}`;
}

/** Folder of a log as tlog-tiles. */
export function logFolder(log: string): string {
  return `${LOGS}/${log}`;
}

/** The file in which an event is noted: one of 1,024, the same number of events in each. */
export function indexPath(id: string): string {
  const hash = createHash('sha256').update(id).digest();
  return `${INDEX}/${(hash.readUInt16BE() % 1024).toString(16).padStart(3, '0')}`;
}

/** First line of what the export says of itself. */
export interface Manifest {
  /** Origin prefix of all logs, the name of the key that signs them. */
  readonly origin: string;
  /** SHA-256 of versions.jsonl, in hex. */
  readonly versions: string;
}

const FORMAT = 'hlz-ledger-export/v1';

export function formatManifest({ origin, versions }: Manifest): string {
  return `${JSON.stringify({ format: FORMAT, origin, versions })}\n`;
}

/** Undefined for anything that `formatManifest` would not write. */
export function parseManifest(text: string): Manifest | undefined {
  const { origin, versions } = jsonObject(text);
  if (typeof origin !== 'string' || typeof versions !== 'string') return undefined;
  if (!/^[0-9a-f]{64}$/.test(versions)) return undefined;
  return formatManifest({ origin, versions }) === text ? { origin, versions } : undefined;
}

/** Fields of a JSON object; none when the text is anything else. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const COUNTED = /^\d{15}$/;

/** Whether a key is one that the ledger makes. No other can become a path. */
export function isLedgerKey(key: string): boolean {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const folder = folderOf(key);
  if (folder === SPOOL) return parseEventId(name) !== undefined;
  return (
    COUNTED.test(name) &&
    (folder === ZONE_CHECKPOINTS ||
      logIn(folder, SEGMENTS) !== undefined ||
      logIn(folder, CHECKPOINTS) !== undefined)
  );
}

/** Folder of a key, with its slash. */
export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

/** The log whose folder this is below another one. */
export function logIn(folder: string, below: string): string | undefined {
  const log = folder.startsWith(below) ? folder.slice(below.length, -1) : '';
  return isLogName(log) ? log : undefined;
}
