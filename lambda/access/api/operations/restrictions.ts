import type { AuditDraft } from '../../../shared/audit/event';
import type {
  ChangeRestriction,
  Restriction as RestrictionBody,
} from '../../../shared/http/generated/types';
import { checkOpaque, invalidBody } from '../../../shared/http/validate';
import type { Act } from '../../act';
import { NoSuchThingError, NotPermittedError } from '../../errors';
import { idOf } from '../../ids';
import type { Denied, Outcome } from '../../recorded';
import { narrowAnyway, recordThenChange } from '../../recorded';
import type { Forbidden, Restriction } from '../../restrictions';
import { namesSomething } from '../../restrictions';
import type { Operations, Reply } from '../operation';
import type { AccessServices } from '../services';
import { instant } from './common';
import { mendedDirectoryErrors } from './directory-errors';

export function restrictionOperations(
  services: AccessServices,
): Pick<Operations<'access-api'>, 'changeRestriction'> {
  const { restrictions, directory, pseudonyms, now, log } = services;

  async function add(
    act: Act,
    user: string,
    forbidden: Forbidden,
  ): Promise<Reply<RestrictionBody>> {
    if (!namesSomething(forbidden)) {
      throw invalidBody([
        { pointer: '#', detail: 'names nothing: expected actions, dataTypes or patientId.' },
      ]);
    }
    const { actions, dataTypes, patient } = forbidden;
    const restriction: Restriction = {
      // The same again is the same one, so that a call can be made again.
      id: idOf('restriction', user, JSON.stringify([sorted(actions), sorted(dataTypes), patient])),
      by: act.by.id,
      at: now(),
      ...forbidden,
    };
    await narrowAnyway(services, {
      event: (outcome) => restricted(act, 'add', { user, patient }, outcome),
      change: async () => restrictions.add(user, restriction),
    });
    return { body: restrictionBody(user, restriction, 'active') };
  }

  async function remove(act: Act, user: string, id: string): Promise<Reply<RestrictionBody>> {
    const restriction = (await restrictions.of(user)).find((one) => one.id === id);
    if (restriction === undefined) {
      throw new NoSuchThingError(
        'no-such-restriction',
        'The person has no restriction of this id.',
      );
    }
    const { patient } = restriction;
    await recordThenChange(services, {
      event: (outcome) => restricted(act, 'remove', { user, patient }, outcome),
      change: async () => restrictions.remove(user, id),
    });
    return { body: restrictionBody(user, restriction, 'removed') };
  }

  return {
    changeRestriction: async (body, act) => {
      const { change, user, restriction: id, actions, dataTypes, patientId } = body;
      checkOpaque({ '/user': user, '/restriction': id });
      checkFields(body);
      const { tenant } = act.by;
      const patient = patientId === undefined ? undefined : await pseudonyms.of(tenant, patientId);
      const forbidden: Forbidden = {
        ...(actions === undefined ? {} : { actions }),
        ...(dataTypes === undefined ? {} : { dataTypes }),
        ...(patient === undefined ? {} : { patient }),
      };
      return {
        needs: { action: 'restrict-user' },
        refused: (denied) => restricted(act, change, { user, patient }, denied),
        run: async () => {
          if (user === act.by.id) {
            throw new NotPermittedError('own-account', 'Nobody changes his own restrictions.');
          }
          const entry = await mendedDirectoryErrors(async () => directory.get(user), log);
          if (entry?.tenant !== tenant) {
            throw new NoSuchThingError('no-such-user', 'There is no account of this person.');
          }
          return id === undefined ? add(act, user, forbidden) : remove(act, user, id);
        },
      };
    },
  };
}

/** @throws RequestError 400 */
function checkFields({
  change,
  restriction,
  actions,
  dataTypes,
  patientId,
}: ChangeRestriction): void {
  const unfit = Object.entries(
    change === 'add' ? { restriction } : { actions, dataTypes, patientId },
  ).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [{ pointer: `#/${name}`, detail: `is not for ${change}: leave it out.` }],
  );
  const missing =
    change === 'remove' && restriction === undefined
      ? [{ pointer: '#/restriction', detail: 'is missing: expected the id of what is removed.' }]
      : [];
  if (unfit.length + missing.length > 0) throw invalidBody([...unfit, ...missing]);
}

export function restrictionBody(
  user: string,
  { id, by, at, actions, dataTypes, patient }: Restriction,
  state: RestrictionBody['state'],
): RestrictionBody {
  return {
    restriction: id,
    user,
    ...(actions === undefined ? {} : { actions }),
    ...(dataTypes === undefined ? {} : { dataTypes }),
    ...(patient === undefined ? {} : { patient }),
    by,
    at: instant(at),
    state,
  };
}

function restricted(
  { written }: Act,
  change: 'add' | 'remove',
  { user, patient }: { readonly user: string; readonly patient: string | undefined },
  outcome: Outcome | Denied,
): AuditDraft {
  return {
    ...written,
    type: 'permission-change',
    action: `${change}-restriction`,
    ...outcome,
    ...(patient === undefined ? {} : { patient }),
    resource: { type: 'user', ref: user },
    phiAccessed: false,
    breakGlass: false,
  };
}

function sorted(words: readonly string[] | undefined): readonly string[] {
  return words?.toSorted() ?? [];
}
