import type { TableShape } from '../../shared/table';

/** Tables of the Ledger stack. None of them is trusted: what it says can be proven from the ledger. */
export const LEDGER_TABLES = {
  /**
   * Events by patient (`p/<tenant>/<pseudonym>`), disclosures by patient (`d/<tenant>/<pseudonym>`), events by
   * actor and day (`a/<tenant>/<actor>/<yyyy-mm-dd>`), each in the order of time; events by id
   * (`e/<event id>`); how far each log is indexed (`log/<origin>`), and since when (`coverage`).
   */
  index: { partitionKey: 'subject', sortKey: 'at', expires: 'expires' },
  /** What a caller's idempotency key was used for: partition `<tenant>/<kind>/<caller>/<key>`. */
  idempotency: { partitionKey: 'request', expires: 'expires' },
} as const satisfies Readonly<Record<string, TableShape>>;
