import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import type { BreachSettings, Thresholds } from '../../../../lambda/breach/settings';
import type { Watched } from '../../../../lambda/breach/detect/detector';
import type { AuditDraft, AuditEvent } from '../../../../lambda/shared/audit/event';
import { EPOCH_LENGTH, formatEventId } from '../../../../lambda/shared/audit/event-id';
import type { PHI_EVENT_TYPES } from '../../../../lambda/shared/audit/vocabulary';
import { SCHEMA_VERSION } from '../../../../lambda/shared/audit/vocabulary';
import { LOGIN, VIEW } from '../../support/audit-events';

/** Acts of made-up people, and what the detector is told beside. */

/** Thresholds of a zone whose config says nothing of them. */
export const DEFAULTS: Thresholds = {
  bulkExport: { records: 1000, minutes: 10 },
  failedAccess: { times: 10, minutes: 5 },
  failedSignIn: { times: 5, minutes: 30 },
  outsideCareTeam: { patients: 5, minutes: 60 },
  manyPatients: { patients: 150, minutes: 60 },
  breakGlass: { times: 1, minutes: 60 },
  afterHours: {
    from: 22,
    to: 6,
    shiftRoles: ['attending-physician', 'nurse-practitioner', 'nurse', 'medical-assistant'],
  },
};

export const SETTINGS: BreachSettings = {
  timeZone: 'America/New_York',
  targetDays: 30,
  secondApprover: true,
  thresholds: DEFAULTS,
  tenants: {},
  onCall: {},
};

/** A clerk who works by day. */
export const CLERK: DirectoryEntry = {
  user: VIEW.actor.id,
  tenant: VIEW.tenant,
  role: 'billing',
  departments: [],
  timeZone: 'America/New_York',
  active: true,
  version: 1,
};

export const WATCHED: Watched = { tenant: VIEW.tenant, entry: CLERK, settings: SETTINGS };

/** Noon of a day in autumn where the clerk works. */
export const NOON = Date.UTC(2026, 9, 27, 16);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const EPOCH = 'A'.repeat(EPOCH_LENGTH);

/** An event, as the trail stamps it. */
export function stamped(draft: AuditDraft, at: number, n: number, epoch = EPOCH): AuditEvent {
  return {
    ...draft,
    schemaVersion: SCHEMA_VERSION,
    eventId: formatEventId({ epoch, n }),
    time: new Date(at).toISOString(),
  };
}

/** A pseudonym. */
export function patient(n: number): string {
  return `${String(n).padStart(21, '0')}A`;
}

type Used = Exclude<(typeof PHI_EVENT_TYPES)[number], 'phi-export' | 'phi-share'>;

/** PHI of a patient was shown or changed. */
export function used(of: number, type: Used = 'phi-view'): AuditDraft {
  return { ...VIEW, type, patient: patient(of) };
}

export function exported(recordCount: number, of = 0): AuditDraft {
  return {
    ...VIEW,
    type: 'phi-export',
    patient: patient(of),
    recordCount,
    exportFormat: 'csv',
    exportDestination: 'workstation',
  };
}

export function shared(recordCount: number, of = 0): AuditDraft {
  return { ...VIEW, type: 'phi-share', patient: patient(of), recordCount, recipient: 'rec-1' };
}

/** PHI was denied to him. */
export function refused(reason: string, of = 0): AuditDraft {
  return { ...VIEW, outcome: 'denied', reason, patient: patient(of), phiAccessed: false };
}

export const GLASS: AuditDraft = {
  type: 'break-glass-access',
  tenant: VIEW.tenant,
  actor: VIEW.actor,
  action: 'break-glass',
  outcome: 'success',
  patient: patient(0),
  purpose: 'BTG',
  phiAccessed: false,
  breakGlass: { justification: 'glass-1' },
};

export function signInFailed(reason: string, action = 'sign-in'): AuditDraft {
  return { ...LOGIN, type: 'login-failure', action, outcome: 'denied', reason };
}

export const SIGNED_IN: AuditDraft = LOGIN;
