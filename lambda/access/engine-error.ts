import { ZoneError } from '../shared/errors';

/** Policies cannot be used as they are. Names the file, the policy where there is one, and the mend. */
export class PolicyError extends ZoneError {
  override readonly name = 'PolicyError';

  /** @param problems a sentence each, beginning with the file */
  constructor(
    readonly problems: readonly string[],
    options?: ErrorOptions,
  ) {
    super(['The access policies cannot be used:', ...problems].join('\n  '), options);
  }
}
