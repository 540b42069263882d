import type { TableShape } from '../../shared/table';

/** Tables of the Ledger stack. None of them is trusted: what it says can be proven from the ledger. */
export const LEDGER_TABLES = {
  /**
   * Events by patient (`p/<tenant>/<pseudonym>`), by actor and day (`a/<tenant>/<actor>/<yyyy-mm-dd>`) and
   * by id (`e/<event id>`), in the order of time; and how far each log is indexed (`log/<origin>`).
   */
  index: { partitionKey: 'subject', sortKey: 'at', expires: 'expires' },
  /** What a caller's idempotency key was used for: partition `<tenant>/<caller>/<key>`. */
  idempotency: { partitionKey: 'request', expires: 'expires' },
} as const satisfies Readonly<Record<string, TableShape>>;
