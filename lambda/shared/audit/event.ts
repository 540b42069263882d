import * as z from 'zod/mini';
import {
  reported,
  signedIn,
  signedInOrUnknown,
  signingIn,
  someone,
  someoneInSession,
} from './actor';
import {
  always,
  denied,
  failed,
  no,
  outcomeExpected,
  resource,
  success,
  withoutPhi,
} from './common-fields';
import { breakGlass, clinicalReason, fieldNames, oneOf, pseudonym, recordCount } from './fields';
import { aboutPhi, phiExported, phiShared, phiUsed } from './phi-events';
import { EMERGENCY_PURPOSES, EVENT_TYPES, REVIEW_RESULTS } from './vocabulary';

/**
 * What is written down of each act (45 CFR 164.312(b)). The type of the event and its outcome say
 * which fields there are; one that is not asked for is refused. Nothing that a person wrote, and
 * nothing that tells who the patient is, has a place in it.
 */

/** An act that shows no PHI: the same fields whatever the outcome. */
function plain<const T extends readonly string[], S extends z.core.$ZodLooseShape>(
  types: T,
  shape: S,
) {
  const common = { ...always, type: oneOf(types), ...withoutPhi, ...shape };
  return z.discriminatedUnion(
    'outcome',
    [
      z.strictObject({ ...common, ...success }),
      z.strictObject({ ...common, ...denied }),
      z.strictObject({ ...common, ...failed }),
    ],
    outcomeExpected,
  );
}

// Signing in.

const loggedIn = z.strictObject({
  ...always,
  type: z.literal('login-success'),
  actor: someone,
  ...success,
  ...withoutPhi,
});
const login = { ...always, type: z.literal('login-failure'), actor: signingIn, ...withoutPhi };
const loginFailed = z.discriminatedUnion(
  'outcome',
  [z.strictObject({ ...login, ...denied }), z.strictObject({ ...login, ...failed })],
  'expected denied or error',
);

// Breaking the glass.

const brokenGlass = {
  ...always,
  type: z.literal('break-glass-access'),
  actor: someoneInSession,
  patient: pseudonym,
  purpose: oneOf(EMERGENCY_PURPOSES),
  resource: z.optional(resource),
  clinicalReason: z.optional(clinicalReason),
  phiAccessed: no,
};
const refusedGlass = {
  ...brokenGlass,
  patient: z.optional(brokenGlass.patient),
  purpose: z.optional(brokenGlass.purpose),
  breakGlass: aboutPhi.breakGlass,
};
const glassBroken = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({ ...brokenGlass, ...success, breakGlass }),
    z.strictObject({ ...refusedGlass, ...denied }),
    z.strictObject({ ...refusedGlass, ...failed }),
  ],
  outcomeExpected,
);

const review = {
  ...always,
  type: z.literal('break-glass-review'),
  actor: someoneInSession,
  patient: z.optional(pseudonym),
  resource,
  ...withoutPhi,
};
const glassReviewed = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({ ...review, ...success, reviewResult: oneOf(REVIEW_RESULTS) }),
    z.strictObject({ ...review, ...denied }),
    z.strictObject({ ...review, ...failed }),
  ],
  outcomeExpected,
);

// Looking at what was written down, and at who may do what.

const look = {
  ...always,
  type: oneOf(['audit-read', 'access-review']),
  ...withoutPhi,
  patient: z.optional(pseudonym),
  resource: z.optional(resource),
  recordCount: z.optional(recordCount),
};
const looked = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({ ...look, actor: signedIn, ...success }),
    z.strictObject({ ...look, actor: signedInOrUnknown, ...denied }),
    z.strictObject({ ...look, actor: signedInOrUnknown, ...failed }),
  ],
  outcomeExpected,
);

const fields = z.optional(fieldNames);

/** One event, as it is stored. */
export const auditEventSchema = z.discriminatedUnion(
  'type',
  [
    loggedIn,
    loginFailed,
    plain(['logout', 'session-timeout'], { actor: someoneInSession }),
    plain(['mfa-enabled', 'mfa-disabled', 'password-change'], {
      actor: reported,
      resource: z.optional(resource),
    }),
    plain(['user-create', 'user-modify', 'user-delete'], { actor: reported, resource, fields }),
    // Who cares for whom decides who sees what: then it is about a patient too.
    plain(['permission-change'], {
      actor: reported,
      patient: z.optional(pseudonym),
      resource,
      fields,
    }),
    phiUsed,
    phiShared,
    phiExported,
    plain(['amendment-request'], { actor: signedIn, patient: pseudonym, resource, fields }),
    glassBroken,
    glassReviewed,
    plain(['system-start', 'system-stop'], { actor: reported, resource: z.optional(resource) }),
    plain(['configuration-change', 'backup-created', 'breach-register-change'], {
      actor: reported,
      resource,
      fields,
      recordCount: z.optional(recordCount),
    }),
    looked,
  ],
  `expected one of ${EVENT_TYPES.join(', ')}`,
);

/** One event, as it is stored. */
export type AuditEvent = z.infer<typeof auditEventSchema>;

type Without<E, K extends PropertyKey> = E extends unknown ? Omit<E, K> : never;

/** An event that has no number yet. */
export type UnnumberedEvent = Without<AuditEvent, 'eventId'>;

/**
 * One event, as it is handed to the trail, which stamps it. `time` is for what happened earlier, such
 * as what another service reports.
 */
export type AuditDraft = Without<AuditEvent, 'schemaVersion' | 'eventId' | 'time'> & {
  /** UTC, ISO 8601 with milliseconds. @default - now */
  readonly time?: string;
};
