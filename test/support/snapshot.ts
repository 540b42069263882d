import { stringify } from 'yaml';
import type { TemplateJson } from './zone';

/**
 * A template as a reviewer reads it: YAML without what says nothing about the zone (paths, tags
 * that every resource has, the bootstrap check) and with asset hashes made equal.
 */
export function reviewable(template: TemplateJson): string {
  const { Resources: resources, Outputs: outputs } = template;
  const text = JSON.stringify({ Resources: resources, ...(outputs && { Outputs: outputs }) });
  const normalized: unknown = JSON.parse(
    text.replaceAll(/\b[0-9a-f]{64}\b/g, '<asset>'),
    (key, value: unknown) => {
      if (key === 'Metadata') return undefined;
      if (key === 'Tags' && Array.isArray(value)) return withoutZoneTags(value);
      return value;
    },
  );
  return stringify(normalized, { lineWidth: 0, aliasDuplicateObjects: false });
}

const ZONE_TAGS = new Set(['Environment', 'DataClass', 'Owner', 'Zone']);

function withoutZoneTags(tags: readonly { readonly Key: string }[]): unknown {
  const own = tags.filter(({ Key: key }) => !ZONE_TAGS.has(key));
  return own.length === 0 ? undefined : own;
}
