import type { Operations } from '../../../access/api/operation';
import { looked } from '../../../access/api/operations/common';
import type { AsKept } from '../../../shared/http/generated/types';
import { checkGiven } from '../bodies/given';
import { renderFile, renderNotice } from '../../notices/render';
import type { BreachServices } from '../services';
import { answerable, htmlReply, incidentResource, known, reckoned } from './common';

/** Texts that are made of an incident. Each that is given away is in the ledger before. */
export function noticeOperations(
  services: BreachServices,
): Pick<Operations<'breach-api'>, 'draftNotice' | 'exportIncident'> {
  const { register, contacts, trail } = services;
  return {
    draftNotice: ({ incident: id, kind, format = 'json' }, act) => {
      checkGiven({ ids: { '/incident': id } });
      const resource = incidentResource(id);
      return {
        needs: { action: 'handle-incident' },
        refused: (denied) => looked(act, 'draft-notice', denied, { resource }),
        run: async () => {
          const incident = await known(services, act.by.tenant, id);
          const { html, ...draft } = renderNotice(kind, {
            incident,
            contacts,
            ...reckoned(services, incident),
          });
          await trail.append([
            looked(act, 'draft-notice', { outcome: 'success' }, { resource, recordCount: 1 }),
          ]);
          return format === 'html' ? htmlReply(html) : { body: draft };
        },
      };
    },

    exportIncident: ({ incident: id, format = 'json' }, act) => {
      checkGiven({ ids: { '/incident': id } });
      const resource = incidentResource(id);
      return {
        needs: { action: 'read-incidents' },
        refused: (denied) => looked(act, 'export-incident', denied, { resource }),
        run: async () => {
          const incident = await known(services, act.by.tenant, id);
          const { file, html } = renderFile({
            incident,
            entries: await register.history(id),
            contacts,
            ...reckoned(services, incident),
          });
          const { entries, head, dues, ...rest } = file;
          const reply = answerable(
            format === 'html'
              ? htmlReply(html)
              : {
                  body: {
                    ...rest,
                    entries: entries.map(asKept),
                    head: asKept(head),
                    dues: dues.map(asKept),
                  },
                },
            'The file of the incident is longer than an answer can be: read its entries from the table, with whoever runs the zone.',
          );
          await trail.append([
            looked(act, 'export-incident', { outcome: 'success' }, { resource, recordCount: 1 }),
          ]);
          return reply;
        },
      };
    },
  };
}

/** As a part of JSON whose names nobody looks at. */
function asKept(part: object): AsKept {
  return { ...part };
}
