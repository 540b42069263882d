import type { AuditEvent } from '../../../../lambda/shared/audit/event';
import { until } from '../../machine/until';
import type { Scene } from '../scene';
import { LOGS } from '../scene';

/** An event that is sealed in the ledger, whatever wrote it. */
export async function sealedEvent(
  { ledger }: Pick<Scene, 'ledger'>,
  what: string,
  matches: (event: AuditEvent) => boolean,
): Promise<AuditEvent> {
  return until(`sealing ${what}`, 60, async () => {
    const events = await sealedEvents({ ledger });
    return (
      events.findLast((event) => matches(event)) ?? `not among ${String(events.length)} events`
    );
  });
}

/**
 * All that is sealed, log by log.
 *
 * @param logs @default - those of the shards, and the spool
 */
export async function sealedEvents(
  { ledger }: Pick<Scene, 'ledger'>,
  logs: readonly string[] = LOGS,
): Promise<readonly AuditEvent[]> {
  const segments = await Promise.all(logs.map((log) => ledger.segments(log)));
  return segments
    .flat()
    .flatMap(({ entries }) => entries)
    .map((entry) => JSON.parse(Buffer.from(entry).toString()) as AuditEvent);
}
