import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IDENTITY_TABLES } from '../../identity/tables';
import { kinesisAuditTrail } from '../../shared/audit/stores/kinesis-audit-trail';
import { consoleLogger } from '../../shared/log';
import type { Pseudonyms } from '../../shared/pseudonym';
import type { Environment } from '../../shared/settings';
import { readSettings } from '../../shared/settings';
import { dynamoClientDefaults, dynamoTable } from '../../shared/stores/dynamo-table';
import type { Sealer } from '../break-glass';
import type { Access } from '../create-access';
import { createAccess } from '../create-access';
import { ACCESS_TABLES } from '../tables';
import { loadEngine } from './cedar';

/** What every function behind the API is given, beside what `createIdentity` reads. */
const SETTINGS = [
  'AUDIT_STREAM',
  'LEDGER_BUCKET',
  'ACCESS_LIMITS',
  'DIRECTORY_TABLE',
  'SESSIONS_TABLE',
  'PUBLIC_KEYS_TABLE',
  'CARE_TEAMS_TABLE',
  'APPROVALS_TABLE',
  'RESTRICTIONS_TABLE',
  'RATES_TABLE',
  'BROKEN_GLASS_TABLE',
] as const;

/** What of it rests on keys: `aws-keys.ts`. */
export interface AccessKeys {
  /** @default - for functions that are told of no patient */
  readonly pseudonyms?: Pseudonyms;
  /** @default - for functions that open no glass */
  readonly sealer?: Sealer;
}

/**
 * Identity and access over AWS: clients and policies once a container.
 *
 * @throws SettingError that names all that is missing
 */
export async function awsAccess(
  environment: Environment,
  { pseudonyms = NO_PSEUDONYMS, sealer = NO_SEALER }: AccessKeys = {},
): Promise<Access> {
  const settings = readSettings(environment, SETTINGS);
  const dynamo = new DynamoDBClient(dynamoClientDefaults);
  return createAccess({
    environment,
    tables: {
      directory: dynamoTable(dynamo, settings.DIRECTORY_TABLE, IDENTITY_TABLES.directory),
      sessions: dynamoTable(dynamo, settings.SESSIONS_TABLE, IDENTITY_TABLES.sessions),
      publicKeys: dynamoTable(dynamo, settings.PUBLIC_KEYS_TABLE, IDENTITY_TABLES.publicKeys),
      careTeams: dynamoTable(dynamo, settings.CARE_TEAMS_TABLE, ACCESS_TABLES.careTeams),
      approvals: dynamoTable(dynamo, settings.APPROVALS_TABLE, ACCESS_TABLES.approvals),
      restrictions: dynamoTable(dynamo, settings.RESTRICTIONS_TABLE, ACCESS_TABLES.restrictions),
      rates: dynamoTable(dynamo, settings.RATES_TABLE, ACCESS_TABLES.rates),
      brokenGlass: dynamoTable(dynamo, settings.BROKEN_GLASS_TABLE, ACCESS_TABLES.brokenGlass),
    },
    engine: await loadEngine(),
    sealer,
    pseudonyms,
    trail: kinesisAuditTrail({
      streamName: settings.AUDIT_STREAM,
      ledgerBucket: settings.LEDGER_BUCKET,
    }),
    now: Date.now,
    log: consoleLogger,
  });
}

const NO_SEALER: Sealer = {
  seal: async () => Promise.reject(new TypeError('this function opens no glass')),
  unseal: async () => Promise.reject(new TypeError('this function reads no justification')),
};

const NO_PSEUDONYMS: Pseudonyms = {
  of: async () => Promise.reject(new TypeError('this function is told of no patient')),
  fieldContext: async () => Promise.reject(new TypeError('this function encrypts nothing')),
};
