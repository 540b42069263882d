import { accessApi } from '../../shared/http/generated/validators';
import type { Access } from '../create-access';
import type { Random } from '../ids';
import type { Door } from './door';
import { createDoor } from './door';
import { accessOperations } from './operations';

/** Answers the operations of access. */
export function createHandler(
  access: Access,
  { now, random }: { readonly now: () => number; readonly random: Random },
): Door {
  const { identity, ...services } = access;
  const { authenticate, directory, sessions, limits: sessionLimits } = identity;
  return createDoor<'access-api'>({
    operations: accessOperations({
      ...services,
      directory,
      sessions,
      sessionLimits,
      now,
      random,
    }),
    validators: accessApi,
    authenticate,
    desk: access.desk,
    rates: access.rates,
    trail: access.trail,
    log: access.log,
  });
}
