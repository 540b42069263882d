import { setTimeout as sleep } from 'node:timers/promises';
import { KMSClient } from '@aws-sdk/client-kms';
import { guardedPseudonyms } from '../../access/create-access';
import { kinesisAuditTrail } from '../../shared/audit/stores/kinesis-audit-trail';
import { consoleLogger } from '../../shared/log';
import { createPseudonyms } from '../../shared/pseudonym';
import { readSettings } from '../../shared/settings';
import { kmsClientDefaults, kmsTenantKey } from '../../shared/stores/kms-tenant-key';
import { awsCipher } from '../stores/aws-cipher';
import { connectPostgres } from '../stores/postgres';
import { createHandler } from './create-handler';

const settings = readSettings(process.env, [
  'AUDIT_STREAM',
  'LEDGER_BUCKET',
  'PSEUDONYM_KEY',
  'DATABASE_HOST',
  'DATABASE_PORT',
  'DATABASE_USER',
]);
const pseudonyms = guardedPseudonyms(
  createPseudonyms(kmsTenantKey(new KMSClient(kmsClientDefaults), settings.PSEUDONYM_KEY)),
);
const database = {
  host: settings.DATABASE_HOST,
  port: Number(settings.DATABASE_PORT),
  user: settings.DATABASE_USER,
};

/** Encrypts a column of the database, which nobody reaches from outside, slice by slice. */
export const handler = createHandler({
  connect: async (name) => connectPostgres(database, name),
  cipher: awsCipher(process.env, pseudonyms),
  pseudonyms,
  trail: kinesisAuditTrail({
    streamName: settings.AUDIT_STREAM,
    ledgerBucket: settings.LEDGER_BUCKET,
  }),
  log: consoleLogger,
  now: Date.now,
  sleep: async (milliseconds) => sleep(milliseconds),
});
