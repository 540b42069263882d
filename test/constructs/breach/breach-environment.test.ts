import {
  readBreachSettings,
  readContacts,
  readDeskSettings,
} from '../../../lambda/breach/settings';
import { resolveZoneConfig } from '../../../lib/config/load';
import {
  contactsEnvironment,
  deskSettings,
  detectorSettings,
} from '../../../lib/constructs/breach/breach-environment';
import { profileDefaults } from '../../../lib/config/profiles';
import { PRODUCTION, SANDBOX } from '../../config/zone-texts';

const configOf = (text: string) => resolveZoneConfig(text, 'zone.yaml').config;

it('tells functions what config says, as they read it', () => {
  const config = configOf(
    `${PRODUCTION}breach:
  timeZone: America/Chicago
  thresholds: { bulkExport: { records: 500 } }
  tenants: [{ tenant: north-clinic, thresholds: { breakGlass: { times: 1, minutes: 60 } } }]
  onCall: [{ user: 3f0e1c52-7b1d-4c1e-9a55-0d7c6f1b2a90, until: "2027-03-31" }]
`,
  );
  const { thresholds } = profileDefaults('production').breach;
  expect(readBreachSettings(detectorSettings(config).BREACH_SETTINGS)).toEqual({
    timeZone: 'America/Chicago',
    targetDays: 30,
    secondApprover: true,
    thresholds: { ...thresholds, bulkExport: { records: 500, minutes: 10 } },
    tenants: { 'north-clinic': { breakGlass: { times: 1, minutes: 60 } } },
    onCall: { '3f0e1c52-7b1d-4c1e-9a55-0d7c6f1b2a90': '2027-03-31' },
  });
  expect(readDeskSettings(deskSettings(config).BREACH_SETTINGS)).toEqual({
    timeZone: 'America/Chicago',
    targetDays: 30,
    secondApprover: true,
  });
});

it('tells them who answers for the organization', () => {
  expect(readContacts(contactsEnvironment(configOf(SANDBOX)).BREACH_CONTACTS)).toEqual({
    organization: 'Mercy',
    privacyOfficial: { name: 'Pat', email: 'pat@hospital.example' },
    securityOfficial: { name: 'Sam', email: 'sam@hospital.example' },
  });
  const reached = configOf(
    SANDBOX.replace(
      '  name: Mercy\n',
      '  name: Mercy\n  contact: { tollFree: 1-800-555-0100, entityType: Health Plan }\n',
    ),
  );
  expect(readContacts(contactsEnvironment(reached).BREACH_CONTACTS)).toMatchObject({
    tollFree: '1-800-555-0100',
    entityType: 'Health Plan',
  });
});
