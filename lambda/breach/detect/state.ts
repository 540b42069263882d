import { EPOCH_LENGTH } from '../../shared/audit/event-id';
import { jsonIn } from '../../shared/json';
import { RULE_IDS } from '../vocabulary';
import type { RuleId } from '../vocabulary';
import type { ActorState } from './detector';
import { UnreadableStateError } from './errors';
import type { Moment, Span, Window } from './window';

/**
 * How a state is kept: `[format, epochs, [rule, moments, spans], …]`. Of a moment: milliseconds since the one
 * before, place of its epoch, `from`, `to - from`, weight, whether it was told. Of a span: name, milliseconds
 * of `from` since the one before, `last - from`.
 */
const FORMAT = 1;
const OF_A_MOMENT = 6;
const OF_A_SPAN = 3;
/** Of a pseudonym, and of a call. */
const NAME_LENGTH = 22;

/** A state as text. The same state is the same text. */
export function writeState({ windows }: ActorState): string {
  const epochs = new Map<string, number>();
  const placeOf = (epoch: string): number => {
    const place = epochs.get(epoch) ?? epochs.size;
    epochs.set(epoch, place);
    return place;
  };
  const rules = RULE_IDS.flatMap((id) => {
    const window = windows[id];
    return window === undefined
      ? []
      : [[id, momentsOut(window.moments, placeOf), spansOut(window.spans)]];
  });
  return JSON.stringify([FORMAT, [...epochs.keys()], ...rules]);
}

function momentsOut(
  moments: readonly Moment[],
  placeOf: (epoch: string) => number,
): readonly number[] {
  let before = 0;
  return moments.flatMap(({ time, epoch, from, to, weight, hit }) => {
    const since = time - before;
    before = time;
    return [since, placeOf(epoch), from, to - from, weight, hit ? 1 : 0];
  });
}

function spansOut(spans: readonly Span[]): readonly (string | number)[] {
  let before = 0;
  return spans.flatMap(({ name, from, last }) => {
    const since = from - before;
    before = from;
    return [name, since, last - from];
  });
}

/**
 * A state from its text.
 *
 * @throws UnreadableStateError for whatever `writeState` would not have written
 */
export function readState(text: string): ActorState {
  const [format, epochs, ...rules] = listIn(jsonIn(text), 'it is no list');
  if (format !== FORMAT) throw new UnreadableStateError('it has another format');
  const known = listIn(epochs, 'epochs').map((epoch) => textIn(epoch, EPOCH_LENGTH, 'an epoch'));
  const windows: Partial<Record<RuleId, Window>> = {};
  for (const rule of rules) {
    const [id, moments, spans] = listIn(rule, 'a rule');
    const found = RULE_IDS.find((name) => name === id);
    if (found === undefined || windows[found] !== undefined) {
      throw new UnreadableStateError('the name of a rule');
    }
    windows[found] = { moments: momentsIn(moments, known), spans: spansIn(spans) };
  }
  return { windows };
}

function momentsIn(value: unknown, epochs: readonly string[]): readonly Moment[] {
  let before = 0;
  return rowsIn(value, OF_A_MOMENT, 'moments').map((row, at) => {
    const [since = -1, place = -1, from = -1, more = -1, weight = 0, hit = -1] = row.map(numberIn);
    const epoch = epochs[place];
    // They go forward from the first, which may be before 1970.
    const isGood =
      (at === 0 || since >= 0) && from >= 0 && more >= 0 && weight >= 1 && (hit === 0 || hit === 1);
    if (epoch === undefined || !isGood) throw new UnreadableStateError('a moment');
    before += since;
    return { time: before, epoch, from, to: from + more, weight, hit: hit === 1 };
  });
}

function spansIn(value: unknown): readonly Span[] {
  let before = 0;
  return rowsIn(value, OF_A_SPAN, 'spans').map(([text, since, length]) => {
    before += numberIn(since);
    const name = textIn(text, NAME_LENGTH, 'a name');
    const lasting = numberIn(length);
    if (lasting < 0) throw new UnreadableStateError('a span');
    return { name, from: before, last: before + lasting };
  });
}

function listIn(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new UnreadableStateError(what);
}

function rowsIn(value: unknown, size: number, what: string): readonly (readonly unknown[])[] {
  const flat = listIn(value, what);
  if (flat.length % size !== 0) throw new UnreadableStateError(what);
  return Array.from({ length: flat.length / size }, (_, row) =>
    flat.slice(row * size, (row + 1) * size),
  );
}

function numberIn(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new UnreadableStateError('a number');
}

function textIn(value: unknown, length: number, what: string): string {
  if (typeof value === 'string' && value.length === length) return value;
  throw new UnreadableStateError(what);
}
