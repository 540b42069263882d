// Written by `npm run generate` from api/openapi.yaml. Do not edit.

import type {
  AppendAuditEvents,
  BreakGlass,
  ChangeCareTeam,
  ChangeRestriction,
  ChangeUser,
  DecideApproval,
  EndSession,
  ListAmendments,
  ListApprovals,
  ListBrokenGlass,
  ProveAuditEvent,
  ReadAccessReport,
  ReadDisclosures,
  RequestAmendment,
  RequestApproval,
  ReviewAccess,
  ReviewBrokenGlass,
} from './types';

/** What is wrong at one place of a body. */
export interface Violation {
  /** Where: a JSON Pointer (RFC 6901). */
  readonly instancePath: string;
  readonly keyword: string;
  /** Of the keyword. Beside what the schema says it may hold a name that the caller chose. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** Says whether a body is one; if not, `errors` says why until the next call. */
export interface Validator<B> {
  (body: unknown): body is B;
  readonly errors?: readonly Violation[] | null;
}

export const accessApi: {
  readonly endSession: Validator<EndSession>;
  readonly breakGlass: Validator<BreakGlass>;
  readonly listBrokenGlass: Validator<ListBrokenGlass>;
  readonly reviewBrokenGlass: Validator<ReviewBrokenGlass>;
  readonly requestApproval: Validator<RequestApproval>;
  readonly listApprovals: Validator<ListApprovals>;
  readonly decideApproval: Validator<DecideApproval>;
  readonly changeCareTeam: Validator<ChangeCareTeam>;
  readonly changeRestriction: Validator<ChangeRestriction>;
  readonly changeUser: Validator<ChangeUser>;
  readonly reviewAccess: Validator<ReviewAccess>;
  readonly requestAmendment: Validator<RequestAmendment>;
  readonly listAmendments: Validator<ListAmendments>;
};
export const ledgerApi: {
  readonly appendAuditEvents: Validator<AppendAuditEvents>;
  readonly readAccessReport: Validator<ReadAccessReport>;
  readonly readDisclosures: Validator<ReadDisclosures>;
  readonly proveAuditEvent: Validator<ProveAuditEvent>;
};

/** What a text has to be, in words, by its pattern. */
export const EXPECTED: ReadonlyMap<string, string>;
