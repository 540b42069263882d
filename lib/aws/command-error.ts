/** A command that cannot do its work. The message says why, and what to do about it. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
}
