import { ZONE_TENANT } from '../../shared/audit/vocabulary';
import type { Logger } from '../../shared/log';
import { today } from '../clocks/day';
import { ChangeRefusedError, VersionError } from '../errors';
import { findingIncidentId } from '../register/ids';
import type { Change, Hits, Incident } from '../register/incident';
import { isOver, nextIncidentId } from '../register/next-incident';
import type { Authorship, Register } from '../register/register';
import type { BreachSettings } from '../settings';
import { FindingEventError } from './errors';
import type { Finding } from './read-finding';
import { readFindings } from './read-finding';

export interface FindingsDependencies {
  readonly register: Pick<Register, 'find' | 'change'>;
  readonly settings: Pick<BreachSettings, 'timeZone'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
}

/** What is used of Lambda's context. */
export interface FindingsContext {
  readonly awsRequestId: string;
}

/** What became of a finding. */
type Outcome = 'opened' | 'attached' | 'known';

/**
 * Makes incidents of findings of AWS services (45 CFR 164.308(a)(6)). An event comes more than once; what it tells
 * is written once.
 */
export function createHandler(dependencies: FindingsDependencies) {
  return async (event: unknown, { awsRequestId }: FindingsContext): Promise<void> => {
    const { log } = dependencies;
    const all = readFindings(event);
    const outcomes: Outcome[] = [];
    for (const read of all) {
      if (read.kind !== 'finding') continue;
      outcomes.push(await write(dependencies, read.finding, awsRequestId));
    }
    const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
    const unreadable = all.flatMap((read) => (read.kind === 'unreadable' ? [read.fields] : []));
    log.info('findings-written', {
      findings: all.length,
      opened: count('opened'),
      attached: count('attached'),
      known: count('known'),
      unreadable: unreadable.length,
    });
    if (unreadable.length === 0) return;
    log.error('finding-unreadable', { findings: unreadable.length, fields: unreadable[0] });
    throw new FindingEventError(
      `${String(unreadable.length)} of ${String(all.length)} findings could not be read (${(unreadable[0] ?? []).join(', ')}); the others are written. See whether the service changed its form.`,
    );
  };
}

/** Incidents of one finding, one after another: all but the last are over. */
const MOST_IDS = 50;
/** Tries, while the same finding comes twice at once. */
const TRIES = 3;

async function write(
  dependencies: FindingsDependencies,
  finding: Finding,
  requestId: string,
): Promise<Outcome> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await writeOnce(dependencies, finding, requestId);
    } catch (error) {
      if (!isOvertaken(error) || tries === TRIES) throw error;
    }
  }
}

/** Whether somebody else has written of the same finding meanwhile, perhaps the same. */
function isOvertaken(error: unknown): boolean {
  if (error instanceof VersionError) return true;
  return error instanceof ChangeRefusedError && error.refusal === 'opened-already';
}

async function writeOnce(
  { register, settings, now }: FindingsDependencies,
  { source, id: name, type, firstAt, lastAt, sample }: Finding,
  requestId: string,
): Promise<Outcome> {
  const author: Authorship = {
    tenant: ZONE_TENANT,
    requestId,
    actor: { kind: 'service', id: 'breach-findings', role: 'breach-findings' },
  };
  const change = async (id: string, made: Change, seen?: number): Promise<void> => {
    await register.change(ZONE_TENANT, id, made, author, seen);
  };
  const hits = (first: number): Hits => ({ count: 1, firstAt: first, lastAt, events: [] });
  let id = findingIncidentId(source, name);
  for (let at = 0; at < MOST_IDS; at += 1) {
    const incident = await register.find(ZONE_TENANT, id);
    if (incident === undefined) {
      await change(id, {
        kind: 'opened',
        tenant: ZONE_TENANT,
        origin: { kind: 'finding', source, finding: name, type },
        severity: 'high',
        discoveredOn: today(now(), settings.timeZone),
        drill: sample,
        // What was seen before stands in the one that is over.
        hits: hits(at === 0 ? firstAt : lastAt),
      });
      return 'opened';
    }
    if (lastAt <= lastSeen(incident)) return 'known';
    const next = nextIncidentId(id);
    // One before may be looked into again: what goes on stands in the last.
    if ((await register.find(ZONE_TENANT, next)) !== undefined) {
      id = next;
      continue;
    }
    try {
      await change(id, { kind: 'hit', severity: 'high', hits: hits(lastAt) }, incident.version);
      return 'attached';
    } catch (error) {
      if (!isOver(error)) throw error;
      // It goes on after its incident was decided, told or closed: that is another one.
      id = next;
    }
  }
  throw new FindingEventError(
    `There are ${String(MOST_IDS)} incidents of one finding, all of them over: suppress it where it is made, if it is none.`,
  );
}

function lastSeen({ hits }: Incident): number {
  return hits?.lastAt ?? 0;
}
