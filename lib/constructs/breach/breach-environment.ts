import type { BreachSettings, Contacts } from '../../../lambda/breach/settings';
import type { ZoneConfig } from '../../config/schema';

/** What functions of the breach desk are told of the zone (`lambda/breach/settings.ts`). */

/**
 * Environment of a function that changes the register.
 *
 * @param watches whether it also looks for incidents: what holds for single tenants and persons is long, and the
 * others have no use for it
 */
export function breachEnvironment(
  { breach }: Pick<ZoneConfig, 'breach'>,
  { watches }: { readonly watches: boolean },
): Readonly<Record<'BREACH_SETTINGS', string>> {
  const { timeZone, targetDays, secondApprover, thresholds } = breach;
  const { tenants, onCall } = watches ? breach : NO_EXCEPTIONS;
  return {
    BREACH_SETTINGS: asJson<BreachSettings>({
      timeZone,
      targetDays,
      secondApprover,
      thresholds,
      tenants: Object.fromEntries(tenants.map((entry) => [entry.tenant, entry.thresholds])),
      onCall: Object.fromEntries(onCall.map(({ user, until }) => [user, until])),
    }),
  };
}

const NO_EXCEPTIONS: Pick<ZoneConfig['breach'], 'tenants' | 'onCall'> = { tenants: [], onCall: [] };

/** Environment of a function that writes letters and forms. */
export function contactsEnvironment({
  organization,
}: Pick<ZoneConfig, 'organization'>): Readonly<Record<'BREACH_CONTACTS', string>> {
  const { name, privacyOfficial, securityOfficial, contact } = organization;
  return {
    BREACH_CONTACTS: asJson<Contacts>({
      organization: name,
      privacyOfficial,
      securityOfficial,
      ...contact,
    }),
  };
}

/** Lists of config are readonly, and those of the schema are not. */
type Told<T> = T extends readonly (infer U)[]
  ? readonly Told<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Told<T[K]> }
    : T;

function asJson<T>(value: Told<T>): string {
  return JSON.stringify(value);
}
