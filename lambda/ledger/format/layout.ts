import { LEDGER_FOLDER } from '../../shared/audit/spool';

/**
 * Where everything of the ledger stands: keys of the ledger bucket, and paths of an export.
 *
 * Numbers in keys count down, so that S3, which lists in the order of the keys, lists the newest
 * first: one request finds the head of a log, and no second store has to agree with it.
 */

// Producers write the spool, so its place is shared.
export { isSpoolKey, LEDGER_FOLDER, SPOOL, spoolKey } from '../../shared/audit/spool';

/** Log of what was accepted while the stream was down. The other logs have the ids of their shards. */
export const SPOOL_LOG = 'spool';

/** Names of logs. Anything else below `segments/` was not put there by the ledger. */
const LOG_NAME = /^(?:shardId-\d{12}|spool)$/;

/** Whether a log can have this name. */
export function isLogName(name: string): boolean {
  return LOG_NAME.test(name);
}

const HIGHEST = 999_999_999_999_999;
const DIGITS = String(HIGHEST).length;

/** Folder of the segments of every log, one folder a log. */
export const SEGMENTS = `${LEDGER_FOLDER}/segments/`;
/** Folder of the zone checkpoints. */
export const ZONE_CHECKPOINTS = `${LEDGER_FOLDER}/zone/`;

/** Folder of the segments of a log. */
export function segmentsOf(log: string): string {
  return `${SEGMENTS}${log}/`;
}

/** Key of the segment whose first leaf has this index. */
export function segmentKey(log: string, start: number): string {
  return `${segmentsOf(log)}${countDown(start)}`;
}

/** Folder of the checkpoints of every log, one folder a log. */
export const CHECKPOINTS = `${LEDGER_FOLDER}/checkpoints/`;

/** Folder of the checkpoints of a log. */
export function checkpointsOf(log: string): string {
  return `${CHECKPOINTS}${log}/`;
}

/** Key of the checkpoint of a log at a tree size. */
export function checkpointKey(log: string, size: number): string {
  return `${checkpointsOf(log)}${countDown(size)}`;
}

/** Key of a zone checkpoint by its number. */
export function zoneCheckpointKey(number: number): string {
  return `${ZONE_CHECKPOINTS}${countDown(number)}`;
}

/** The number at the end of a key: first leaf, tree size or number of a zone checkpoint. */
export function numberIn(key: string): number | undefined {
  const digits = key.slice(key.lastIndexOf('/') + 1);
  return new RegExp(`^\\d{${String(DIGITS)}}$`).test(digits) ? HIGHEST - Number(digits) : undefined;
}

/** Origin of a log in its checkpoints: `<prefix>/<log>`. */
export function logOrigin(prefix: string, log: string): string {
  return `${prefix}/${log}`;
}

/** The log of an origin, undefined for one of another prefix. */
export function logOf(origin: string, prefix: string): string | undefined {
  const log = origin.startsWith(`${prefix}/`) ? origin.slice(prefix.length + 1) : '';
  return isLogName(log) ? log : undefined;
}

/** Origin of a zone checkpoint. Each has its own, since each is a tree of its own. */
export function zoneOrigin(prefix: string, number: number, time: string): string {
  return `${prefix}/zone/${String(number)}/${time}`;
}

function countDown(number: number): string {
  return String(HIGHEST - number).padStart(DIGITS, '0');
}
