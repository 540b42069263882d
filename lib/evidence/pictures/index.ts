import type { Picture } from '../model';
import type { EvidenceZone } from '../zone/evidence-zone';
import { alerts } from './alerts';
import { auditFlow } from './audit-flow';
import { dataFlow } from './data-flow';
import { placesOf } from './facts/places';
import { network } from './network';

/** What the templates make, drawn. The same templates give the same bytes. */
export function pictures(zone: EvidenceZone): readonly Picture[] {
  const places = placesOf(zone);
  return [network, dataFlow, auditFlow, alerts].flatMap((draw) => draw(places));
}
