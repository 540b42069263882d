import { DirectoryChangeError } from '../../../identity/errors';
import { ProblemError, RequestError } from '../../../shared/http/problem';
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

/** Does something with the directory, and says what it says to a caller of the API. */
export async function mendedDirectoryErrors<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
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
