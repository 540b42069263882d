import { LedgerSettingError } from './errors';
import type { Retention } from './index/row';

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

/**
 * How long rows of the index are kept: INDEX_DAYS and AUDIT_DAYS.
 *
 * @throws LedgerSettingError
 */
export function readRetention(
  environment: Readonly<Record<string, string | undefined>>,
): Retention {
  const { AUDIT_DAYS, INDEX_DAYS } = readSettings(environment, ['AUDIT_DAYS', 'INDEX_DAYS']);
  const [auditDays, indexDays] = [
    wholeDays('AUDIT_DAYS', AUDIT_DAYS),
    wholeDays('INDEX_DAYS', INDEX_DAYS),
  ];
  return { auditDays, indexDays };
}

function wholeDays(name: string, text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new LedgerSettingError(
    `${name} in the environment is no whole number of days from 1 to 99999; deploy the Ledger stack again.`,
  );
}
