import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { kinesisAuditTrail } from '../../shared/audit/stores/kinesis-audit-trail';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import { dynamoTransaction } from '../../shared/stores/dynamo-transaction';
import { createRegister } from '../register/create-register';
import { readDeskSettings } from '../settings';
import { BREACH_TABLES } from '../tables';
import { createHandler } from './create-handler';

const { AUDIT_STREAM, BREACH_SETTINGS, LEDGER_BUCKET, REGISTER_TABLE } = readSettings(process.env, [
  'AUDIT_STREAM',
  'BREACH_SETTINGS',
  'LEDGER_BUCKET',
  'REGISTER_TABLE',
]);
const settings = readDeskSettings(BREACH_SETTINGS);
const dynamo = new DynamoDBClient(dynamoClientDefaults);

/** Makes incidents of what GuardDuty, Macie and Security Hub find. */
export const handler = createHandler({
  register: createRegister({
    register: dynamoTable(dynamo, REGISTER_TABLE, BREACH_TABLES.register),
    transact: dynamoTransaction(dynamo, { register: REGISTER_TABLE }),
    trail: kinesisAuditTrail({ streamName: AUDIT_STREAM, ledgerBucket: LEDGER_BUCKET }),
    settings,
    now: Date.now,
    log: consoleLogger,
  }),
  settings,
  now: Date.now,
  log: consoleLogger,
});
