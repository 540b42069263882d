import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { ledgerClientDefaults } from '../../ledger/aws-clients';
import type { Pseudonyms } from '../../shared/pseudonym';
import type { Environment } from '../../shared/settings';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import { kmsClientDefaults } from '../../shared/stores/kms-tenant-key';
import type { FieldCipher } from '../cipher';
import { createFieldCipher } from '../cipher';
import { createDataKeys } from '../keys/create-data-keys';
import { readPhiSettings } from '../settings';
import { PHI_TABLES } from '../tables';
import { kmsDataKeys } from './kms-data-keys';
import { s3KeyArchive } from './s3-key-archive';

/**
 * Encryption over AWS and nothing else: a function that looks for nothing brings no recognizers.
 *
 * @throws SettingError that names all that is missing
 */
export function awsCipher(environment: Environment, pseudonyms: Pseudonyms): FieldCipher {
  const { DATA_KEYS_TABLE, DATA_KEY, LEDGER_BUCKET, PHI_SETTINGS } = readSettings(environment, [
    'DATA_KEYS_TABLE',
    'DATA_KEY',
    'LEDGER_BUCKET',
    'PHI_SETTINGS',
  ]);
  const keys = createDataKeys({
    table: dynamoTable(
      new DynamoDBClient(dynamoClientDefaults),
      DATA_KEYS_TABLE,
      PHI_TABLES.dataKeys,
    ),
    wrapper: kmsDataKeys(new KMSClient(kmsClientDefaults), DATA_KEY),
    archive: s3KeyArchive(new S3Client(ledgerClientDefaults), LEDGER_BUCKET),
    limits: readPhiSettings(PHI_SETTINGS),
    now: Date.now,
    random: randomBytes,
  });
  return createFieldCipher({ keys, pseudonyms });
}
