import type { Door } from '../../access/api/door';
import { createDoor } from '../../access/api/door';
import type { Access } from '../../access/create-access';
import { phiApi } from '../../shared/http/generated/validators';
import type { Phi } from '../create-phi';
import { phiOperations } from './operations';
import { watchedCipher } from './watched-cipher';

/** Answers the operations of the encryption API. */
export function createHandler(
  access: Access,
  phi: Phi,
  { now }: { readonly now: () => number },
): Door {
  const { identity, desk, rates, pseudonyms, trail, log } = access;
  return createDoor<'phi-api'>({
    operations: phiOperations({
      ...phi,
      cipher: watchedCipher(phi.cipher, log),
      pseudonyms,
      trail,
      now,
    }),
    validators: phiApi,
    authenticate: identity.authenticate,
    desk,
    rates,
    trail,
    log,
  });
}
