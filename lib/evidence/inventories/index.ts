import type { EvidenceTable } from '../table';
import { acknowledgements } from './acknowledgements';
import { encryption } from './encryption';
import type { InventoryProps } from './props';

export type { InventoryProps } from './props';

/** The tables of the pack, in the order of the page. */
export function inventories(props: InventoryProps): readonly EvidenceTable[] {
  return [acknowledgements(props), encryption(props)];
}
