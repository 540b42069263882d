import type { ActorState } from '../lambda/breach/detect/detector';
import { readState, writeState } from '../lambda/breach/detect/state';
import { EMPTY_STATE, watch } from '../lambda/breach/detect/watch';
import type { AuditEvent } from '../lambda/shared/audit/event';
import type { Person } from '../test/lambda/breach/support/hospital';
import { hospital } from '../test/lambda/breach/support/hospital';
import type { Figure } from './measure';
import { median } from './measure';

const RUNS = 5;
/** One of so many people of the made-up hospital: as many as fit into memory with ease. */
const SHARE = 3;
/** Seconds of the stream in a batch: what the event source of the detector waits, and a minute beside it. */
const WINDOW = 1;
const LONG_WINDOW = 60;
const MILLION = 1_000_000;

interface Traffic {
  readonly person: Person;
  readonly batches: readonly (readonly AuditEvent[])[];
}

/**
 * A week of a made-up hospital through all rules, each person in the batches in which the detector gets
 * him: events of which nothing is parsed but the time, states that stay in memory. Then the same with each
 * state as the text that is kept, how many of those are written, and how long they are.
 */
export function breachDetector(): readonly Figure[] {
  const { people, settings } = hospital(1);
  const some = people.filter((_, at) => at % SHARE === 0);
  const traffic = some.map((person) => ({ person, batches: batchesOf(person.events(), WINDOW) }));
  const events = countOf(traffic);
  const look =
    (batches: readonly Traffic[]) =>
    (keep: (state: ActorState) => ActorState): number => {
      const start = process.cpuUsage();
      for (const { person, batches: own } of batches) {
        let state = EMPTY_STATE;
        const watched = { tenant: person.entry.tenant, entry: person.entry, settings };
        for (const batch of own) {
          const found = watch(state, batch, watched).state;
          state = found === state ? state : keep(found);
        }
      }
      const { user, system } = process.cpuUsage(start);
      return (events * MILLION) / (user + system);
    };
  const run = look(traffic);
  const rate = (keep: (state: ActorState) => ActorState): number => {
    run(keep);
    return median(Array.from({ length: RUNS }, () => run(keep)));
  };
  const lengthsOf = (batches: readonly Traffic[]): readonly number[] => {
    const lengths: number[] = [];
    look(batches)((state) => {
      lengths.push(writeState(state).length);
      return state;
    });
    return lengths;
  };
  const lengths = lengthsOf(traffic);
  const seldom = lengthsOf(
    some.map((person) => ({ person, batches: batchesOf(person.events(), LONG_WINDOW) })),
  );
  return [
    {
      id: 'breach.detector',
      value: rate((state) => state),
      unit: 'events/s',
      goal: 500_000,
      atLeast: true,
    },
    {
      id: 'breach.detector-with-text',
      value: rate((state) => readState(writeState(state))),
      unit: 'events/s',
    },
    { id: 'breach.state-writes', value: (lengths.length * MILLION) / events, unit: 'writes' },
    {
      id: 'breach.state-writes-minute',
      value: (seldom.length * MILLION) / events,
      unit: 'writes',
    },
    { id: 'breach.state-size', value: median(lengths) / 1000, unit: 'kB' },
    { id: 'breach.state-size-most', value: most(lengths) / 1000, unit: 'kB' },
  ];
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((greatest, number) => Math.max(greatest, number), 0);
}

function countOf(traffic: readonly Traffic[]): number {
  return traffic.reduce(
    (sum, { batches }) => batches.reduce((count, batch) => count + batch.length, sum),
    0,
  );
}

function batchesOf(
  events: readonly AuditEvent[],
  seconds: number,
): readonly (readonly AuditEvent[])[] {
  const batches: AuditEvent[][] = [];
  let slot = 0;
  for (const event of events) {
    const next = Math.floor(Date.parse(event.time) / (seconds * 1000));
    if (next === slot) batches.at(-1)?.push(event);
    else batches.push([event]);
    slot = next;
  }
  return batches;
}
