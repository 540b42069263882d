import type { AccessMatrix } from '../../access/matrix';
import type { CheckLedger } from '../../compliance/check-ledger';
import type { ZoneConfig } from '../../config/schema';
import type { EvidenceTable } from '../table';
import type { EvidenceZone } from '../zone/evidence-zone';

export interface InventoryProps {
  readonly config: ZoneConfig;
  readonly zone: EvidenceZone;
  readonly ledger: CheckLedger;
  /** What the access policies answer, question by question. */
  readonly matrix: AccessMatrix;
}

/** The tables of the pack, in the order of the page. */
export function inventories(_props: InventoryProps): readonly EvidenceTable[] {
  return [];
}
