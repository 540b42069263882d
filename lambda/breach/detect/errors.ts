import { ZoneError } from '../../shared/errors';

/**
 * What was kept of a person is not as `writeState` writes it. Nothing was looked at: whoever reads it must
 * not go on as if there were nothing.
 */
export class UnreadableStateError extends ZoneError {
  override readonly name = 'UnreadableStateError';

  /** @param problem what is wrong, without what stands there */
  constructor(problem: string) {
    super(
      `The windows of a person are not as our code writes them (${problem}): expected what writeState wrote. See docs/runbooks/breach.md#detector-failing.`,
    );
  }
}

/** An event whose id or time is none: the ledger takes no such event. Nothing was looked at. */
export class UnreadableEventError extends ZoneError {
  override readonly name = 'UnreadableEventError';

  constructor() {
    super(
      'An event has an id or a time of another form than the ledger takes: read events with readEvent before they are watched.',
    );
  }
}
