import type { NoticeInput } from '../../../../lambda/breach/notices/draft';
import { duesOf } from '../../../../lambda/breach/clocks/dues';
import type { Incident } from '../../../../lambda/breach/register/incident';
import type { Contacts } from '../../../../lambda/breach/settings';

/** An incident that never was, of which everything is known. */

export const CONTACTS: Contacts = {
  organization: 'Mercy Example Hospital',
  privacyOfficial: { name: 'Pat Example', email: 'privacy-official@hospital.example' },
  securityOfficial: { name: 'Sam Example', email: 'security-official@hospital.example' },
  tollFree: '1-800-000-0000',
  email: 'privacy@hospital.example',
  website: 'https://hospital.example/notice',
  postalAddress: '1 Example Way\nSpringfield, CA 90000',
  entityType: 'Healthcare Provider',
};

export const INCIDENT: Incident = {
  id: 'inc-9f8e7d6c5b4a39281706f5e4d3c2b1a0',
  tenant: 'mercy',
  version: 12,
  drill: false,
  origin: { kind: 'rule', rule: 'bulk-export', actor: 'a3f1c2d4-0000-4000-8000-000000000001' },
  state: 'confirmed',
  severity: 'high',
  openedAt: Date.UTC(2026, 10, 2, 14, 5),
  changedAt: Date.UTC(2026, 10, 20, 9, 30),
  discoveredOn: '2026-11-02',
  hits: {
    count: 3,
    firstAt: Date.UTC(2026, 10, 2, 13, 58),
    lastAt: Date.UTC(2026, 10, 2, 14, 20),
    events: ['ev-1', 'ev-2', 'ev-3'],
  },
  facts: {
    title: 'Export of records by an account that was taken over',
    description:
      'Somebody used the password of one of our staff. With it, he copied records of patients from our record system.\n\nWe saw this within minutes and closed the account.',
    breachFrom: '2026-10-30',
    breachTo: '2026-11-02',
    phiKinds: ['name', 'date-of-birth', 'social-security-number', 'diagnoses', 'lab-results'],
    location: 'electronic-medical-record',
    breachType: 'hacking',
    steps:
      'Freeze your credit at the three credit bureaus. It is free.\n\nRead the statements from your health plan. Call the plan if you see care that you did not get.',
    mitigation:
      'We closed the account on the same day. We looked through all that it did. We now ask for a second factor at each sign-in from outside.',
    safeguards: 'Access controls, training of staff, second factors for administrators.',
  },
  counts: { total: 1003, byState: { CA: 501, NV: 500, ZZ: 2 }, unreachable: 10 },
  assessment: {
    finding: {
      factors: {
        'nature-and-extent': 'Names with Social Security numbers and diagnoses.',
        'unauthorized-person': 'Unknown, outside of the organization.',
        'acquired-or-viewed': 'The export was completed.',
        mitigation: 'Nothing could be got back.',
      },
      conclusion: 'breach',
      rationale: 'No low probability of compromise.',
    },
    by: 'officer-1',
    at: Date.UTC(2026, 10, 5),
    approvedBy: 'officer-2',
    approvedAt: Date.UTC(2026, 10, 6),
  },
  holds: [],
  associates: [],
  notices: [],
  reminders: [],
};

/** The incident with something else about it; `facts`, `counts` and `contacts` are changed field by field. */
export function input(
  change: Partial<Incident> = {},
  contacts: Partial<Contacts> = {},
  today = '2026-11-26',
): NoticeInput {
  const incident = { ...INCIDENT, ...change };
  return {
    incident,
    dues: duesOf(incident, { targetDays: 30 }),
    contacts: { ...CONTACTS, ...contacts },
    today,
  };
}
