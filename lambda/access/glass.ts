import * as z from 'zod/mini';
import { EMERGENCY_PURPOSES, REVIEW_RESULTS } from '../shared/audit/vocabulary';
import { ROLES } from '../identity/roles';
import type { Item } from '../shared/table';
import { idOf, momentKey } from './ids';

/** How long a broken glass lets its holder through. */
export const GLASS_MS = 60 * 60 * 1000;

/** Fewest characters of a justification, and most. */
export const JUSTIFICATION = { least: 20, most: 1000 } as const;

/** Why a person needs a record of a patient who is not in his care (HL7 v3 PurposeOfUse). */
export type EmergencyPurpose = (typeof EMERGENCY_PURPOSES)[number];
export type ReviewResult = (typeof REVIEW_RESULTS)[number];

/** A broken glass: emergency access of one person to one patient (45 CFR 164.312(a)(2)(ii)). */
export interface Glass {
  /** Also where the audit event says that the justification is. */
  readonly id: string;
  readonly tenant: string;
  /** The `sub` of who broke it. */
  readonly person: string;
  /** In which he broke it. */
  readonly role: (typeof ROLES)[number];
  /** Pseudonym. */
  readonly patient: string;
  readonly purpose: EmergencyPurpose;
  /** Code of a local table. @default - none was given */
  readonly clinicalReason?: string;
  /** Encrypted; base64. */
  readonly justification: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  /** From this moment on it is closed. Milliseconds since 1970. */
  readonly until: number;
  /** Id of the audit event that was accepted before it counted. */
  readonly event: string;
  readonly review?: GlassReview;
}

export interface GlassReview {
  readonly result: ReviewResult;
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Whether a review found something. One that found nothing yet leaves the glass waiting. */
export function isDecided({ review }: Pick<Glass, 'review'>): boolean {
  return review !== undefined && review.result !== 'undecided';
}

/** Whether it lets its holder through now. */
export function isOpen({ until }: Pick<Glass, 'until'>, now: number): boolean {
  // Not from when: the clock of another container may be some moments ahead.
  return now < until;
}

/**
 * A justification without space around it; undefined when it says too little or too much. Space and
 * what cannot be seen says nothing, so runs of it count as one character.
 */
export function justificationIn(text: string): string | undefined {
  const trimmed = text.trim();
  const said = trimmed.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return length(said) < JUSTIFICATION.least || length(trimmed) > JUSTIFICATION.most
    ? undefined
    : trimmed;
}

function length(text: string): number {
  return Array.from(text).length;
}

/** Partition of the glasses of one person and one patient. */
export function holderOf(person: string, patient: string): string {
  return `${person}/${patient}`;
}

/**
 * Id of the glass that a person breaks after so many of the same patient. Two who break it at once make the same
 * one, of which only one can be written.
 */
export function glassId(holder: string, before: number): string {
  return idOf('glass', holder, String(before));
}

const row = z.strictObject({
  holder: z.string(),
  glass: z.string(),
  openedAt: z.string(),
  tenantReview: z.string(),
  unreviewed: z.optional(z.literal('yes')),
  tenant: z.string(),
  person: z.string(),
  role: z.enum(ROLES),
  patient: z.string(),
  purpose: z.enum(EMERGENCY_PURPOSES),
  clinicalReason: z.optional(z.string()),
  justification: z.string(),
  opened: z.int(),
  until: z.int(),
  event: z.string(),
  reviewResult: z.optional(z.enum(REVIEW_RESULTS)),
  reviewedBy: z.optional(z.string()),
  reviewedAt: z.optional(z.int()),
});

/** How a glass is kept: with what puts it into the lists of those that wait for a review. */
export function itemOf({ id, openedAt, ...glass }: Omit<Glass, 'review'>): Item {
  return {
    ...glass,
    holder: holderOf(glass.person, glass.patient),
    glass: id,
    openedAt: momentKey(openedAt, id),
    opened: openedAt,
    tenantReview: reviewPartition(glass.tenant, 'open'),
    unreviewed: UNREVIEWED,
  };
}

/** The partition of `byUnreviewed`. */
export const UNREVIEWED = 'yes';

/** Whether a review of the privacy officer found a result: says nothing about its hour. */
export type ReviewState = 'open' | 'reviewed';

/** A partition of `byReview`. */
export function reviewPartition(tenant: string, state: ReviewState): string {
  return `${tenant}/${state}`;
}

/** A glass as it is kept; undefined when it cannot be read, so that it opens nothing. */
export function glassIn(item: Item): Glass | undefined {
  const { data } = row.safeParse(item);
  if (data === undefined) return undefined;
  const { reviewResult: result, reviewedBy: by, reviewedAt: at } = data;
  const review =
    result === undefined || by === undefined || at === undefined ? undefined : { result, by, at };
  return {
    id: data.glass,
    tenant: data.tenant,
    person: data.person,
    role: data.role,
    patient: data.patient,
    purpose: data.purpose,
    ...(data.clinicalReason === undefined ? {} : { clinicalReason: data.clinicalReason }),
    justification: data.justification,
    openedAt: data.opened,
    until: data.until,
    event: data.event,
    ...(review === undefined ? {} : { review }),
  };
}
