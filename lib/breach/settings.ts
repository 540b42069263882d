import type { BreachSettings, Contacts } from '../../lambda/breach/settings';
import type { ZoneConfig } from '../config/schema';

/** Settings of the breach desk, as config says them: functions get them, and a drill goes by them. */
export function breachSettings({ breach }: Pick<ZoneConfig, 'breach'>): BreachSettings {
  const { timeZone, targetDays, secondApprover, thresholds, tenants, onCall } = breach;
  return {
    timeZone,
    targetDays,
    secondApprover,
    thresholds,
    tenants: Object.fromEntries(tenants.map((entry) => [entry.tenant, entry.thresholds])),
    onCall: Object.fromEntries(onCall.map(({ user, until }) => [user, until])),
  };
}

/** Who answers for the organization. */
export function breachContacts({ organization }: Pick<ZoneConfig, 'organization'>): Contacts {
  const { name, privacyOfficial, securityOfficial, contact } = organization;
  return { organization: name, privacyOfficial, securityOfficial, ...contact };
}
