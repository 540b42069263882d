import type { LogFields, Logger } from '../../../../lambda/shared/log';

/** A log that keeps what it is told. */
export function quiet(): {
  readonly log: Logger;
  readonly lines: readonly (readonly [level: string, event: string, fields?: LogFields])[];
} {
  const lines: [string, string, LogFields?][] = [];
  const at = (level: string) => (event: string, fields?: LogFields) => {
    lines.push(fields === undefined ? [level, event] : [level, event, fields]);
  };
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, lines };
}
