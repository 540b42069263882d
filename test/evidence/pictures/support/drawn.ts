import type { Picture } from '../../../../lib/evidence/model';
import { pictures } from '../../../../lib/evidence/pictures';
import type { EvidenceZone } from '../../../../lib/evidence/zone/evidence-zone';
import { zoneOfStacks } from '../../../../lib/evidence/zone/evidence-zone';
import { PRODUCTION } from '../../../support/rule';
import type { TemplateJson } from '../../../support/templates';

export type Templates = ReadonlyMap<string, TemplateJson>;

/** A zone of templates by stack id. */
export function zoneOf(templates: Templates): EvidenceZone {
  return zoneOfStacks(
    [...templates].map(([id, template]) => ({
      id,
      name: `hlz-mercy-${id.toLowerCase()}`,
      terminationProtection: false,
      template: JSON.stringify(template),
    })),
    PRODUCTION,
  );
}

/** Pictures of templates by id. */
export function drawn(templates: Templates): ReadonlyMap<string, Picture> {
  return new Map(pictures(zoneOf(templates)).map((picture) => [picture.id, picture]));
}

/** The templates with the resources of one stack changed. */
export function changed(
  templates: Templates,
  stack: string,
  change: (resources: TemplateJson['Resources']) => TemplateJson['Resources'],
): Templates {
  return new Map(
    [...templates].map(([id, template]) => [
      id,
      id === stack ? { ...template, Resources: change(template.Resources) } : template,
    ]),
  );
}
