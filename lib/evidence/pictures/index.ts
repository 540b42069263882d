import type { Picture } from '../model';
import type { EvidenceZone } from '../zone/evidence-zone';
import { dataFlow } from './data-flow';
import { placesOf } from './facts/places';

/** What the templates make, drawn. */
export function pictures(zone: EvidenceZone): readonly Picture[] {
  const places = placesOf(zone);
  return [...dataFlow(places)];
}
