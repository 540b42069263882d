import type { CheckLedger } from '../../../../lib/compliance/check-ledger';
import type { Profile, ZoneConfig } from '../../../../lib/config/schema';
import type { EvidenceZone } from '../../../../lib/evidence/zone/evidence-zone';
import { zoneOfStacks } from '../../../../lib/evidence/zone/evidence-zone';
import { stackName } from '../../../../lib/names';
import { expectationsOf } from '../../../../lib/zone';
import type { TemplateJson } from '../../../support/templates';
import { shippedConfig, templatesOf } from '../../../support/templates';

export type Templates = ReadonlyMap<string, TemplateJson>;

/** The zone that these templates make. */
export function zoneOf(config: ZoneConfig, templates: Templates): EvidenceZone {
  return zoneOfStacks(
    [...templates].map(([id, template]) => ({
      id,
      name: stackName(config, id),
      region: id === 'SecondRegion' ? config.disasterRecovery.secondRegion : config.region,
      terminationProtection: true,
      template: textOf(template),
    })),
    expectationsOf(config),
  );
}

/** Written once, since most tests change one template of fourteen. */
const texts = new WeakMap<TemplateJson, string>();

function textOf(template: TemplateJson): string {
  const text = texts.get(template) ?? JSON.stringify(template);
  texts.set(template, text);
  return text;
}

/** The zone of a shipped config. */
export function shippedZone(profile: Profile): EvidenceZone {
  return zoneOf(shippedConfig(profile), templatesOf(profile));
}

/** The zone with a change in the resource of a stack. */
export function changedZone(profile: Profile, at: Place, change: Change): EvidenceZone {
  return zoneOf(shippedConfig(profile), withChange(templatesOf(profile), at, change));
}

/** Stack and logical id. */
type Place = readonly [stack: string, logicalId: string];
type Change = (resource: TemplateJson['Resources'][string]) => TemplateJson['Resources'][string];

/** Templates with a change in one resource. */
export function withChange(templates: Templates, [stack, id]: Place, change: Change): Templates {
  const template = templates.get(stack);
  const resource = template?.Resources[id];
  if (template === undefined || resource === undefined) throw new Error(`no ${stack}/${id}`);
  return new Map(templates).set(stack, {
    ...template,
    Resources: { ...template.Resources, [id]: change(resource) },
  });
}

/** A ledger of a gate that found nothing. */
export function ledgerOf(config: ZoneConfig, rows: CheckLedger['rows'] = []): CheckLedger {
  const { settings } = expectationsOf(config);
  return { zone: config.name, profile: config.profile, packs: [], settings, rows };
}
