import type { Operations } from '../../../access/api/operation';
import { instant } from '../../../access/api/operations/common';
import { idOf } from '../../../access/ids';
import type { OpenIncident, OpenedIncident } from '../../../shared/http/generated/types';
import { RequestError } from '../../../shared/http/problem';
import type { Day } from '../../clocks/day';
import { today } from '../../clocks/day';
import { ChangeRefusedError } from '../../errors';
import { newIncidentId } from '../../register/ids';
import type { Change, Incident } from '../../register/incident';
import { checkGiven } from '../bodies/given';
import type { BreachServices } from '../services';
import { changeDenied } from './common';

type Opened = Extract<Change, { kind: 'opened' }>;

export function openOperation(
  services: BreachServices,
): Pick<Operations<'breach-api'>, 'openIncident'> {
  const { register, rates, settings, random, now } = services;

  function openedBy(body: OpenIncident, tenant: string): Opened {
    const { title, description, discoveredOn, breachFrom, breachTo, drill = false } = body;
    return {
      kind: 'opened',
      tenant,
      origin: { kind: 'report' },
      severity: 'low',
      discoveredOn: discoveredOn ?? today(now(), settings.timeZone),
      drill,
      facts: {
        title,
        description,
        ...(breachFrom === undefined ? {} : { breachFrom }),
        ...(breachTo === undefined ? {} : { breachTo }),
      },
    };
  }

  /** What this caller opened by the same key before; undefined when he opened nothing by it. */
  async function openedBefore(
    tenant: string,
    id: string,
    change: Opened,
    discoveredOn: Day | undefined,
  ): Promise<OpenedIncident | undefined> {
    const incident = await register.find(tenant, id);
    if (incident === undefined) return undefined;
    const [first] = await register.history(id);
    if (first?.change.kind === 'opened' && isSame(first.change, change, discoveredOn)) {
      return openedBody(incident);
    }
    throw new RequestError(409, {
      code: 'idempotency-key-reused',
      detail: 'This key opened an incident of which another thing was told: take a new one.',
    });
  }

  return {
    openIncident: (body, act) => {
      const { title, description, discoveredOn, idempotencyKey, drill } = body;
      checkGiven({ texts: { '/title': title, '/description': description } });
      const { tenant, id: caller } = act.by;
      const id =
        idempotencyKey === undefined
          ? newIncidentId(random)
          : idOf('report', tenant, act.by.kind, caller, idempotencyKey);
      // An exercise must not be what a real report is taken for.
      const action = drill === true ? 'handle-incident' : 'open-incident';
      return {
        needs: { action },
        refused: (denied) => changeDenied(act, action, id, denied),
        run: async () => {
          if (act.by.kind === 'person') await rates.admit(act.by.id, 'reports');
          const change = openedBy(body, tenant);
          try {
            return { body: openedBody(await register.change(tenant, id, change, act.written)) };
          } catch (error) {
            const isOpen =
              error instanceof ChangeRefusedError && error.refusal === 'opened-already';
            const other = isOpen ? await openedBefore(tenant, id, change, discoveredOn) : undefined;
            if (other === undefined) throw error;
            return { body: other };
          }
        },
      };
    },
  };
}

function openedBody({ id, openedAt }: Incident): OpenedIncident {
  return { incident: id, openedAt: instant(openedAt) };
}

/** Without a day of discovery it was opened as of the day of the call, which is another one after midnight. */
function isSame(before: Opened, now: Opened, discoveredOn: Day | undefined): boolean {
  const said = ({ facts = {}, drill }: Opened): string =>
    JSON.stringify([facts.title, facts.description, facts.breachFrom, facts.breachTo, drill]);
  return (
    said(before) === said(now) &&
    (discoveredOn === undefined || discoveredOn === before.discoveredOn)
  );
}
