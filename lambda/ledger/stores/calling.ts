import { describeError } from '../../shared/errors';
import { LedgerCallError, NoSuchObjectError, WriteConflictError } from '../errors';

/**
 * Makes a call to AWS, and says which one failed.
 *
 * @param action as IAM spells it, such as `s3:PutObject`
 * @throws LedgerCallError
 */
export async function calling<T>(
  action: string,
  subject: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    switch (describeError(error).name) {
      case 'NoSuchKey':
        throw new NoSuchObjectError(action, subject, error);
      case 'ConditionalRequestConflict':
        throw new WriteConflictError(action, subject, error);
      default:
        throw new LedgerCallError(action, subject, error);
    }
  }
}
