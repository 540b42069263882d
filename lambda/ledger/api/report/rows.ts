import type { AuditEvent } from '../../../shared/audit/event';
import type {
  Actor,
  AuditRow,
  CompleteThrough as CompleteThroughBody,
  DisclosureRow,
} from '../../../shared/http/generated/types';
import type { CompleteThrough } from '../../index/complete-through';
import type { IndexedEvent } from '../../index/row';
import { reportedBy } from './reported-by';

/** Who acted. Not in which session: who reads a report need not know that. */
export function actorBody(actor: AuditEvent['actor']): Actor {
  if (actor.kind === 'unknown') return { kind: actor.kind };
  const { kind, id, role } = actor;
  const via = 'via' in actor && actor.via !== undefined ? { via: actor.via } : {};
  return { kind, id, role, ...via };
}

/** A row of an access report: who did what to what, and where its leaf is. */
export type EventRow = AuditRow & Pick<AuditEvent, 'type'>;

export function eventRow({ event, leafHash, log, index }: IndexedEvent): EventRow {
  return {
    eventId: event.eventId,
    time: event.time,
    type: event.type,
    action: event.action,
    outcome: event.outcome,
    ...given('reason', event),
    actor: actorBody(event.actor),
    ...given('patient', event),
    ...given('resource', event),
    ...given('fields', event),
    ...given('recordCount', event),
    ...given('purpose', event),
    phiAccessed: event.phiAccessed,
    breakGlass: event.breakGlass !== false,
    reportedBy: reportedBy(event),
    ...given('recipient', event),
    ...given('exportDestination', event),
    log,
    index,
    leafHash: leafHash.toString('base64'),
  };
}

/** A disclosure: when, to whom, what, and what for. 45 CFR 164.528(b)(2). */
export function disclosureRow(found: IndexedEvent): DisclosureRow {
  const row = eventRow(found);
  const { eventId, time, type, actor, reportedBy, log, index, leafHash } = row;
  return {
    eventId,
    time,
    type,
    actor,
    ...given('recipient', row),
    ...given('resource', row),
    ...given('fields', row),
    ...given('recordCount', row),
    ...given('purpose', row),
    ...given('exportDestination', row),
    reportedBy,
    log,
    index,
    leafHash,
  };
}

export function completeThroughBody({ checkpoint, logs }: CompleteThrough): CompleteThroughBody {
  return {
    ...(checkpoint === undefined ? {} : { checkpoint: checkpoint.number, time: checkpoint.time }),
    logs,
  };
}

type Given<T, K extends PropertyKey> = T extends { readonly [Name in K]?: infer V }
  ? { readonly [Name in K]?: Exclude<V, undefined> }
  : object;

/** A field that only some have, where it is there. */
function given<T extends object, const K extends string>(name: K, from: T): Given<T, K> {
  const value = name in from ? (from as Readonly<Record<string, unknown>>)[name] : undefined;
  return (value === undefined ? {} : { [name]: value }) as Given<T, K>;
}
