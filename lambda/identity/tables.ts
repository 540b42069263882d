import type { TableShape } from '../shared/table';

/** Tables of the Identity stack. Times are milliseconds since 1970 but for `expires`, which is seconds. */
export const IDENTITY_TABLES = {
  /** One item a person: `directory-entry.ts`. */
  directory: {
    partitionKey: 'user',
    indexes: { byTenant: { partitionKey: 'tenant', sortKey: 'user' } },
  },
  /** One item a session that is not over: `session-record.ts`. What goes is handed on, to be written down. */
  sessions: { partitionKey: 'session', expires: 'expires', stream: true },
  /** The public keys of the user pool, one item: a copy, since functions cannot reach the original. */
  publicKeys: { partitionKey: 'issuer' },
} as const satisfies Readonly<Record<string, TableShape>>;
