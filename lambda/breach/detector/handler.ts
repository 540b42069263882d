import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createDirectory } from '../../identity/directory';
import { IDENTITY_TABLES } from '../../identity/tables';
import { ledgerClientDefaults } from '../../ledger/aws-clients';
import { LEDGER_TABLES } from '../../ledger/index/tables';
import { s3LedgerStore } from '../../ledger/stores/s3-ledger-store';
import { kinesisAuditTrail } from '../../shared/audit/stores/kinesis-audit-trail';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import { dynamoTransaction } from '../../shared/stores/dynamo-transaction';
import { readState, writeState } from '../detect/state';
import { EMPTY_STATE, isWatched, watch } from '../detect/watch';
import { createRegister } from '../register/create-register';
import { readBreachSettings } from '../settings';
import { BREACH_TABLES } from '../tables';
import { createHandler } from './create-handler';

const names = readSettings(process.env, [
  'AUDIT_STREAM',
  'BREACH_SETTINGS',
  'DIRECTORY_TABLE',
  'INDEX_TABLE',
  'LEDGER_BUCKET',
  'LEDGER_ORIGIN',
  'REGISTER_TABLE',
  'WATCHES_TABLE',
]);
const settings = readBreachSettings(names.BREACH_SETTINGS);
const dynamo = new DynamoDBClient(dynamoClientDefaults);
const trail = kinesisAuditTrail({
  streamName: names.AUDIT_STREAM,
  ledgerBucket: names.LEDGER_BUCKET,
});
const transact = dynamoTransaction(dynamo, {
  register: names.REGISTER_TABLE,
  watches: names.WATCHES_TABLE,
});

/** Looks at every audit event once, and makes incidents of what breaks a rule. */
export const handler = createHandler({
  engine: {
    watch,
    isWatched,
    form: { empty: EMPTY_STATE, read: readState, write: writeState },
  },
  settings,
  directory: createDirectory(dynamoTable(dynamo, names.DIRECTORY_TABLE, IDENTITY_TABLES.directory)),
  watches: dynamoTable(dynamo, names.WATCHES_TABLE, BREACH_TABLES.watches),
  register: createRegister({
    register: dynamoTable(dynamo, names.REGISTER_TABLE, BREACH_TABLES.register),
    transact,
    trail,
    settings,
    now: Date.now,
    log: consoleLogger,
  }),
  transact,
  trail,
  store: s3LedgerStore(new S3Client(ledgerClientDefaults), names.LEDGER_BUCKET),
  prefix: names.LEDGER_ORIGIN,
  index: dynamoTable(dynamo, names.INDEX_TABLE, LEDGER_TABLES.index),
  log: consoleLogger,
  now: Date.now,
});
