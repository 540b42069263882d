import type { AuditTrail } from '../../shared/audit/audit-trail';
import type { Pseudonyms } from '../../shared/pseudonym';
import type { Phi } from '../create-phi';

/** What the operations of the encryption API are made of. */
export interface PhiServices extends Phi {
  readonly pseudonyms: Pick<Pseudonyms, 'of'>;
  readonly trail: AuditTrail;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
