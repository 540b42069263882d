import { DirectoryChangeError, UnreadableItemError } from '../../../identity/errors';
import { errorChain } from '../../../shared/errors';
import { ProblemError, RequestError } from '../../../shared/http/problem';
import type { Logger } from '../../../shared/log';
import { NoSuchThingError, UnavailableError } from '../../errors';

/** An account that is there already. */
export class UserExistsError extends ProblemError {
  override readonly name = 'UserExistsError';

  constructor(options?: ErrorOptions) {
    super(
      409,
      {
        code: 'user-exists',
        detail: 'There is an account of this person already: modify it, or reactivate it.',
      },
      options,
    );
  }
}

/**
 * An entry that no code of ours wrote. Nothing is done with it: who he is, and of which tenant, is not known for
 * sure. He may do nothing meanwhile, so nothing is lost by it where somebody is closed out.
 */
export class UnreadableEntryError extends ProblemError {
  override readonly name = 'UnreadableEntryError';

  constructor(options?: ErrorOptions) {
    super(
      409,
      {
        code: 'entry-unreadable',
        detail:
          'The entry of this person in the directory was not written by the zone. He may do nothing, as if he were terminated. Have whoever runs the zone delete the entry ("An entry that cannot be read" in docs/identity.md), and make a new one only if he is to have access.',
      },
      options,
    );
  }
}

/** Does something with the directory, and says what it says to a caller of the API. */
export async function mendedDirectoryErrors<T>(call: () => Promise<T>, log: Logger): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof UnreadableItemError) {
      log.error('directory-entry-unreadable', { problem: errorChain(error) });
      throw new UnreadableEntryError({ cause: error });
    }
    throw error instanceof DirectoryChangeError ? problemOf(error) : error;
  }
}

function problemOf(error: DirectoryChangeError): ProblemError {
  const options = { cause: error };
  if (error.code === 'user-exists') return new UserExistsError(options);
  if (error.code === 'busy') return new UnavailableError('The account', options);
  if (error.code === 'no-such-user') {
    return new NoSuchThingError('no-such-user', 'There is no account of this person.');
  }
  return new RequestError(
    400,
    {
      code: error.code,
      title: 'The account is not as it has to be.',
      detail: error.problems.join(' '),
    },
    options,
  );
}
