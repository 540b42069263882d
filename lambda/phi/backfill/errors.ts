import { ZoneError } from '../../shared/errors';

/** A backfill that is not begun, or not gone on with. The message says why, and how to mend it. */
export class BackfillError extends ZoneError {
  override readonly name = 'BackfillError';
}

/**
 * What PostgreSQL refused, by its SQLSTATE alone. What it says beside can repeat a value of a row
 * (`invalid input syntax for type date: "…"`), so neither that nor the error itself is kept as cause.
 */
export class DatabaseError extends ZoneError {
  override readonly name = 'DatabaseError';

  /** @param code SQLSTATE, or the code of a connection that failed, such as `ECONNREFUSED` */
  constructor(readonly code: string) {
    super(`The database refused (${code}): ${meaningOf(code)}.`);
  }
}

/** https://www.postgresql.org/docs/17/errcodes-appendix.html, and those of sockets and TLS. */
const MEANINGS: Readonly<Record<string, string>> = {
  '42501':
    'the user lacks a privilege, or row security would hide rows: see the GRANTs in docs/backfill.md',
  '28P01': 'wrong password',
  '28000': 'the user may not sign in this way',
  '3D000': 'there is no such database',
  '42P01': 'there is no such table',
  '42703': 'there is no such column',
  '57014': 'a statement took longer than it may',
  '55P03': 'a lock was not given in time: something else holds the table; try again later',
  '53300': 'it has no connection left',
  '25006': 'it takes no changes: this is a replica, or a read-only session',
  '57P01': 'it ended the connection: run again, it goes on where it stopped',
  '57P03': 'it is starting or stopping: try again later',
  ECONNREFUSED: 'nothing listens at that address',
  ECONNRESET: 'the connection broke: run again, it goes on where it stopped',
  ENOTFOUND: 'the host has no address',
  ETIMEDOUT: 'the host does not answer',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is of another host',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate is of an authority that is not trusted: name the file of it',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate is of an authority that is not trusted: name the file of it',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
};

function meaningOf(code: string): string {
  if (code.startsWith('08')) return 'the connection broke: run again, it goes on where it stopped';
  return (
    MEANINGS[code] ?? 'the appendix "Error Codes" of the manual of PostgreSQL says what it means'
  );
}
