import type { Rule } from '../rule';
import { tagsOf } from '../reading/tags';

const REQUIRED = ['Environment', 'DataClass', 'Owner', 'Zone'] as const;
const DATA_CLASSES: readonly unknown[] = ['PHI', 'synthetic'];

export const requiredTags: Rule = {
  name: 'RequiredTags',
  asks: 'A resource says by tags which zone and environment it is of, whose it is, and whether it may hold PHI.',
  citations: ['164.308(a)(7)(ii)(E)'],
  types: 'every',
  find: (resource) => {
    if (!resource.taggable) return undefined;
    const tags = tagsOf(resource);
    const missing = REQUIRED.filter((key) => {
      const value = tags.get(key);
      return typeof value !== 'string' || value.trim() === '';
    });
    return [
      ...missing.map(
        (key) =>
          `The tag ${key} is missing or no literal. Make the resource in a ZoneStack, which sets it.`,
      ),
      ...(missing.includes('DataClass') || DATA_CLASSES.includes(tags.get('DataClass'))
        ? []
        : [`The tag DataClass is none of ${DATA_CLASSES.join(' and ')}. Set one of them.`]),
    ];
  },
};
