import { FIELD_NAME } from '../api/named';
import type { BackfillJob } from './job';

const LONGEST_NAME = 64;

/** The name of a column as one of a field: PostgreSQL takes any character, the ledger does not. */
export function fieldName({ column }: Pick<BackfillJob, 'column'>): string {
  const name = column.replaceAll(/[^A-Za-z0-9_.-]/g, '_').replace(/^[^A-Za-z]+/, '');
  return FIELD_NAME.test(name) && name.length <= LONGEST_NAME ? name : 'column';
}
