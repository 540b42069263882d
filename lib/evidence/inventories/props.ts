import type { AccessMatrix } from '../../access/matrix';
import type { CheckLedger } from '../../compliance/check-ledger';
import type { ZoneConfig } from '../../config/schema';
import type { EvidenceZone } from '../zone/evidence-zone';

export interface InventoryProps {
  readonly config: ZoneConfig;
  readonly zone: EvidenceZone;
  readonly ledger: CheckLedger;
  /** What the access policies answer, question by question. */
  readonly matrix: AccessMatrix;
}
