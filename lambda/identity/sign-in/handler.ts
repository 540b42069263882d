import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { kinesisAuditTrail } from '../../shared/audit/stores/kinesis-audit-trail';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import { createDirectory } from '../directory';
import { IDENTITY_TABLES } from '../tables';
import { createHandler } from './create-handler';

const { AUDIT_STREAM, LEDGER_BUCKET, DIRECTORY_TABLE } = readSettings(process.env, [
  'AUDIT_STREAM',
  'LEDGER_BUCKET',
  'DIRECTORY_TABLE',
]);

/** Cognito waits for five seconds, so the spool is asked before the stream has failed for long. */
const PATIENCE = { attempts: 2, firstPause: 50, total: 1500 } as const;

/** Decides over sign-ins, and writes them down before tokens are given out. */
export const handler = createHandler({
  directory: createDirectory(
    dynamoTable(
      new DynamoDBClient(dynamoClientDefaults),
      DIRECTORY_TABLE,
      IDENTITY_TABLES.directory,
    ),
  ),
  trail: kinesisAuditTrail({
    streamName: AUDIT_STREAM,
    ledgerBucket: LEDGER_BUCKET,
    patience: PATIENCE,
  }),
  clock: Date.now,
  log: consoleLogger,
});
