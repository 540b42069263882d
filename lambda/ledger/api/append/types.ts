import type { EventType } from '../../../shared/audit/vocabulary';
import { PHI_EVENT_TYPES } from '../../../shared/audit/vocabulary';
import type { AppendableEventType } from '../../../shared/http/generated/types';

/**
 * What a person appends for himself: what he did with records in an application, and that he left it. Of accounts,
 * rights and systems he is no witness; a service is that config names.
 */
const OF_PEOPLE: ReadonlySet<string> = new Set<AppendableEventType>([...PHI_EVENT_TYPES, 'logout']);

/** What only a service appends, alone or for a person. */
const OF_SERVICES: ReadonlySet<string> = new Set<AppendableEventType>([
  'user-create',
  'user-modify',
  'user-delete',
  'permission-change',
  'system-start',
  'system-stop',
  'configuration-change',
  'backup-created',
]);

/** Whether a person without a service appends events of this type. */
export function isOfPeople(type: AppendableEventType): boolean {
  return OF_PEOPLE.has(type);
}

/** Whether anybody appends events of this type. */
export function isAppendable(type: EventType): boolean {
  return OF_PEOPLE.has(type) || OF_SERVICES.has(type);
}
