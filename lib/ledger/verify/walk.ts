import { logOf } from '../../../lambda/ledger/format/layout';
import { rootOf } from '../../../lambda/ledger/tree/tree-head';
import type { Pin } from './follow-log';
import { pin, step } from './follow-log';
import type { LogState, WalkContext } from './log-state';

/**
 * Leads each log on to what a zone checkpoint says of it. The one that is furthest behind in time
 * goes first, so that events of one producer come by near each other.
 */
export function advance(
  context: WalkContext,
  lines: readonly Pin[],
  logNamed: (log: string) => LogState,
): void {
  let active = lines.flatMap((line) => {
    const log = logOf(line.origin, context.key.name);
    if (log === undefined) {
      context.report.faultIfNew({
        kind: 'swapped',
        place: line.place,
        message: `it names ${line.origin}, which is no log of ${context.key.name}`,
      });
      return [];
    }
    const state = logNamed(log);
    if (state.broken) return [];
    if (state.good.tree.size < line.size) return [{ state, line }];
    mustBeGood(context, state, line);
    return [];
  });
  while (active.length > 0) {
    const next = active.reduce((a, b) => (b.state.readUpTo < a.state.readUpTo ? b : a));
    const { state, line } = next;
    if (state.head.tree.size < line.size && step(context, state, line)) continue;
    pin(context, state, line);
    active = active.filter((entry) => entry !== next);
  }
}

/** A log that a line leads no further is as the last line said. */
function mustBeGood({ report }: WalkContext, { log, good }: LogState, line: Pin): void {
  const { size } = good.tree;
  const same = rootOf(good.tree).equals(line.root) && good.hash.equals(line.head);
  if (size === line.size && same) return;
  report.faultIfNew({
    kind: 'fork',
    place: line.place,
    message: `it has ${size === line.size ? 'another state' : 'only a part'} of ${log} at ${String(line.size)} leaves, of which a zone checkpoint before it has ${String(size)}; the key signed both`,
  });
}

/** Leads each log on to its last segment, behind what was signed. */
export function toTheEnd(context: WalkContext, states: readonly LogState[]): void {
  let active = states;
  while (active.length > 0) {
    const next = active.reduce((a, b) => (b.readUpTo < a.readUpTo ? b : a));
    if (!step(context, next)) active = active.filter((state) => state !== next);
  }
}
