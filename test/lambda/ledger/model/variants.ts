import type * as Checkpointer from '../../../../lambda/ledger/checkpointer/create-handler';
import type * as Sealer from '../../../../lambda/ledger/sealer/create-handler';
import type { Removal } from '../../support/without-safeguards';
import { withoutSafeguards } from '../../support/without-safeguards';

export interface Functions {
  readonly sealer: typeof Sealer.createHandler;
  readonly checkpointer: typeof Checkpointer.createHandler;
}

/** Modules that a removal touches, or that import one which it touches, are loaded anew. */
const LOADED_ANEW = /^(?:sealer|checkpointer)\//;

/** The functions as they are in the source, with safeguards taken out. */
export function functionsWithout(removals: readonly Removal[]): Functions {
  const load = withoutSafeguards('ledger', LOADED_ANEW, removals);
  return {
    sealer: (load('sealer/create-handler.ts') as typeof Sealer).createHandler,
    checkpointer: (load('checkpointer/create-handler.ts') as typeof Checkpointer).createHandler,
  };
}
