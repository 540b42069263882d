import { ZoneError } from '../../shared/errors';

/** An event, or a finding in it, that cannot be read. It is given again, then to the failure queue. */
export class FindingEventError extends ZoneError {
  override readonly name = 'FindingEventError';
}
