import { breachContacts, breachSettings } from '../../breach/settings';
import type { ZoneConfig } from '../../config/schema';

/** What functions of the breach desk are told of the zone (`lambda/breach/settings.ts`). */

/**
 * Environment of a function that changes the register.
 *
 * @param watches whether it also looks for incidents: what holds for single tenants and persons is long, and the
 * others have no use for it
 */
export function breachEnvironment(
  config: Pick<ZoneConfig, 'breach'>,
  { watches }: { readonly watches: boolean },
): Readonly<Record<'BREACH_SETTINGS', string>> {
  const settings = breachSettings(config);
  const told = watches ? settings : { ...settings, tenants: {}, onCall: {} };
  return { BREACH_SETTINGS: JSON.stringify(told) };
}

/** Environment of a function that writes letters and forms. */
export function contactsEnvironment(
  config: Pick<ZoneConfig, 'organization'>,
): Readonly<Record<'BREACH_CONTACTS', string>> {
  return { BREACH_CONTACTS: JSON.stringify(breachContacts(config)) };
}
