import { CommandError } from '../../aws/command-error';

/** A scan that cannot be done. The message says why, and how to mend it. */
export class ScanError extends CommandError {
  override readonly name = 'ScanError';
}
