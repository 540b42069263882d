import { ZoneError } from '../../shared/errors';

/** An item of the table `watches` that no code of ours wrote. Whose windows it has is not looked at until it is mended. */
export class UnreadableWatchError extends ZoneError {
  override readonly name = 'UnreadableWatchError';

  /**
   * @param subject key of the item
   * @param fields names of what is wrong; values never stand here
   */
  constructor(subject: string, fields: readonly string[], options?: ErrorOptions) {
    super(
      `The item ${subject} of the table watches is not as our code writes it (${fields.join(', ')}): see docs/runbooks/breach.md, "detector-failing".`,
      options,
    );
  }
}

/** Acts of some people could not be looked at. The batch comes again; what was looked at is not counted twice. */
export class NotWatchedError extends ZoneError {
  override readonly name = 'NotWatchedError';
}

/** Others wrote to the same items each time. It is tried again. */
export class BusyWatchError extends ZoneError {
  override readonly name = 'BusyWatchError';
}
