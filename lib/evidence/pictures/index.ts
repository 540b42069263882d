import type { Picture } from '../model';
import type { EvidenceZone } from '../zone/evidence-zone';

/** What the templates make, drawn. */
export function pictures(_zone: EvidenceZone): readonly Picture[] {
  return [];
}
