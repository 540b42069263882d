import { SERVICE_ROLE } from '../../../access/question';
import type { AuditEvent } from '../../../shared/audit/event';
import type { ReportedBy } from '../../../shared/http/generated/types';
import { isAppendable } from '../append/types';

/**
 * On whose word an event stands. What came through the audit API is the word of an application: it says for itself
 * what happened and when; who was signed in, the zone knows. All else the zone saw itself.
 *
 * An appended event has the caller's key. What Cognito and AWS tell has a key too, and either a type that nobody
 * appends, or an actor without a session and with another role than that of services.
 */
export function reportedBy({ type, actor, idempotencyKey }: AuditEvent): ReportedBy {
  if (idempotencyKey === undefined || !isAppendable(type)) return 'zone';
  const isCaller =
    actor.kind === 'person'
      ? actor.session !== undefined
      : actor.kind === 'service' && actor.role === SERVICE_ROLE;
  return isCaller ? 'application' : 'zone';
}
