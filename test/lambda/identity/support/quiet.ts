import type { LogFields, Logger } from '../../../../lambda/shared/log';
import { logInto } from '../../support/memory-log';

/** A log that keeps what it is told. */
export function quiet(): {
  readonly log: Logger;
  readonly lines: readonly (readonly [level: string, event: string, fields?: LogFields])[];
} {
  const lines: [string, string, LogFields?][] = [];
  const log = logInto((...line) => {
    lines.push(line);
  });
  return { log, lines };
}
