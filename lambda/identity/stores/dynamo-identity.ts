import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { consoleLogger } from '../../shared/log';
import { dynamoTable } from '../../shared/stores/dynamo-table';
import type { Identity } from '../create-identity';
import { createIdentity } from '../create-identity';
import { readSettings } from '../settings';
import { IDENTITY_TABLES } from '../tables';

/**
 * Identity over the tables of the zone. Reads DIRECTORY_TABLE, SESSIONS_TABLE and PUBLIC_KEYS_TABLE
 * beside what `createIdentity` reads.
 *
 * @throws IdentitySettingError
 */
export function dynamoIdentity(
  client: DynamoDBClient,
  environment: Readonly<Record<string, string | undefined>>,
): Identity {
  const { DIRECTORY_TABLE, SESSIONS_TABLE, PUBLIC_KEYS_TABLE } = readSettings(environment, [
    'DIRECTORY_TABLE',
    'SESSIONS_TABLE',
    'PUBLIC_KEYS_TABLE',
  ]);
  return createIdentity({
    environment,
    tables: {
      directory: dynamoTable(client, DIRECTORY_TABLE, IDENTITY_TABLES.directory),
      sessions: dynamoTable(client, SESSIONS_TABLE, IDENTITY_TABLES.sessions),
      publicKeys: dynamoTable(client, PUBLIC_KEYS_TABLE, IDENTITY_TABLES.publicKeys),
    },
    clock: Date.now,
    log: consoleLogger,
  });
}
