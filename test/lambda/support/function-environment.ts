/** What a function finds in its environment, all of it made up; tables are named as their shapes are. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Where AWS answers: one address, for all of its services. */
export function awsEnvironment(endpoint: string): Environment {
  return {
    PATH: process.env['PATH'],
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

const limit = { idleSeconds: 600, absoluteSeconds: 43_200 };

/** Of a function that writes audit events and knows who calls. */
export function callerEnvironment(issuer: string, clients: object): Environment {
  return {
    AUDIT_STREAM: 'audit-stream',
    LEDGER_BUCKET: 'ledger-bucket',
    DIRECTORY_TABLE: 'directory',
    SESSIONS_TABLE: 'sessions',
    PUBLIC_KEYS_TABLE: 'publicKeys',
    USER_POOL_ISSUER: issuer,
    APP_CLIENTS: JSON.stringify(clients),
    SERVICES: '[]',
    SESSION_LIMITS: JSON.stringify({
      'public-terminal': limit,
      mobile: limit,
      console: limit,
      workstation: limit,
    }),
  };
}

/** Beside that, of a function that asks the access desk. */
export const DESK_ENVIRONMENT: Environment = {
  PSEUDONYM_KEY: 'arn:aws:kms:us-east-1:111122223333:key/hmac',
  ACCESS_LIMITS: '{"callsPerMinute":60,"bulkPerHour":2}',
  CARE_TEAMS_TABLE: 'careTeams',
  APPROVALS_TABLE: 'approvals',
  RESTRICTIONS_TABLE: 'restrictions',
  RATES_TABLE: 'rates',
  BROKEN_GLASS_TABLE: 'brokenGlass',
};
