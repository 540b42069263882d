import type * as CreateDataKeys from '../../../../../lambda/phi/keys/create-data-keys';
import type * as Items from '../../../../../lambda/phi/keys/items';
import type { Removal } from '../../../support/without-safeguards';
import { withoutSafeguards } from '../../../support/without-safeguards';

/** What is tried. */
export interface Variant {
  readonly createDataKeys: typeof CreateDataKeys.createDataKeys;
  readonly restoredItem: typeof Items.restoredItem;
}

/** Not the errors, which others know too, and not what has a stand-in. */
const LOADED_ANEW = /^keys\/(?!errors|import-key)/;

/** Data keys as they are in the source, with safeguards taken out. */
export function keysWithout(removals: readonly Removal[]): Variant {
  const load = withoutSafeguards('phi', LOADED_ANEW, removals);
  return {
    createDataKeys: (load('keys/create-data-keys.ts') as typeof CreateDataKeys).createDataKeys,
    restoredItem: (load('keys/items.ts') as typeof Items).restoredItem,
  };
}
