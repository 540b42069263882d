import type { AuditDraft } from './event';

/**
 * Where acts are written down before their results are given away. Who calls it awaits it, and when it
 * throws gives away nothing (HTTP 503): no record, no data.
 */
export interface AuditTrail {
  /**
   * Resolves when every event is kept for good: in the audit stream, or, for a sign-in or a broken
   * glass while the stream is down, in the write-once spool.
   *
   * @returns one receipt for each draft, in their order
   * @throws AuditEventError when a draft is not what an event must be; nothing was appended
   * @throws AuditEventTooLargeError likewise
   * @throws AuditUnavailableError when not all were accepted; it says which were
   */
  append(drafts: readonly AuditDraft[]): Promise<readonly Receipt[]>;
}

interface Accepted {
  readonly eventId: string;
  /** Leaf hash of the bytes of the event, base64: what a proof from the ledger starts with. RFC 6962, section 2.1. */
  readonly leafHash: string;
}

/** What shows later that an event was accepted. */
export type Receipt = StreamReceipt | SpoolReceipt;

export interface StreamReceipt extends Accepted {
  readonly acceptedBy: 'stream';
  /** Shard of the stream, which is the name of the log. */
  readonly shardId: string;
  readonly sequenceNumber: string;
}

export interface SpoolReceipt extends Accepted {
  readonly acceptedBy: 'spool';
  /** Key in the ledger bucket. */
  readonly key: string;
}
