import { CommandError } from '../aws/command-error';

/** An evidence pack that cannot be made, signed or read. The message says why, and what to do about it. */
export class EvidenceError extends CommandError {
  override readonly name = 'EvidenceError';
}
