import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { kinesisAuditTrail } from '../../shared/audit/stores/kinesis-audit-trail';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import { dynamoTransaction } from '../../shared/stores/dynamo-transaction';
import { createDuties } from '../clocks/create-duties';
import { createRegister } from '../register/create-register';
import { readDeskSettings } from '../settings';
import { BREACH_TABLES } from '../tables';
import { createHandler } from './create-handler';

const { REGISTER_TABLE, BREACH_SETTINGS, AUDIT_STREAM, LEDGER_BUCKET } = readSettings(process.env, [
  'REGISTER_TABLE',
  'BREACH_SETTINGS',
  'AUDIT_STREAM',
  'LEDGER_BUCKET',
]);
const client = new DynamoDBClient(dynamoClientDefaults);
const dependencies = {
  register: dynamoTable(client, REGISTER_TABLE, BREACH_TABLES.register),
  transact: dynamoTransaction(client, { register: REGISTER_TABLE }),
  trail: kinesisAuditTrail({ streamName: AUDIT_STREAM, ledgerBucket: LEDGER_BUCKET }),
  settings: readDeskSettings(BREACH_SETTINGS),
  now: Date.now,
  log: consoleLogger,
};

/** Reminds of what is due for incidents, and of the duties that come again. */
export const handler = createHandler({
  ...dependencies,
  register: createRegister(dependencies),
  duties: createDuties(dependencies),
});
