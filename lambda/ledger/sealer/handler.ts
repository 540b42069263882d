import { setTimeout as sleep } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { awsClock } from '../../shared/stores/aws-clock';
import { ledgerClientDefaults } from '../aws-clients';
import { s3LedgerStore } from '../stores/s3-ledger-store';
import { createHandler } from './create-handler';

const { LEDGER_BUCKET, LEDGER_ORIGIN } = readSettings(process.env, [
  'LEDGER_BUCKET',
  'LEDGER_ORIGIN',
]);
const s3 = new S3Client(ledgerClientDefaults);

/** Seals the records of a shard, or what is in the spool, into the log of the ledger. */
export const handler = createHandler({
  store: s3LedgerStore(s3, LEDGER_BUCKET),
  prefix: LEDGER_ORIGIN,
  log: consoleLogger,
  sleep,
  // A segment of a wrong time cannot be mended.
  now: awsClock(s3),
});
