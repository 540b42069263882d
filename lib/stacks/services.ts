import type { AccessStack } from './access-stack';
import type { ApiStack } from './api-stack';
import type { BreachStack } from './breach-stack';
import type { IdentityStack } from './identity-stack';
import type { LedgerStack } from './ledger-stack';
import type { PhiStack } from './phi-stack';

/** The stacks that sign people in, decide, keep the ledger, encrypt, watch, and answer: the same in every zone. */
export interface Services {
  readonly identity: IdentityStack;
  readonly access: AccessStack;
  readonly ledger: LedgerStack;
  readonly phi: PhiStack;
  readonly breach: BreachStack;
  readonly api: ApiStack;
}
