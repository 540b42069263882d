import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import type { Database } from '../../lambda/phi/backfill/database';
import { databaseError, databaseOf } from '../../lambda/phi/backfill/database';
import { ScanError } from './scan/errors';

/** How a database is reached, without anything secret in it. */
export interface Connection {
  readonly database: Database;
  readonly close: () => Promise<void>;
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '[::1]', '']);
const EXPECTED = 'postgres://<user>@<host>[:<port>]/<database>, with the password in PGPASSWORD';
const STATEMENT_MS = 60_000;
const CONNECT_MS = 10_000;

/** Whether an argument is an address of a database, and no directory. */
export function isDatabaseUrl(target: string): boolean {
  return /^postgres(?:ql)?:/i.test(target);
}

/**
 * Opens PostgreSQL: with TLS and a certificate that is checked, but for this machine.
 *
 * @param readOnly whether the session refuses to change anything
 * @throws ScanError when the address is none, or would be spoken to without TLS
 * @throws DatabaseError
 */
export async function connect(
  target: string,
  { password, readOnly }: { readonly password: string | undefined; readonly readOnly: boolean },
): Promise<Connection> {
  const client = new Client({
    ...settingsOf(target, password),
    application_name: 'hlz',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    options: readOnly ? '-c default_transaction_read_only=on' : '',
  });
  // A connection that breaks is told by the query that waits for it.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw databaseError(error);
  }
  return { database: databaseOf(client), close: async () => client.end() };
}

function settingsOf(target: string, password: string | undefined) {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url === undefined || url.pathname.length < 2) {
    throw new ScanError(`The address of the database is none, expected ${EXPECTED}.`);
  }
  const isLocal = LOOPBACK.has(url.hostname);
  const { sslmode, sslrootcert, ...others } = Object.fromEntries(url.searchParams);
  const unknown = Object.keys(others);
  if (unknown.length > 0) {
    throw new ScanError(
      `The address of the database has ${unknown.join(', ')}, expected sslmode and sslrootcert at most.`,
    );
  }
  if (sslmode === 'disable' && !isLocal) {
    throw new ScanError(
      'sslmode=disable would send PHI in the clear: leave it out (45 CFR 164.312(e)(1)).',
    );
  }
  return {
    host: url.hostname.replaceAll(/[[\]]/g, ''),
    port: url.port === '' ? 5432 : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: url.password === '' ? password : decodeURIComponent(url.password),
    ssl: isLocal && (sslmode ?? 'disable') === 'disable' ? false : tls(sslrootcert),
  };
}

function tls(rootCertificate: string | undefined) {
  if (rootCertificate === undefined) return { rejectUnauthorized: true };
  try {
    return { rejectUnauthorized: true, ca: readFileSync(rootCertificate, 'utf8') };
  } catch (error) {
    throw new ScanError('sslrootcert: the file cannot be read.', { cause: error });
  }
}
