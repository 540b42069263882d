import type { EvidenceZone } from '../../zone/evidence-zone';
import { callsOfApis } from './calls';
import { deliveries, vaultCopies } from './deliveries';
import type { Flow } from './flow';
import { distinct } from './flow';
import { rightsOfFunctions } from './rights';
import { triggers } from './triggers';

/** Every flow that the templates of a zone make possible, each once and in a settled order. */
export function flowsOf(zone: EvidenceZone): readonly Flow[] {
  return distinct([
    ...callsOfApis(zone),
    ...triggers(zone),
    ...rightsOfFunctions(zone),
    ...deliveries(zone),
    ...vaultCopies(zone),
  ]);
}
