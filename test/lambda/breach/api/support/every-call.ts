import type { Role } from '../../../../../lambda/identity/roles';
import { ROLES } from '../../../../../lambda/identity/roles';
import type { Bodies } from '../../../../../lambda/shared/http/generated/types';
import type { BreachOperation } from './breach-world';
import { ASSESSMENT, REPORT, TODAY, WHOLE } from './breach-world';

/** Every operation: what is sent, and who may. Written from what was agreed on, not from the policies. */
export interface EveryCall {
  readonly operation: BreachOperation;
  /** What is special about it. */
  readonly name: string;
  readonly body: (incident: string, version: number) => Bodies[BreachOperation];
  readonly may: readonly Role[];
  /** Whether it changes something. */
  readonly changes: boolean;
}

const OFFICER: readonly Role[] = ['privacy-officer'];
const READERS: readonly Role[] = ['auditor', 'privacy-officer'];

function call<Id extends BreachOperation>(
  operation: Id,
  body: (incident: string, version: number) => Bodies[Id],
  may: readonly Role[],
  changes: boolean,
  name: string = operation,
): EveryCall {
  return { operation, name, body, may, changes };
}

/** In this order each of them can be done with an incident that is confirmed. */
export const EVERY_CALL: readonly EveryCall[] = [
  call(
    'openIncident',
    () => REPORT,
    ROLES.filter((role) => role !== 'patient'),
    true,
  ),
  call('openIncident', () => ({ ...REPORT, drill: true }), OFFICER, true, 'open a drill'),
  call('listIncidents', () => ({}), READERS, false),
  call('listIncidents', () => ({ of: 'zone', which: 'closed' }), READERS, false, 'list the zone'),
  call('readIncident', (incident) => ({ incident }), READERS, false),
  call('describeIncident', (incident) => ({ incident, facts: WHOLE }), OFFICER, true),
  call(
    'describeIncident',
    (incident) => ({ incident, discoveredOn: '2026-11-24', why: 'A nurse saw it then.' }),
    OFFICER,
    true,
    'move the discovery',
  ),
  call(
    'setIncidentCounts',
    (incident) => ({ incident, counts: { total: 5, byState: [], unreachable: 0 } }),
    OFFICER,
    true,
  ),
  call('assessIncident', (incident) => ({ incident, assessment: ASSESSMENT }), OFFICER, true),
  call(
    'assessIncident',
    (incident) => ({
      incident,
      safeHarbor: {
        method: 'AES-256',
        keysCompromised: false,
        rationale: 'All of it was encrypted.',
      },
    }),
    OFFICER,
    true,
    'claim the safe harbor',
  ),
  call(
    'assessIncident',
    (incident) => ({
      incident,
      exclusion: { exclusion: 'not-retained', rationale: 'It was taken back at once.' },
    }),
    OFFICER,
    true,
    'claim an exclusion',
  ),
  call(
    'approveFinding',
    (incident, version) => ({ incident, version, finding: 'assessment' }),
    OFFICER,
    true,
  ),
  call(
    'recordHold',
    (incident) => ({
      incident,
      hold: {
        kind: 'written',
        statedOn: '2026-11-20',
        until: '2026-11-24',
        official: 'An official',
        agency: 'An agency',
        statement: 'Case file 12',
      },
    }),
    OFFICER,
    true,
  ),
  call(
    'recordAssociate',
    (incident) => ({ incident, associate: { associate: 'baa-0042', agent: false } }),
    OFFICER,
    true,
  ),
  call(
    'recordNotice',
    (incident) => ({
      incident,
      notice: { kind: 'other', on: TODAY, way: 'telephone', evidence: 'Case file 12' },
    }),
    OFFICER,
    true,
  ),
  call(
    'withdrawEntry',
    (incident, version) => ({ incident, entry: version, why: 'It was of another incident.' }),
    OFFICER,
    true,
  ),
  call('draftNotice', (incident) => ({ incident, kind: 'hhs' }), OFFICER, false),
  call(
    'draftNotice',
    (incident) => ({ incident, kind: 'letter', format: 'html' }),
    OFFICER,
    false,
    'draft a page',
  ),
  call('exportIncident', (incident) => ({ incident }), READERS, false),
  call(
    'exportIncident',
    (incident) => ({ incident, format: 'html' }),
    READERS,
    false,
    'export a page',
  ),
  call(
    'changeIncidentState',
    (incident) => ({ incident, to: 'contained', why: 'It is stopped.' }),
    OFFICER,
    true,
  ),
  call(
    'mailNotice',
    (incident, version) => ({
      incident,
      version,
      recipients: [{ address: 'made-up.person@example.com', agreed: true, agreedOn: TODAY }],
    }),
    OFFICER,
    true,
  ),
  call('listDuties', () => ({}), ['privacy-officer', 'it-administrator'], false),
  call(
    'recordDuty',
    () => ({ duty: 'risk-analysis', on: TODAY, evidence: 'Compliance folder' }),
    ['privacy-officer', 'it-administrator'],
    true,
  ),
];
