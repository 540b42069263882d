import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ZoneConfig } from '../../config/schema';
import type { PhiTables } from './phi-tables';

/** Environment of a function that encrypts fields (`lambda/phi/settings.ts`). */
export function phiEnvironment(
  { phi }: Pick<ZoneConfig, 'phi'>,
  tables: PhiTables,
  phiKey: IKey,
): Readonly<Record<'DATA_KEYS_TABLE' | 'DATA_KEY' | 'PHI_SETTINGS', string>> {
  return {
    DATA_KEYS_TABLE: tables.dataKeys.tableName,
    DATA_KEY: phiKey.keyArn,
    PHI_SETTINGS: JSON.stringify(phi),
  };
}
