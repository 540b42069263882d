import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { dynamoTable } from '../../shared/stores/dynamo-table';
import { ledgerClientDefaults } from '../aws-clients';
import { LEDGER_TABLES } from '../index/tables';
import { readRetention } from '../settings';
import { dynamoIndexWriter, indexClientDefaults } from '../stores/dynamo-index-writer';
import { s3LedgerStore } from '../stores/s3-ledger-store';
import { createHandler } from './create-handler';

const { LEDGER_BUCKET, LEDGER_ORIGIN, INDEX_TABLE } = readSettings(process.env, [
  'LEDGER_BUCKET',
  'LEDGER_ORIGIN',
  'INDEX_TABLE',
]);
const dynamo = new DynamoDBClient(indexClientDefaults);

/** Writes down where in the ledger each event is: by patient, by actor, by its id. */
export const handler = createHandler({
  store: s3LedgerStore(new S3Client(ledgerClientDefaults), LEDGER_BUCKET),
  table: dynamoTable(dynamo, INDEX_TABLE, LEDGER_TABLES.index),
  writer: dynamoIndexWriter(dynamo, INDEX_TABLE, sleep),
  prefix: LEDGER_ORIGIN,
  retention: readRetention(process.env),
  log: consoleLogger,
  now: Date.now,
});
