import type { RuleId } from '../../../../lambda/breach/vocabulary';
import type { AuditEvent } from '../../../../lambda/shared/audit/event';
import { DEFAULTS, MINUTE } from './acts';

/** How near a person came to each threshold: reckoned without the detector. */

interface Point {
  readonly time: number;
  /** What counts once. @default - nothing does */
  readonly key?: string;
  readonly weight: number;
}

/** Most that any window held. */
export type Peaks = Readonly<Partial<Record<RuleId, number>>>;

export function peaksOf(events: readonly AuditEvent[]): Peaks {
  const exports: Point[] = [];
  const denials: Point[] = [];
  const failures: Point[] = [];
  const others: Point[] = [];
  const seen: Point[] = [];
  for (const event of events) {
    const time = Date.parse(event.time);
    const key = ('patient' in event ? event.patient : undefined) ?? '';
    if (event.type === 'phi-export' && event.outcome === 'success') {
      exports.push({ time, weight: event.recordCount });
    } else if (event.phiAccessed) {
      seen.push({ time, key, weight: 1 });
    } else if (event.type === 'login-failure') {
      if (event.action === 'sign-in') failures.push({ time, weight: 1 });
    } else if (event.outcome === 'denied') {
      denials.push({ time, key: `${event.time} ${event.requestId ?? ''}`, weight: 1 });
      if (event.reason === 'no-care-relation') others.push({ time, key, weight: 1 });
    }
  }
  const { bulkExport, failedAccess, failedSignIn, outsideCareTeam, manyPatients } = DEFAULTS;
  return {
    'bulk-export': most(exports, bulkExport.minutes),
    'failed-access': most(denials, failedAccess.minutes),
    'failed-sign-in': most(failures, failedSignIn.minutes),
    'outside-care-team': most(others, outsideCareTeam.minutes),
    'many-patients': most(seen, manyPatients.minutes),
  };
}

function most(points: readonly Point[], minutes: number): number {
  const sorted = points.toSorted((a, b) => a.time - b.time);
  const inside = new Map<string, number>();
  let found = 0;
  let sum = 0;
  let start = 0;
  const add = ({ key, weight }: Point, sign: 1 | -1): void => {
    if (key === undefined) {
      sum += sign * weight;
      return;
    }
    const times = (inside.get(key) ?? 0) + sign;
    if (times === 0) inside.delete(key);
    else inside.set(key, times);
    sum = inside.size;
  };
  for (const point of sorted) {
    add(point, 1);
    for (
      let first = sorted[start];
      first !== undefined && first.time <= point.time - minutes * MINUTE;
      first = sorted[start]
    ) {
      add(first, -1);
      start += 1;
    }
    found = Math.max(found, sum);
  }
  return found;
}
