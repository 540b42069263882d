import type { Door } from '../../access/api/door';
import { createDoor } from '../../access/api/door';
import type { Access } from '../../access/create-access';
import { breachApi } from '../../shared/http/generated/validators';
import { breachOperations } from './operations';
import type { BreachServices } from './services';

/** What the operations have beside what access gives them. */
export type Desk = Omit<BreachServices, 'rates' | 'trail' | 'log'>;

/** Answers the operations of the breach desk. */
export function createHandler(access: Access, breach: Desk): Door {
  const { identity, desk, rates, trail, log } = access;
  return createDoor<'breach-api'>({
    operations: breachOperations({ ...breach, rates, trail, log }),
    validators: breachApi,
    authenticate: identity.authenticate,
    desk,
    rates,
    trail,
    log,
  });
}
