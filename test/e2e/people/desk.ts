import { createApprovals } from '../../../lambda/access/approvals';
import { createBrokenGlasses } from '../../../lambda/access/break-glass';
import { createCareTeams } from '../../../lambda/access/care-team';
import type { AccessDesk } from '../../../lambda/access/desk';
import { createDesk } from '../../../lambda/access/desk';
import { createRates } from '../../../lambda/access/rates';
import { createRestrictions } from '../../../lambda/access/restrictions';
import { engineOf } from '../../lambda/access/support/questions';
import { silent } from '../../lambda/access/support/silent';
import type { PeopleUnderTest } from '../zone/people';

/**
 * The access desk as functions have it, over the tables of the zone: what it decides of records no
 * operation of the API asks yet.
 */
export function deskOver({ tables }: PeopleUnderTest): AccessDesk {
  const now = Date.now;
  const log = silent;
  const decidesOnly = async (): Promise<never> =>
    Promise.reject(new Error('this desk only decides'));
  return createDesk({
    engine: engineOf(),
    careTeams: createCareTeams({ careTeams: tables.careTeams, now }),
    restrictions: createRestrictions(tables.restrictions),
    approvals: createApprovals({ approvals: tables.approvals, now, log }),
    brokenGlasses: createBrokenGlasses({
      brokenGlass: tables.brokenGlass,
      sealer: { seal: decidesOnly, unseal: decidesOnly },
      trail: { append: decidesOnly },
      now,
      log,
    }),
    rates: createRates({
      rates: tables.rates,
      limits: { callsPerMinute: 60, bulkPerHour: 2 },
      now,
    }),
  });
}
