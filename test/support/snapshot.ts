import { stringify } from 'yaml';
import type { TemplateJson } from './templates';

/**
 * A template as a reviewer reads it: YAML in which a reference is a word (`<Key.Arn>`), without
 * what says nothing about the zone (paths, tags that every resource has, the bootstrap check) and
 * with asset hashes made equal.
 */
export function reviewable(template: TemplateJson): string {
  const { Resources: resources, Outputs: outputs } = template;
  const text = JSON.stringify({ Resources: resources, ...(outputs && { Outputs: outputs }) });
  const normalized: unknown = JSON.parse(
    text.replaceAll(/\b[0-9a-f]{64}\b/g, '<asset>'),
    (key, value: unknown) => {
      if (key === 'Metadata') return undefined;
      if (key === 'Tags' && Array.isArray(value)) return withoutZoneTags(value);
      const word = asWord(value);
      // A dashboard is one line of JSON, in which nobody sees what changed.
      return key === 'DashboardBody' && typeof word === 'string' ? JSON.parse(word) : word;
    },
  );
  return stringify(normalized, { lineWidth: 0, aliasDuplicateObjects: false });
}

const ZONE_TAGS = new Set(['Environment', 'DataClass', 'Owner', 'Zone']);

function withoutZoneTags(tags: readonly { readonly Key: string }[]): unknown {
  const own = tags.filter(({ Key: key }) => !ZONE_TAGS.has(key));
  return own.length === 0 ? undefined : own;
}

/** A reference in the notation of cdk-nag; anything else as it is. */
function asWord(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) return value;
  const [intrinsic, argument] = entry as [string, unknown];
  if (intrinsic === 'Ref' && typeof argument === 'string') return `<${argument}>`;
  if (intrinsic === 'Fn::ImportValue' && typeof argument === 'string') return `<${argument}>`;
  if (intrinsic === 'Fn::GetAtt' && Array.isArray(argument)) return `<${argument.join('.')}>`;
  if (intrinsic === 'Fn::Join' && Array.isArray(argument)) {
    const [separator, parts] = argument as [string, readonly unknown[]];
    if (parts.every((part) => typeof part === 'string')) return parts.join(separator);
  }
  return value;
}
