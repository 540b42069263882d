import type { Operations } from '../../../access/api/operation';
import { looked } from '../../../access/api/operations/common';
import { checkGiven } from '../bodies/given';
import { renderNotice } from '../../notices/render';
import type { BreachServices } from '../services';
import { htmlReply, incidentResource, known, reckoned } from './common';

/** Texts that are made of an incident. Each that is given away is in the ledger before. */
export function noticeOperations(
  services: BreachServices,
): Pick<Operations<'breach-api'>, 'draftNotice'> {
  const { contacts, trail } = services;
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
  };
}
