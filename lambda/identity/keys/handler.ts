import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { consoleLogger } from '../../shared/log';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import { fetchText } from '../stores/fetch-text';
import { IDENTITY_TABLES } from '../tables';
import { createHandler } from './create-handler';

const { PUBLIC_KEYS_TABLE, USER_POOL_ISSUER, JWKS_URL } = readSettings(process.env, [
  'PUBLIC_KEYS_TABLE',
  'USER_POOL_ISSUER',
  'JWKS_URL',
]);

/** Copies the public keys of the user pool. Stands outside of the VPC, and knows nothing else. */
export const handler = createHandler({
  fetchText: fetchText(JWKS_URL),
  table: dynamoTable(
    new DynamoDBClient(dynamoClientDefaults),
    PUBLIC_KEYS_TABLE,
    IDENTITY_TABLES.publicKeys,
  ),
  issuer: USER_POOL_ISSUER,
  clock: Date.now,
  log: consoleLogger,
});
