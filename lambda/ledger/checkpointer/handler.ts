import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { awsClock } from '../../shared/stores/aws-clock';
import { ledgerClientDefaults } from '../aws-clients';
import { kmsCheckpointKey } from '../stores/kms-checkpoint-key';
import { s3LedgerStore } from '../stores/s3-ledger-store';
import { createHandler } from './create-handler';

const { LEDGER_BUCKET, LEDGER_ORIGIN, CHECKPOINT_KEY_ARN } = readSettings(process.env, [
  'LEDGER_BUCKET',
  'LEDGER_ORIGIN',
  'CHECKPOINT_KEY_ARN',
]);
const s3 = new S3Client(ledgerClientDefaults);

/** Signs the logs of the ledger, and the list of them. */
export const handler = createHandler({
  store: s3LedgerStore(s3, LEDGER_BUCKET),
  key: kmsCheckpointKey(new KMSClient(ledgerClientDefaults), CHECKPOINT_KEY_ARN, LEDGER_ORIGIN),
  log: consoleLogger,
  // A zone checkpoint of a wrong time cannot be mended, and those after it would follow it.
  now: awsClock(s3),
});
