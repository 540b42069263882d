import type { Environment } from '../shared/settings';
import { readSettings, SettingError } from '../shared/settings';
import type { Retention } from './index/row';

/**
 * How long rows of the index are kept: INDEX_DAYS and AUDIT_DAYS.
 *
 * @throws SettingError
 */
export function readRetention(environment: Environment): Retention {
  const { AUDIT_DAYS, INDEX_DAYS } = readSettings(environment, ['AUDIT_DAYS', 'INDEX_DAYS']);
  const [auditDays, indexDays] = [
    wholeDays('AUDIT_DAYS', AUDIT_DAYS),
    wholeDays('INDEX_DAYS', INDEX_DAYS),
  ];
  return { auditDays, indexDays };
}

function wholeDays(name: string, text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new SettingError(
    `${name} in the environment is no whole number of days from 1 to 99999; deploy the stack of this function again.`,
  );
}
