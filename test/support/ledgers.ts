import type { CheckLedger } from '../../lib/compliance/check-ledger';
import type { Profile, ZoneConfig } from '../../lib/config/schema';
import type { EvidenceZone } from '../../lib/evidence/zone/evidence-zone';
import { zoneOfStacks } from '../../lib/evidence/zone/evidence-zone';
import { stackName } from '../../lib/names';
import { made } from './outside';
import { shippedConfig, templatesFor } from './templates';

/** What the gate says of the zone of a shipped config, without CloudFormation Validate. */
export function ledgerOf(profile: Profile): CheckLedger {
  return made('gate', { config: shippedConfig(profile) }).ledger;
}

/** The zone of a shipped config, as the evidence reads it. */
export function evidenceZoneOf(profile: Profile): EvidenceZone {
  return evidenceZoneFor(shippedConfig(profile));
}

/** The zone of a config, as the evidence reads it from its templates. */
export function evidenceZoneFor(config: ZoneConfig): EvidenceZone {
  return zoneOfStacks(
    [...templatesFor(config)].map(([id, template]) => ({
      id,
      name: stackName(config, id),
      terminationProtection: false,
      template: JSON.stringify(template),
    })),
    made('expectations', config),
  );
}
