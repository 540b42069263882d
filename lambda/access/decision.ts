import { UNFIT_REASONS } from './question';

/** What was decided, and by which policies. */
export type Decision = Permission | Denial;

export interface Permission {
  readonly allowed: true;
  /** Policies that permitted it, by `@id`. */
  readonly policies: readonly string[];
}

export interface Denial {
  readonly allowed: false;
  /** Policies that forbade it, by `@id`, in the order of their file. None when nothing permitted it. */
  readonly policies: readonly string[];
  readonly reason: DenyReason;
  /** What Cedar complained of, with `engine-fault` alone. For the log; names no person and no patient. */
  readonly fault?: string;
}

/** Reasons of policies that forbid: their `@reason`. */
export const FORBID_REASONS = [
  'inactive',
  'other-tenant',
  'restricted',
  'service-not-permitted',
  'nobody-deletes',
  'approval-required',
] as const;
export type ForbidReason = (typeof FORBID_REASONS)[number];

/** Why something was denied. Codes of audit events (`lambda/shared/audit/fields.ts`). */
export const DENY_REASONS = [
  ...FORBID_REASONS,
  /** It would be allowed for a patient of his care team, or of his department. */
  'no-care-relation',
  /** It would be allowed if the record, or the request, were his own. */
  'not-own',
  /** Nothing permits it to this role, whatever else holds. */
  'not-permitted',
  ...UNFIT_REASONS,
  /** Cedar failed. Not an answer: ask again, and if it stays, it is a fault of the zone (503). */
  'engine-fault',
] as const;
export type DenyReason = (typeof DENY_REASONS)[number];
