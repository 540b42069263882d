import { idOf } from '../../access/ids';
import { ChangeRefusedError } from '../errors';

/** What a machine does when an incident takes nothing more, and what it tells of goes on: it opens another one. */

const OVER: ReadonlySet<string> = new Set(['over', 'closed', 'incident-full']);

/** Whether an incident takes no hits any more. */
export function isOver(error: unknown): boolean {
  return error instanceof ChangeRefusedError && OVER.has(error.refusal);
}

/** Id of the incident after one that is over: the same however often it is made. */
export function nextIncidentId(id: string): string {
  return idOf('after', id);
}
