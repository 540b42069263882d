import type { DirectoryEntry } from '../../identity/directory-entry';
import type { AuditEvent } from '../../shared/audit/event';
import type { BreachSettings } from '../settings';
import type { RuleId, Severity } from '../vocabulary';
import type { Window } from './window';

/** What the rules make of acts of one person: pure, and the same whatever the order within the allowed lateness. */

/** So late an event may come and still be counted in its window: others of the same person may have overtaken it. */
export const LATENESS_MS = 15 * 60 * 1000;

/** A rule that was broken. */
export interface Hit {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** When: the event with which the window was full. */
  readonly at: number;
  readonly eventId: string;
}

/**
 * What is kept of a person between batches: the open windows. JSON of a few kilobytes at most, written by
 * `writeState` and read by `readState` alone.
 */
export interface ActorState {
  readonly windows: Readonly<Partial<Record<RuleId, Window>>>;
}

/** What is known of the person while his events are looked at. */
export interface Watched {
  readonly tenant: string;
  /** Undefined when the directory does not know him. */
  readonly entry: DirectoryEntry | undefined;
  readonly settings: BreachSettings;
}

/** Whether a rule may count this event; when not, nothing need be read for its sake. */
export type IsWatched = (event: AuditEvent, settings: BreachSettings) => boolean;

/**
 * Looks at events of one person in the order in which they came.
 *
 * @returns the state after them, the same object when no rule counted anything; each hit once: an event that was
 * counted before is not counted again; and how many events came too late to be counted for certain
 */
export type Watch = (
  state: ActorState,
  events: readonly AuditEvent[],
  watched: Watched,
) => { readonly state: ActorState; readonly hits: readonly Hit[]; readonly late: number };
