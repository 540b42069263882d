import type {
  AccessTotals,
  ActionTotal,
  ActorTotal,
  DayTotal,
  ResourceTypeTotal,
} from '../../../shared/http/generated/types';
import type { IndexedEvent } from '../../index/row';
import { dayOf } from '../../index/row';
import { actorBody } from './rows';

/** Counts the events of a report. */
export interface Totals {
  readonly add: (event: IndexedEvent) => void;
  readonly sum: () => AccessTotals;
}

interface Count {
  events: number;
  denied: number;
}

export function createTotals(): Totals {
  const all: Count = { events: 0, denied: 0 };
  const actors = new Map<string, Count & Pick<ActorTotal, 'actor'> & { actions: Tally }>();
  const types: Tally = new Map();
  const days = new Map<string, Count>();
  return {
    add({ event }) {
      const denied = Number(event.outcome === 'denied');
      const add = (count: Count): void => {
        count.events += 1;
        count.denied += denied;
      };
      add(all);
      const actor = actorBody(event.actor);
      const own = getOrMake(actors, JSON.stringify(actor), () => ({
        actor,
        events: 0,
        denied: 0,
        actions: new Map(),
      }));
      add(own);
      tally(own.actions, event.action);
      if ('resource' in event && event.resource !== undefined) tally(types, event.resource.type);
      add(getOrMake(days, dayOf(event.time), () => ({ events: 0, denied: 0 })));
    },
    sum: () => ({
      ...all,
      byActor: mostFirst(
        [...actors.values()].map(({ actions, ...count }): ActorTotal => ({
          ...count,
          byAction: mostFirst(
            [...actions].map(([action, events]): ActionTotal => ({ action, events })),
          ),
        })),
      ),
      byResourceType: mostFirst(
        [...types].map(([type, events]): ResourceTypeTotal => ({ type, events })),
      ),
      // They come in the order of time.
      byDay: [...days].map(([day, count]): DayTotal => ({ day, ...count })),
    }),
  };
}

type Tally = Map<string, number>;

function tally(counts: Tally, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function getOrMake<T>(entries: Map<string, T>, key: string, make: () => T): T {
  const known = entries.get(key);
  if (known !== undefined) return known;
  const made = make();
  entries.set(key, made);
  return made;
}

function mostFirst<T extends { readonly events: number }>(totals: readonly T[]): readonly T[] {
  return totals.toSorted((one, other) => other.events - one.events);
}
