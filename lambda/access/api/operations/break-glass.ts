import type { BrokenGlass } from '../../../shared/http/generated/types';
import { checkOpaque } from '../../../shared/http/validate';
import { NoSuchThingError } from '../../errors';
import type { Glass } from '../../glass';
import { isDecided } from '../../glass';
import { GLASS_RESOURCE, glassRefused, glassReviewed } from '../../glass-events';
import type { Operations } from '../operation';
import type { AccessServices } from '../services';
import { forPerson, instant, looked, pageAsk } from './common';

export function breakGlassOperations(
  services: AccessServices,
): Pick<Operations<'access-api'>, 'breakGlass' | 'listBrokenGlass' | 'reviewBrokenGlass'> {
  const { brokenGlasses, pseudonyms, trail } = services;

  async function known(tenant: string, id: string): Promise<Glass> {
    const glass = await brokenGlasses.find(tenant, id);
    if (glass !== undefined) return glass;
    throw new NoSuchThingError('no-such-glass', 'There is no broken glass of this id.');
  }

  return {
    breakGlass: async ({ patientId, purpose, justification, clinicalReason }, act) =>
      forPerson(act, 'break-glass', async (act) => {
        const patient = await pseudonyms.of(act.by.tenant, patientId);
        return {
          needs: { action: 'break-glass', patient },
          refused: (denied) => glassRefused(act, { patient, purpose }, denied),
          run: async () => {
            const glass = await brokenGlasses.open(act, {
              patient,
              purpose,
              justification,
              ...(clinicalReason === undefined ? {} : { clinicalReason }),
            });
            return { body: glassBody(glass) };
          },
        };
      }),

    listBrokenGlass: ({ state = 'open', glass: id, ...page }, act) => {
      checkOpaque({ '/glass': id });
      const { tenant } = act.by;
      return {
        needs: { action: 'list-broken-glass' },
        refused: (denied) =>
          looked(
            act,
            'list-broken-glass',
            denied,
            id === undefined ? {} : { resource: { type: GLASS_RESOURCE, ref: id } },
          ),
        run: async () => {
          if (id === undefined) {
            const { entries, next } = await brokenGlasses.list(tenant, state, pageAsk(page));
            await trail.append([
              looked(
                act,
                'list-broken-glass',
                { outcome: 'success' },
                { recordCount: entries.length },
              ),
            ]);
            return {
              body: {
                glasses: entries.map(glassBody),
                ...(next === undefined ? {} : { page: next }),
              },
            };
          }
          const glass = await known(tenant, id);
          const justification = await brokenGlasses.justification(glass);
          await trail.append([
            looked(
              act,
              'read-justification',
              { outcome: 'success' },
              {
                patient: glass.patient,
                resource: { type: GLASS_RESOURCE, ref: id },
                recordCount: 1,
              },
            ),
          ]);
          return { body: { glasses: [{ ...glassBody(glass), justification }] } };
        },
      };
    },

    reviewBrokenGlass: ({ glass: id, result }, act) => {
      checkOpaque({ '/glass': id });
      return forPerson(act, 'review-broken-glass', (act) => ({
        needs: { action: 'review-broken-glass' },
        refused: (denied) => glassReviewed(act, { id }, denied),
        run: async () => {
          const glass = await known(act.by.tenant, id);
          return { body: glassBody(await brokenGlasses.review(act, glass, result)) };
        },
      }));
    },
  };
}

function glassBody(glass: Glass): BrokenGlass {
  const { id, person, role, patient, purpose, clinicalReason, openedAt, until, review } = glass;
  return {
    glass: id,
    holder: person,
    role,
    patient,
    purpose,
    ...(clinicalReason === undefined ? {} : { clinicalReason }),
    openedAt: instant(openedAt),
    expiresAt: instant(until),
    state: isDecided(glass) ? 'reviewed' : 'open',
    ...(review === undefined
      ? {}
      : { reviewedAt: instant(review.at), reviewer: review.by, result: review.result }),
  };
}
