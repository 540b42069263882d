import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { awsAccess } from '../../access/stores/aws-access';
import { awsPseudonyms } from '../../access/stores/aws-keys';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import { ledgerClientDefaults } from '../aws-clients';
import { LEDGER_TABLES } from '../index/tables';
import { readRetention } from '../settings';
import { kmsCheckpointKey } from '../stores/kms-checkpoint-key';
import { s3LedgerStore } from '../stores/s3-ledger-store';
import { createHandler } from './create-handler';

const settings = readSettings(process.env, [
  'LEDGER_BUCKET',
  'LEDGER_ORIGIN',
  'CHECKPOINT_KEY_ARN',
  'INDEX_TABLE',
  'IDEMPOTENCY_TABLE',
]);
const { auditDays } = readRetention(process.env);
const dynamo = new DynamoDBClient(dynamoClientDefaults);
const key = kmsCheckpointKey(
  new KMSClient(ledgerClientDefaults),
  settings.CHECKPOINT_KEY_ARN,
  settings.LEDGER_ORIGIN,
);
const door = awsAccess(process.env, { pseudonyms: awsPseudonyms(process.env) }).then((access) =>
  createHandler(access, {
    store: s3LedgerStore(new S3Client(ledgerClientDefaults), settings.LEDGER_BUCKET),
    verifier: async () => (await key()).verifier,
    tables: {
      index: dynamoTable(dynamo, settings.INDEX_TABLE, LEDGER_TABLES.index),
      idempotency: dynamoTable(dynamo, settings.IDEMPOTENCY_TABLE, LEDGER_TABLES.idempotency),
    },
    auditDays,
    now: Date.now,
  }),
);

/** Answers what the API document gives to ledger-api. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return (await door)(event);
}
