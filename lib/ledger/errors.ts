import { CommandError } from '../aws/command-error';

/** A command of the ledger that cannot do its work. The message says why, and what to do about it. */
export class LedgerCommandError extends CommandError {
  override readonly name = 'LedgerCommandError';
}
