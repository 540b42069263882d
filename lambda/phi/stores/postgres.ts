import { Signer } from '@aws-sdk/rds-signer';
import { Client } from 'pg';
import type { Database } from '../backfill/database';
import { databaseError, databaseOf } from '../backfill/database';

export interface ZoneDatabase {
  readonly host: string;
  readonly port: number;
  /** Who signs in by IAM. */
  readonly user: string;
}

const CONNECT_MS = 10_000;

/**
 * A connection to the database of the zone: over TLS, to the host whose certificate it is, with a token
 * of IAM instead of a password. The token is made here, without a call. That Node trusts the certificates
 * of RDS is said by NODE_EXTRA_CA_CERTS, in the definition of the function.
 *
 * @throws DatabaseError
 */
export async function connectPostgres(
  { host, port, user }: ZoneDatabase,
  database: string,
): Promise<{ readonly db: Database; readonly close: () => Promise<void> }> {
  const client = new Client({
    host,
    port,
    user,
    database,
    password: await new Signer({ hostname: host, port, username: user }).getAuthToken(),
    ssl: { servername: host, rejectUnauthorized: true },
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'phi-backfill',
  });
  // A connection that breaks while nobody asks: the next query says so.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw databaseError(error);
  }
  return { db: databaseOf(client), close: async () => client.end().catch(() => undefined) };
}
