import { parseEventId } from './event-id';

/** Folder of the ledger bucket in which everything stands; the archive has its replica under the same name. */
export const LEDGER_FOLDER = 'ledger';

/** Folder of events that were accepted while the stream was down, one object an event. */
export const SPOOL = `${LEDGER_FOLDER}/spool/`;

/** Key of an event in the spool. */
export function spoolKey(eventId: string): string {
  return `${SPOOL}${eventId}`;
}

/** Whether a producer writes under this key. Whatever else is in the folder is none of its events. */
export function isSpoolKey(key: string): boolean {
  return key.startsWith(SPOOL) && parseEventId(key.slice(SPOOL.length)) !== undefined;
}
