import { EMPTY_STATE, watch } from '../../../lambda/breach/detect/watch';
import type { ActorState, Hit } from '../../../lambda/breach/detect/detector';
import type { BreachSettings } from '../../../lambda/breach/settings';
import type { AuditEvent } from '../../../lambda/shared/audit/event';
import { formatEventId, newEpoch } from '../../../lambda/shared/audit/event-id';
import { SCHEMA_VERSION } from '../../../lambda/shared/audit/vocabulary';
import { idOf } from '../../../lambda/access/ids';
import type { DirectoryEntry } from '../../../lambda/identity/directory-entry';
import type { WalkedStep } from './record';

/** The first part of a drill: made-up exports go through the detector of the zone, with its thresholds. */

const TENANT = 'drill';
/** Nobody: the account of the drill. */
const ACTOR = '00000000-0000-4000-8000-00000000d711';
/** A made-up one, and always the same: how many there are is another rule. */
const PATIENT = idOf('drill', 'patient');
const ENTRY: DirectoryEntry = {
  user: ACTOR,
  tenant: TENANT,
  role: 'billing',
  departments: [],
  timeZone: 'UTC',
  shift: 'rotating',
  active: true,
  version: 1,
};

/** One export more than may be within the window is found once; the same events again find nothing. */
export function detect(settings: BreachSettings, now: number): readonly WalkedStep[] {
  const { records, minutes } = settings.thresholds.bulkExport;
  const exports = madeUpExports(records + 1, (minutes * 60_000) / (records + 2), now);
  const watched = { tenant: TENANT, entry: ENTRY, settings };
  const seen = (state: ActorState, events: readonly AuditEvent[]) => watch(state, events, watched);
  const first = seen(EMPTY_STATE, exports.slice(0, records));
  const last = seen(first.state, exports.slice(records));
  const again = seen(last.state, exports);
  return [
    found(`${String(records)} exports within ${String(minutes)} minutes`, 0, first.hits),
    found('one more', 1, last.hits),
    found('all of them once more, as after a crash', 0, again.hits),
  ];
}

function found(title: string, expected: number, hits: readonly Hit[]): WalkedStep {
  return {
    title: `The detector sees ${title}`,
    citation: '45 CFR 164.308(a)(1)(ii)(D)',
    expected: incidents(expected),
    seen: incidents(hits.length),
    passed: hits.length === expected,
  };
}

function incidents(count: number): string {
  return count === 0 ? 'no incident' : `${String(count)} incident${count === 1 ? '' : 's'}`;
}

function madeUpExports(count: number, apart: number, end: number): readonly AuditEvent[] {
  const epoch = newEpoch(end, (size) => new Uint8Array(size));
  return Array.from({ length: count }, (_, n) => ({
    type: 'phi-export',
    schemaVersion: SCHEMA_VERSION,
    eventId: formatEventId({ epoch, n }),
    time: new Date(end - Math.round((count - n) * apart)).toISOString(),
    tenant: TENANT,
    actor: { kind: 'person', id: ACTOR, role: 'billing', session: 'drill' },
    action: 'export',
    outcome: 'success',
    requestId: 'drill',
    patient: PATIENT,
    purpose: 'HTEST',
    resource: { type: 'billing-codes', ref: `drill-${String(n)}` },
    fields: ['code'],
    recordCount: 1,
    exportFormat: 'csv',
    exportDestination: 'workstation',
    phiAccessed: true,
    breakGlass: false,
  }));
}
