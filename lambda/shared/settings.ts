import type * as z from 'zod/mini';
import { ZoneError } from './errors';
import { jsonIn } from './json';

/** Environment variables of a function. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of a function lacks something, or has what cannot be read. Says all of it at once. */
export class SettingError extends ZoneError {
  override readonly name = 'SettingError';
}

/**
 * Environment variables of a function.
 *
 * @throws SettingError that names all that are missing
 */
export function readSettings<Name extends string>(
  environment: Environment,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => (environment[name] ?? '') === '');
  if (missing.length > 0) {
    throw new SettingError(
      `The environment has no ${missing.join(', ')}: expected in the definition of this function; deploy its stack again.`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, environment[name]])) as Record<Name, string>;
}

/**
 * A variable that holds JSON.
 *
 * @throws SettingError
 */
export function readJsonSetting<T extends z.ZodMiniType>(
  name: string,
  text: string,
  schema: T,
): z.infer<T> {
  const { data, error } = schema.safeParse(jsonIn(text));
  if (data === undefined) {
    const fields = (error?.issues ?? []).map(({ path }) => path.map(String).join('.') || 'all');
    throw new SettingError(
      `${name} in the environment is not as expected (${[...new Set(fields)].join(', ')}): deploy the stack of this function again.`,
    );
  }
  return data;
}
