import { randomBytes } from 'node:crypto';
import { ComprehendMedicalClient } from '@aws-sdk/client-comprehendmedical';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { ledgerClientDefaults } from '../../ledger/aws-clients';
import { awsClientDefaults } from '../../shared/aws-clients';
import type { Pseudonyms } from '../../shared/pseudonym';
import type { Environment } from '../../shared/settings';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import { kmsClientDefaults, kmsTenantKey } from '../../shared/stores/kms-tenant-key';
import type { Phi } from '../create-phi';
import { createPhi } from '../create-phi';
import { readPhiSettings } from '../settings';
import { PHI_TABLES } from '../tables';
import { comprehendMedicalDetector } from './comprehend-medical';
import { kmsDataKeys } from './kms-data-keys';
import { s3KeyArchive } from './s3-key-archive';

const SETTINGS = [
  'DATA_KEYS_TABLE',
  'DATA_KEY',
  'PSEUDONYM_KEY',
  'LEDGER_BUCKET',
  'PHI_SETTINGS',
] as const;

/**
 * Encryption and detection over AWS: clients and keys once a container.
 *
 * @param pseudonyms those of access
 * @throws SettingError that names all that is missing
 */
export function awsPhi(environment: Environment, pseudonyms: Pseudonyms): Phi {
  const read = readSettings(environment, SETTINGS);
  const settings = readPhiSettings(read.PHI_SETTINGS);
  const kms = new KMSClient(kmsClientDefaults);
  return createPhi({
    settings,
    dataKeys: dynamoTable(
      new DynamoDBClient(dynamoClientDefaults),
      read.DATA_KEYS_TABLE,
      PHI_TABLES.dataKeys,
    ),
    wrapper: kmsDataKeys(kms, read.DATA_KEY),
    archive: s3KeyArchive(new S3Client(ledgerClientDefaults), read.LEDGER_BUCKET),
    pseudonyms,
    tenantKey: kmsTenantKey(kms, read.PSEUDONYM_KEY),
    ...(settings.detector === 'local'
      ? {}
      : { remote: comprehendMedicalDetector(new ComprehendMedicalClient(awsClientDefaults)) }),
    now: Date.now,
    random: randomBytes,
  });
}
