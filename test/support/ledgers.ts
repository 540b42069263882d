import type { CheckLedger } from '../../lib/compliance/check-ledger';
import type { Profile, ZoneConfig } from '../../lib/config/schema';
import type { EvidenceZone } from '../../lib/evidence/zone/evidence-zone';
import { zoneOfStacks } from '../../lib/evidence/zone/evidence-zone';
import { stackName } from '../../lib/names';
import { expectationsOf } from '../../lib/zone';
import { runGate } from './gate';
import { once } from './once';
import type { TemplateJson } from './zone';
import { shippedConfig, templatesOf, zoneApp } from './zone';

/**
 * What the gate says of the zone of a shipped config, without CloudFormation Validate; made once for all
 * test files of a process.
 */
export function ledgerOf(profile: Profile): CheckLedger {
  const text = once(`ledger ${profile}`, () => {
    const config = shippedConfig(profile);
    const { ledger } = runGate(zoneApp(config), {
      zone: config.name,
      profile,
      expectations: expectationsOf(config),
    });
    return JSON.stringify(ledger);
  });
  return JSON.parse(text) as CheckLedger;
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
