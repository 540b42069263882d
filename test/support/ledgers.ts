import type { CheckLedger } from '../../lib/compliance/check-ledger';
import type { Profile, ZoneConfig } from '../../lib/config/schema';
import type { EvidenceZone } from '../../lib/evidence/zone/evidence-zone';
import { zoneOfStacks } from '../../lib/evidence/zone/evidence-zone';
import { stackName } from '../../lib/names';
import { expectationsOf } from '../../lib/zone';
import { made } from './outside';
import type { TemplateJson } from './templates';
import { shippedConfig, templatesOf } from './templates';

/** What the gate says of the zone of a shipped config, without CloudFormation Validate. */
export function ledgerOf(profile: Profile): CheckLedger {
  return made('gate', { config: shippedConfig(profile) }).ledger;
}

/** The zone of a shipped config, as the evidence reads it. */
export function evidenceZoneOf(profile: Profile): EvidenceZone {
  return zoneFrom(shippedConfig(profile), templatesOf(profile));
}

/** A zone, read from its templates. */
export function zoneFrom(
  config: ZoneConfig,
  templates: ReadonlyMap<string, TemplateJson>,
): EvidenceZone {
  return zoneOfStacks(
    [...templates].map(([id, template]) => ({
      id,
      name: stackName(config, id),
      terminationProtection: false,
      template: JSON.stringify(template),
    })),
    expectationsOf(config),
  );
}
