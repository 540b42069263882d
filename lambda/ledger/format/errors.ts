import { ZoneError } from '../../shared/errors';

/** What is wrong with a piece of the ledger, in one word that machines read. */
export type LedgerFault =
  /** Bytes that cannot be what was written: unreadable, or not fitting their hashes. */
  | 'changed'
  /** A piece that does not follow the one before it: left out, put in, or swapped. */
  | 'broken-chain'
  /** Stream records out of order, or sealed twice. */
  | 'order'
  /** A piece of another log. */
  | 'foreign';

/** A segment or zone checkpoint that does not stand up to a check. The message names what and where. */
export class LedgerFormatError extends ZoneError {
  override readonly name = 'LedgerFormatError';

  constructor(
    readonly fault: LedgerFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
