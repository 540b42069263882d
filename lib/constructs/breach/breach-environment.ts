import { breachContacts, breachSettings } from '../../breach/settings';
import type { ZoneConfig } from '../../config/schema';

/** What functions of the breach desk are told of the zone (`lambda/breach/settings.ts`). */

type Settings = Readonly<Record<'BREACH_SETTINGS', string>>;

/** Environment of the detector. */
export function detectorSettings(config: Pick<ZoneConfig, 'breach'>): Settings {
  return { BREACH_SETTINGS: JSON.stringify(breachSettings(config)) };
}

/** Environment of a function that looks for no incidents: beside all that the API is told there is no room for more. */
export function deskSettings(config: Pick<ZoneConfig, 'breach'>): Settings {
  const { timeZone, targetDays, secondApprover } = breachSettings(config);
  return { BREACH_SETTINGS: JSON.stringify({ timeZone, targetDays, secondApprover }) };
}

/** Environment of a function that writes letters and forms. */
export function contactsEnvironment(
  config: Pick<ZoneConfig, 'organization'>,
): Readonly<Record<'BREACH_CONTACTS', string>> {
  return { BREACH_CONTACTS: JSON.stringify(breachContacts(config)) };
}
