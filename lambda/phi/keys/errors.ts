import { ZoneError } from '../../shared/errors';

/** Where it is said what to do about a data key. */
const RUNBOOK = 'See docs/runbooks/data-keys.md.';

/** An item of the table dataKeys that no code of ours wrote, or that should be there and is not. */
export class DataKeyItemError extends ZoneError {
  override readonly name = 'DataKeyItemError';

  /** @param problem what is wrong with which item: ids and names of fields, never what stands there */
  constructor(problem: string, options?: ErrorOptions) {
    super(`${problem}. ${RUNBOOK}`, options);
  }
}

/** A wrapper that gave something else than a key. */
export class DataKeyError extends ZoneError {
  override readonly name = 'DataKeyError';
}
