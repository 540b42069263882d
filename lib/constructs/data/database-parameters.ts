/**
 * Parameters of the PostgreSQL database, family `postgres18`. What a statement says can be PHI, and
 * logs never hold PHI: nothing here lets the text or a value of a query into the log.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.overview.parameter-groups.html
 */
export const DATABASE_PARAMETERS: Readonly<Record<string, string>> = {
  // Nobody connects without TLS 1.2 (45 CFR 164.312(e)(1)), nor with a password hashed by MD5.
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
  'rds.force_ssl': '1',
  ssl_min_protocol_version: 'TLSv1.2',
  'rds.accepted_password_auth_method': 'scram',

  // Who came, from where, and for how long (45 CFR 164.308(a)(5)(ii)(C)). PostgreSQL 18 lists what of
  // a connection is logged, and RDS takes no 1 for it any more.
  log_connections: 'all',
  log_disconnections: '1',

  // Who changed the schema, a role or a right. Never reads or writes of rows: their statements hold
  // values. Statements that pgaudit does log have no parameters, but all their text: no default or
  // constraint of a table may name a patient.
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html
  // pg_stat_statements keeps statements with their values taken out, for Database Insights.
  shared_preload_libraries: 'pg_stat_statements,pgaudit',
  'pgaudit.log': 'ddl,role',
  'pgaudit.log_parameter': '0',

  // No statement by its kind, nor for being slow.
  log_statement: 'none',
  log_min_duration_statement: '-1',
  // No statement for having failed; no DETAIL such as `Key (ssn)=(...) already exists`.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  // Nor the error itself: `invalid input syntax for type date: "..."` quotes what was sent. In the
  // order of this parameter LOG stands above ERROR: connections, failed log-ins and pgaudit stay.
  // https://www.postgresql.org/docs/18/runtime-config-logging.html#GUC-LOG-MIN-MESSAGES
  log_min_messages: 'log',
  // No value that was bound to a parameter.
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};
