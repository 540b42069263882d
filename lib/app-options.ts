import { ISO_DATE } from './compliance/acknowledgement-lint';
import { nearest } from './config/nearest';

/** A `-c` option that cannot be used. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

/** What a person may say to the CDK app, each as `-c <key>=<value>`. */
export interface AppOptions {
  /** Config of the zone. */
  readonly file: string;
  /** See `GateProps.asOf`. */
  readonly asOf?: string;
}

const DEFAULT_CONFIG = 'config/sandbox.yaml';
const KEYS = ['config', 'as-of'];

/**
 * The options among the context of the app, which holds much beside: feature flags, settings of the
 * CLI, what libraries read.
 *
 * @throws OptionError for a value that cannot be used, and for a key that is nearly one of ours: with
 * `-c confg=production.yaml` the sandbox would be synthesized, or deployed.
 */
export function appOptions(context: Readonly<Record<string, unknown>>): AppOptions {
  for (const key of Object.keys(context)) {
    const meant = meantBy(key);
    if (meant !== undefined) {
      throw new OptionError(`${key}: unknown option. Did you mean -c ${meant}=...?`);
    }
  }
  const { config = DEFAULT_CONFIG, 'as-of': asOf } = context;
  if (typeof config !== 'string' || config.trim() === '') {
    throw new OptionError('config: names no file. Write -c config=<file>.');
  }
  if (asOf === undefined) return { file: config };
  if (!isDay(asOf)) {
    throw new OptionError(
      `as-of: found ${JSON.stringify(asOf)}, expected a day such as 2027-12-01.`,
    );
  }
  return { file: config, asOf };
}

/** Our key that a key stands for: it is misspelt, written as another language would, or longer. */
function meantBy(key: string): string | undefined {
  if (KEYS.includes(key) || /[:/]/.test(key)) return undefined;
  return nearest(key, KEYS) ?? KEYS.find((own) => letters(key).startsWith(letters(own)));
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]/g, '');
}

/** Whether it is a day that the calendar has: `Date` takes 30 February for 2 March. */
function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !ISO_DATE.test(value)) return false;
  return new Date(value).toISOString().startsWith(value);
}
