import type { Operations } from '../../../access/api/operation';
import { looked, pageAsk } from '../../../access/api/operations/common';
import { ZONE_TENANT } from '../../../shared/audit/vocabulary';
import { today } from '../../clocks/day';
import { checkGiven } from '../bodies/given';
import { entryBody } from '../bodies/entry';
import { incidentBody, summaryBody } from '../bodies/incident';
import type { BreachServices } from '../services';
import { answerable, incidentResource, known, reckoned } from './common';

/** Looking at incidents. Each look is in the ledger before anything is answered. */
export function lookOperations(
  services: BreachServices,
): Pick<Operations<'breach-api'>, 'listIncidents' | 'readIncident'> {
  const { register, settings, trail } = services;
  return {
    listIncidents: ({ of = 'tenant', which = 'open', ...page }, act) => ({
      needs: { action: 'read-incidents' },
      refused: (denied) => looked(act, 'list-incidents', denied),
      run: async () => {
        const tenant = of === 'zone' ? ZONE_TENANT : act.by.tenant;
        const { entries, next } = await register.list(tenant, which, pageAsk(page));
        const incidents = entries.map((each) => summaryBody(each, reckoned(services, each)));
        await trail.append([
          looked(act, 'list-incidents', { outcome: 'success' }, { recordCount: entries.length }),
        ]);
        return { body: { incidents, ...(next === undefined ? {} : { page: next }) } };
      },
    }),

    readIncident: ({ incident: id, history = true }, act) => {
      checkGiven({ ids: { '/incident': id } });
      const resource = incidentResource(id);
      return {
        needs: { action: 'read-incidents' },
        refused: (denied) => looked(act, 'read-incident', denied, { resource }),
        run: async () => {
          const incident = await known(services, act.by.tenant, id);
          const entries = history ? await register.history(id) : undefined;
          const body = {
            ...incidentBody(incident, reckoned(services, incident)),
            ...(entries === undefined
              ? {}
              : {
                  history: entries.map((entry) =>
                    entryBody(entry, today(entry.at, settings.timeZone)),
                  ),
                }),
          };
          const reply = answerable(
            { body },
            'The history of the incident is longer than an answer can be: read it with history false.',
          );
          await trail.append([
            looked(act, 'read-incident', { outcome: 'success' }, { resource, recordCount: 1 }),
          ]);
          return reply;
        },
      };
    },
  };
}
