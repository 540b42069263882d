import type { LogFields, Logger } from '../../../lambda/shared/log';
import { overhear } from './leak-watch';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

/** A log that hands its lines on. All that stand in for the log are made of it: what it is told, the watch hears. */
export function logInto(
  write: (level: LogLine['level'], event: string, fields?: LogFields) => void,
): Logger {
  const at =
    (level: LogLine['level']) =>
    (event: string, fields?: LogFields): void => {
      overhear(event, fields === undefined ? '' : JSON.stringify(fields));
      if (fields === undefined) write(level, event);
      else write(level, event, fields);
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** A log that keeps its lines. */
export function memoryLog(): Logger & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const log = logInto((level, event, fields = {}) => {
    lines.push({ level, event, fields });
  });
  return { lines, ...log };
}
