import type { TableShape } from '../shared/table';

/** Tables of the Breach stack. Times are milliseconds since 1970 but for `expires`, which is seconds. */
export const BREACH_TABLES = {
  /**
   * Incidents, and the duties that come again. Partition the id of an incident, or `duty/<tenant>/<id>`; sort
   * `entry/<n of 10 digits>` for each change, never changed itself, and `head` for what they make. What is
   * written is handed on, to alert.
   */
  register: {
    partitionKey: 'record',
    sortKey: 'entry',
    stream: true,
    indexes: {
      /** Heads of incidents: `<tenant>/open` or `<tenant>/closed`. */
      byTenant: { partitionKey: 'tenantState', sortKey: 'openedAt' },
      /** Heads of incidents of all tenants that are not closed: `open` is there until then. */
      byOpen: { partitionKey: 'open', sortKey: 'openedAt' },
    },
  },
  /**
   * What the detector remembers: partition `actor/<tenant>/<id>` for the windows of a person, `log/<origin>` for
   * how far a log was read, `sweep/<tenant>/<id>` for what is still to be looked through.
   */
  watches: {
    partitionKey: 'subject',
    expires: 'expires',
    indexes: { bySweep: { partitionKey: 'sweep', sortKey: 'sweepAt' } },
  },
} as const satisfies Readonly<Record<string, TableShape>>;
export type BreachTableName = keyof typeof BREACH_TABLES;
