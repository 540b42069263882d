import { ZoneError } from '../../shared/errors';

/** What is wrong with a note: its form, or who signed it. */
export type NoteFault = 'form' | 'signature';

/** A note, checkpoint or key that is not what it should be. The message says what is wrong with it. */
export class NoteError extends ZoneError {
  override readonly name = 'NoteError';

  constructor(
    message: string,
    readonly fault: NoteFault = 'form',
  ) {
    super(message);
  }
}
