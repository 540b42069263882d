import { idOf } from '../../../lambda/access/ids';
import { today } from '../../../lambda/breach/clocks/day';
import { duesOf } from '../../../lambda/breach/clocks/dues';
import { ChangeRefusedError } from '../../../lambda/breach/errors';
import type { Change, Entry, Incident } from '../../../lambda/breach/register/incident';
import { madeChange } from '../../../lambda/breach/register/made-change';
import type { BreachSettings } from '../../../lambda/breach/settings';
import type { DrillDesk, Refused } from './desk';
import { DRILL_FACTS } from './walk';

/** The register of a rehearsal: the rules of the real one, and nothing that is kept. */
export function rehearsalDesk(settings: BreachSettings, now: () => number): DrillDesk {
  const id = idOf('drill', String(now()));
  const by = { kind: 'person', id: 'drill', role: 'privacy-officer' } as const;
  let incident: Incident | undefined;

  function make(change: Change): Entry {
    const made = madeChange(incident, id, change, { by, at: now(), settings, duesOf });
    ({ incident } = made);
    return made.entry;
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
        const { dues } = make(change);
        return { state: incident?.state ?? 'triage', dues };
      } catch (error) {
        if (!(error instanceof ChangeRefusedError)) throw error;
        return { refused: error.code } satisfies Refused;
      }
    },
  };
}
