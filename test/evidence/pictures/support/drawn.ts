import type { Picture } from '../../../../lib/evidence/model';
import { pictures } from '../../../../lib/evidence/pictures';
import type { EvidenceZone } from '../../../../lib/evidence/zone/evidence-zone';
import { zoneOfStacks } from '../../../../lib/evidence/zone/evidence-zone';
import { PRODUCTION } from '../../../support/rule';
import type { TemplateJson } from '../../../support/templates';
import { templatesOf } from '../../../support/templates';
import { linesOf } from './svg';

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

export const TEMPLATES = templatesOf('production');
export const PICTURES = drawn(TEMPLATES);
/** Without the alarms and rules of AWS, which are many: for what is read again and again. */
export const FEWER = new Map(
  [...TEMPLATES].filter(([id]) => !['Governance', 'Operations'].includes(id)),
);

/** Everything that the pictures of a zone say, as one text without breaks of lines. */
export function said(pictures: ReturnType<typeof drawn>, ...ids: readonly string[]): string {
  return [...pictures.values()]
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .flatMap(({ svg }) => linesOf(svg))
    .join(' ');
}

export interface Found {
  readonly stack: string;
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly path: string;
}

export function found(templates: Templates, type: string): readonly Found[] {
  return [...templates].flatMap(([stack, { Resources: resources }]) =>
    Object.entries(resources)
      .filter(([, { Type: own }]) => own === type)
      .map(([id, { Properties: properties = {}, Metadata: metadata }]) => ({
        stack,
        id,
        properties,
        path: String((metadata as Record<string, unknown>)['aws:cdk:path']),
      })),
  );
}

/** `public keys` for `Identity/Tables/PublicKeys/Resource`. */
export function spoken({ path }: Found): string {
  const name =
    path
      .replace(/\/Resource$/, '')
      .split('/')
      .at(-1) ?? '';
  return name.replaceAll(/([a-z])(?=[A-Z])/g, '$1 ').toLowerCase();
}
