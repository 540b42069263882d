import type { AuditTrail } from '../../shared/audit/audit-trail';
import type { Logger } from '../../shared/log';
import type { Pseudonyms } from '../../shared/pseudonym';
import type { Table } from '../../shared/table';
import type { VerifierKey } from '../note/signed-note';
import type { LedgerStore } from '../store';
import type { Reservations } from './append/idempotency';

/** What the operations of the audit API are made of. */
export interface LedgerServices {
  readonly store: LedgerStore;
  /** The public key of the ledger. Its name is the origin of the ledger. */
  readonly verifier: () => Promise<VerifierKey>;
  readonly index: Table;
  readonly reservations: Reservations;
  readonly pseudonyms: Pseudonyms;
  readonly trail: AuditTrail;
  /** Days that disclosures are kept in the index. */
  readonly auditDays: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
}
