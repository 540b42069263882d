import { keyOf } from './customer-key';
import { ENCRYPTIONS } from './encryption';
import { isSame } from './value-text';
import type { ResourceView, ZoneView } from './zone-view';

/** What is encrypted with a key. */
export function storesUnder(zone: ZoneView, key: ResourceView): readonly ResourceView[] {
  return zone.resources.filter((resource) =>
    (ENCRYPTIONS[resource.type]?.(resource, zone) ?? []).some((encryption) =>
      isSame(keyOf(zone, resource, encryption.key), key),
    ),
  );
}
