import type { Logger } from '../../shared/log';
import type { Sign, VerifierKey } from '../note/signed-note';
import type { LedgerStore } from '../store';

/** The key that signs checkpoints: its public half, and a call that signs with the other. */
export interface CheckpointKey {
  /** Its name is the origin of the ledger. */
  readonly verifier: VerifierKey;
  readonly sign: Sign;
}

export interface CheckpointerDependencies {
  readonly store: LedgerStore;
  /** Asked for in each run; it keeps what does not change. */
  readonly key: () => Promise<CheckpointKey>;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
