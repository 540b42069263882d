import type { AuditEvent } from '../../shared/audit/event';
import type { Key } from '../../shared/table';
import { ConditionFailedError } from '../../shared/table';
import type { WatchDependencies } from './dependencies';
import type { Who } from './watch-item';

/** That somebody's acts are to be looked through, since it was told afterwards when he left. */
export interface SweepNote extends Who {
  /** When it was told: ISO 8601. */
  readonly toldAt: string;
}

/** Partition of the index `bySweep`: sweeps that are to be made. */
export const DUE = 'due';

export function sweepKey({ tenant, actor }: Who): Key {
  return { subject: `sweep/${tenant}/${actor}` };
}

/** Whether an event tells that somebody left earlier; it names no time, which the directory has. */
export function sweepFor(event: AuditEvent): SweepNote | undefined {
  if (event.type !== 'user-delete' || event.outcome !== 'success') return undefined;
  if (event.fields?.includes('leftAt') !== true) return undefined;
  return { tenant: event.tenant, actor: event.resource.ref, toldAt: event.time };
}

/**
 * Writes down that a sweep is due, unless it was written down for the same telling, or a later one: what was swept
 * then is not swept again.
 */
export async function noteSweep(
  { watches }: Pick<WatchDependencies, 'watches'>,
  { toldAt, ...who }: SweepNote,
): Promise<void> {
  try {
    await watches.update(
      sweepKey(who),
      {
        set: { ...who, sweep: DUE, sweepAt: toldAt },
        add: { version: 1 },
        remove: ['expires'],
      },
      [{ attribute: 'sweepAt', is: 'less-than', value: toldAt, orAbsent: true }],
    );
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}
