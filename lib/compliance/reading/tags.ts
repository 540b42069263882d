import type { ResourceView } from './zone-view';
import { isObject } from './zone-view';

/** Tag that says how long, and how strictly, a store of records is kept. */
export const RETENTION_CLASS_TAG = 'RetentionClass';

/**
 * `audit`: six years, write-once where the store can be. `operational`: shorter, or replicated into
 * a store of class audit. `phi`: patients' data, for as long as their owner decides.
 */
export const RETENTION_CLASSES = ['audit', 'operational', 'phi'] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

/** Tags of a resource by key, whether its type takes a list or a map, and whatever calls it them (`UserPoolTags`). */
export function tagsOf({
  properties,
}: Pick<ResourceView, 'properties'>): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(properties).flatMap(([property, tags]) => {
      if (!property.endsWith('Tags')) return [];
      if (Array.isArray(tags)) {
        return tags
          .filter(isObject)
          .map(({ Key: key, Value: value }) => [String(key), value] as const);
      }
      return isObject(tags) ? Object.entries(tags) : [];
    }),
  );
}

/** The retention class of a resource, undefined when it has none that is known. */
export function retentionClassOf(
  resource: Pick<ResourceView, 'properties'>,
): RetentionClass | undefined {
  const value = tagsOf(resource).get(RETENTION_CLASS_TAG);
  return RETENTION_CLASSES.find((known) => known === value);
}
