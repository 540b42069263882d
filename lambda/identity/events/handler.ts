import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { kinesisAuditTrail } from '../../shared/audit/stores/kinesis-audit-trail';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import { createDirectory } from '../directory';
import { poolOf, readSessionLimits } from '../settings';
import { IDENTITY_TABLES } from '../tables';
import { createHandler } from './create-handler';

const { AUDIT_STREAM, LEDGER_BUCKET, DIRECTORY_TABLE, SESSION_LIMITS, USER_POOL_ISSUER } =
  readSettings(process.env, [
    'AUDIT_STREAM',
    'LEDGER_BUCKET',
    'DIRECTORY_TABLE',
    'SESSION_LIMITS',
    'USER_POOL_ISSUER',
  ]);

/** Writes down failed sign-ins, changed passwords and factors, and sessions that timed out. */
export const handler = createHandler({
  directory: createDirectory(
    dynamoTable(
      new DynamoDBClient(dynamoClientDefaults),
      DIRECTORY_TABLE,
      IDENTITY_TABLES.directory,
    ),
  ),
  trail: kinesisAuditTrail({ streamName: AUDIT_STREAM, ledgerBucket: LEDGER_BUCKET }),
  limits: readSessionLimits(SESSION_LIMITS),
  pool: poolOf(USER_POOL_ISSUER),
  clock: Date.now,
  log: consoleLogger,
});
