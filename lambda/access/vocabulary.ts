import type { DATA_TYPES } from '../shared/audit/vocabulary';

/** Words of the access matrix. The policies beside (`policies/`) and their schema use the same. */

/** A part of a record that is asked for apart. */
export type DataType = (typeof DATA_TYPES)[number];

/** What is done to a part of a patient's record. */
export const PHI_ACTIONS = [
  'read',
  'decrypt',
  'print',
  'create',
  'update',
  'encrypt',
  'redact',
  'classify',
  'share',
  'export',
  'deidentify',
  'reencrypt',
  'rotate',
  'delete',
] as const;
export type PhiAction = (typeof PHI_ACTIONS)[number];

/** What is done beside records: to the audit ledger, the registers of access and of incidents, and accounts. */
export const ZONE_ACTIONS = [
  'append-audit-events',
  'read-access-report',
  'read-disclosures',
  'prove-audit-event',
  'request-approval',
  'decide-approval',
  'list-approvals',
  'break-glass',
  'list-broken-glass',
  'review-broken-glass',
  'assign-care-team',
  'restrict-user',
  'manage-users',
  'review-access',
  'request-amendment',
  'list-amendments',
  'open-incident',
  'read-incidents',
  'handle-incident',
  'approve-finding',
  'mail-notice',
  'keep-duties',
] as const;
export type ZoneAction = (typeof ZONE_ACTIONS)[number];

export type Action = PhiAction | ZoneAction;

/** How the caller stands to the patient. */
export interface Relation {
  /** Whether the patient is assigned to him. */
  readonly careTeam: boolean;
  /** Whether the patient is in a department of his. */
  readonly department: boolean;
  /** Whether he is the patient; of a list of requests, whether it holds his own alone. */
  readonly own: boolean;
  /** Whether he has broken the glass of this patient, within the last 60 minutes. */
  readonly brokenGlass: boolean;
}

export const NO_RELATION: Relation = {
  careTeam: false,
  department: false,
  own: false,
  brokenGlass: false,
};
