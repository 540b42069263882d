import { LedgerSettingError } from './errors';

/**
 * Environment variables of a function.
 *
 * @throws LedgerSettingError that names all that are missing
 */
export function readSettings<Name extends string>(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => (environment[name] ?? '') === '');
  if (missing.length > 0) {
    throw new LedgerSettingError(
      `The environment has no ${missing.join(', ')}: expected in the definition of this function; deploy the Ledger stack again.`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, environment[name]])) as Record<Name, string>;
}
