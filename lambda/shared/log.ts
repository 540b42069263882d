export type LogFields = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

/** Structured log. `event` is a fixed name such as `setting-applied`; never pass a whole request, a secret or PHI. */
export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** One object a line: with the JSON log format Lambda adds time, level and request id, and filters by level. */
export const consoleLogger: Logger = {
  info: (event, fields) => console.info({ event, ...fields }),
  warn: (event, fields) => console.warn({ event, ...fields }),
  error: (event, fields) => console.error({ event, ...fields }),
};
