import type { TableShape } from '../shared/table';

/**
 * Tables of the Access stack. Times are milliseconds since 1970 but for `expires`, which is seconds, and
 * for sort keys, which are `<ISO time>/<id>`: in the order of time, and no two the same.
 */
export const ACCESS_TABLES = {
  /** Who cares for whom: partition `<tenant>/<pseudonym>`, sort `person/<id>` or `department/<id>`. */
  careTeams: { partitionKey: 'patient', sortKey: 'member' },
  /** What was asked for and is decided by the privacy officer: exports, de-identification, amendments. */
  approvals: {
    partitionKey: 'approval',
    indexes: {
      /** `<tenant>/approval/<state>` or `<tenant>/amendment/<state>`. */
      byState: { partitionKey: 'tenantState', sortKey: 'requestedAt' },
      byRequester: { partitionKey: 'requester', sortKey: 'requestedAt' },
    },
  },
  /** What a person may not do although his role may: partition the person, sort an id of ours. */
  restrictions: { partitionKey: 'user', sortKey: 'restriction' },
  /** Calls of a person in a window: partition `<person>/<limit>/<window>`. */
  rates: { partitionKey: 'window', expires: 'expires' },
  /** Broken glasses: partition `<person>/<pseudonym>`, sort an id of ours. What comes is handed on, to alert. */
  brokenGlass: {
    partitionKey: 'holder',
    sortKey: 'glass',
    stream: true,
    indexes: {
      byGlass: { partitionKey: 'glass' },
      /** `<tenant>/open` until a review finds a result, then `<tenant>/reviewed`. */
      byReview: { partitionKey: 'tenantReview', sortKey: 'openedAt' },
      /** Those of all tenants that wait for a result: `unreviewed` is there until then. */
      byUnreviewed: { partitionKey: 'unreviewed', sortKey: 'openedAt' },
    },
  },
} as const satisfies Readonly<Record<string, TableShape>>;
