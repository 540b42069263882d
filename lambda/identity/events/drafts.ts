import type { AuditDraft } from '../../shared/audit/event';
import { ZONE_TENANT } from '../../shared/audit/vocabulary';
import type { DirectoryEntry } from '../directory-entry';
import { UnreadableItemError } from '../errors';
import type { SessionRecord } from '../session-record';
import { partsOf, readSession, timedOutAt } from '../session-record';
import type { SessionLimitsByKind } from '../settings';
import type { TableRecord } from '../../shared/table-stream';
import type { Fact } from './fact';
import { known } from './fact';

/** Audit events of what is told. Each carries the id of what told it as its idempotency key. */

const withoutPhi = { phiAccessed: false, breakGlass: false } as const;
/** What Cognito did where it does not say for whom. */
const COGNITO = { kind: 'service', id: 'cognito', role: 'identity-provider' } as const;
/** Who locks accounts. */
const LOCKER = { kind: 'service', id: 'identity-events', role: 'identity-provider' } as const;

/** @param entry of whom it is about, as far as the directory knows him */
export function draftOf(fact: Fact, entry: DirectoryEntry | undefined): AuditDraft {
  const { id, at, type, action, reason, user, by, sourceIp, userAgent, requestId } = fact;
  const common = {
    time: new Date(at).toISOString(),
    tenant: entry?.tenant ?? ZONE_TENANT,
    action,
    idempotencyKey: id,
    ...known({ sourceIp, userAgent, requestId }),
    ...withoutPhi,
  };
  const person =
    user === undefined
      ? undefined
      : ({ kind: 'person', id: user, role: entry?.role ?? 'unknown' } as const);
  if (type === 'login-failure') {
    return {
      ...common,
      type,
      actor: person ?? { kind: 'unknown' },
      outcome: 'denied',
      reason: reason ?? 'sign-in-failed',
    };
  }
  const outcome =
    reason === undefined
      ? ({ outcome: 'success' } as const)
      : ({ outcome: 'denied', reason } as const);
  const actor =
    by === undefined
      ? (person ?? COGNITO)
      : ({ kind: 'service', id: by, role: 'aws-principal' } as const);
  if (type === 'configuration-change') {
    return {
      ...common,
      type,
      actor,
      resource: { type: 'user-pool', ref: 'user-pool' },
      ...outcome,
    };
  }
  const resource = { type: 'user', ref: user ?? 'unknown' };
  return { ...common, type, actor, resource, ...outcome };
}

/** That an account was locked, by the failure that did it. */
export function lockDraft({ id, user = 'unknown' }: Fact, { tenant }: DirectoryEntry): AuditDraft {
  return {
    type: 'user-modify',
    tenant,
    actor: LOCKER,
    action: 'lock-account',
    resource: { type: 'user', ref: user },
    fields: ['lockedUntil'],
    idempotencyKey: id,
    outcome: 'success',
    ...withoutPhi,
  };
}

/**
 * That a session timed out; undefined when that is not what the record tells.
 *
 * @throws UnreadableItemError
 */
export function timeoutDraft(
  { id, kind, before, at }: TableRecord,
  limits: SessionLimitsByKind,
): AuditDraft | undefined {
  if (kind !== 'REMOVE') return undefined;
  if (before === undefined) throw new UnreadableItemError('sessions', ['OldImage']);
  const session: SessionRecord = readSession(before);
  // Its end is written down already.
  if (session.ended !== undefined) return undefined;
  const { user, session: jti } = partsOf(session.session);
  return {
    type: 'session-timeout',
    time: new Date(Math.min(timedOutAt(session, limits[session.kind]), at)).toISOString(),
    tenant: session.tenant,
    actor: { kind: 'person', id: user, role: session.role, session: jti },
    action: 'time-out',
    idempotencyKey: id,
    outcome: 'success',
    ...withoutPhi,
  };
}
