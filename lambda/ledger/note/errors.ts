import { ZoneError } from '../../shared/errors';

/** A note, checkpoint or key that is not what it should be. The message says what is wrong with it. */
export class NoteError extends ZoneError {
  override readonly name = 'NoteError';
}
