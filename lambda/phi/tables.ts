import type { TableShape } from '../shared/table';

/** Tables of the Phi stack. Times are milliseconds since 1970. */
export const PHI_TABLES = {
  /**
   * Wrapped data keys: partition the tenant, sort the kid. The item `current` of a tenant says which of
   * them encrypts now. Without an item its fields cannot be read: each has a write-once copy elsewhere.
   */
  dataKeys: { partitionKey: 'tenant', sortKey: 'kid' },
} as const satisfies Readonly<Record<string, TableShape>>;
