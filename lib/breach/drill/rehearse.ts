import { idOf } from '../../../lambda/access/ids';
import { today } from '../../../lambda/breach/clocks/day';
import { duesOf } from '../../../lambda/breach/clocks/dues';
import { ChangeRefusedError } from '../../../lambda/breach/errors';
import { applyEntry } from '../../../lambda/breach/register/apply';
import { checkChange } from '../../../lambda/breach/register/check-change';
import type { Change, Entry, Incident } from '../../../lambda/breach/register/incident';
import type { BreachSettings } from '../../../lambda/breach/settings';
import type { DrillDesk } from './desk';
import type { Refused } from './desk';
import { DRILL_FACTS } from './walk';

/** The register of a rehearsal: the rules of the real one, and nothing that is kept. */
export function rehearsalDesk(settings: BreachSettings, now: () => number): DrillDesk {
  const id = idOf('drill', String(now()));
  const by = { kind: 'person', id: 'drill', role: 'privacy-officer' } as const;
  const entries: Entry[] = [];
  let incident: Incident | undefined;

  function make(change: Change): Incident {
    const at = now();
    checkChange(incident, change, {
      by,
      today: today(at, settings.timeZone),
      ...(incident === undefined ? {} : { openedOn: today(incident.openedAt, settings.timeZone) }),
      dues: incident === undefined ? [] : duesOf(incident, settings),
      secondApprover: settings.secondApprover,
    });
    const entry: Entry = { n: entries.length + 1, at, by, change, dues: [] };
    const made = applyEntry(id, incident, entry);
    entries.push({ ...entry, dues: duesOf(made, settings) });
    incident = made;
    return made;
  }

  return {
    async open() {
      const discoveredOn = today(now(), settings.timeZone);
      make({
        kind: 'opened',
        tenant: 'drill',
        origin: { kind: 'report' },
        severity: 'high',
        discoveredOn,
        drill: true,
        facts: DRILL_FACTS,
      });
      return { incident: id, today: discoveredOn };
    },
    async change(change) {
      try {
        const made = make(change);
        return { state: made.state, dues: duesOf(made, settings) };
      } catch (error) {
        if (!(error instanceof ChangeRefusedError)) throw error;
        return { refused: error.code } satisfies Refused;
      }
    },
  };
}
