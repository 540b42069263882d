import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { ledgerClientDefaults } from '../aws-clients';
import { kmsCheckpointKey } from '../stores/kms-checkpoint-key';
import { s3LedgerStore } from '../stores/s3-ledger-store';
import { createHandler } from './create-handler';

const { LEDGER_BUCKET, LEDGER_ORIGIN, CHECKPOINT_KEY_ARN } = readSettings(process.env, [
  'LEDGER_BUCKET',
  'LEDGER_ORIGIN',
  'CHECKPOINT_KEY_ARN',
]);

/** Signs the logs of the ledger, and the list of them. */
export const handler = createHandler({
  store: s3LedgerStore(new S3Client(ledgerClientDefaults), LEDGER_BUCKET),
  key: kmsCheckpointKey(new KMSClient(ledgerClientDefaults), CHECKPOINT_KEY_ARN, LEDGER_ORIGIN),
  log: consoleLogger,
  now: Date.now,
});
