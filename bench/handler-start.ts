import { statSync } from 'node:fs';
import { join } from 'node:path';
import { SESSION_KINDS } from '../lambda/identity/principal';
import { breachContacts, breachSettings } from '../lib/breach/settings';
import { bundleHandlers } from '../lib/bundle/handler-bundle';
import { loadZoneConfig } from '../lib/config/load';
import { FUNCTION_NAMES } from '../lib/config/schema';
import type { Figure } from './measure';
import { median, NODE, repeat, ROOT, run } from './measure';

const RUNS = 5;
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/made-up';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:made-up';
const ISSUER = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_madeup';
const TABLES = [
  'APPROVALS',
  'BROKEN_GLASS',
  'CARE_TEAMS',
  'DATA_KEYS',
  'DIRECTORY',
  'IDEMPOTENCY',
  'INDEX',
  'PUBLIC_KEYS',
  'RATES',
  'REGISTER',
  'RESTRICTIONS',
  'SESSIONS',
  'WATCHES',
];

const { config: CONFIG } = loadZoneConfig(join(ROOT, 'config', 'production.yaml'));

/** What the handlers read when they are loaded, all of them together. */
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  ACCESS_LIMITS: '{"callsPerMinute":60,"bulkPerHour":2}',
  APP_CLIENTS: '{"madeup":"workstation"}',
  AUDIT_DAYS: '2192',
  AUDIT_STREAM: 'audit',
  BREACH_CONTACTS: JSON.stringify(breachContacts(CONFIG)),
  BREACH_SETTINGS: JSON.stringify(breachSettings(CONFIG)),
  CHECKPOINT_KEY_ARN: KEY,
  DATABASE_HOST: 'database.example',
  DATABASE_PORT: '5433',
  DATABASE_USER: 'hlz_backfill',
  DATA_KEY: KEY,
  HIGH_TOPIC: TOPIC,
  INDEX_DAYS: '90',
  JWKS_URL: `${ISSUER}/.well-known/jwks.json`,
  LEDGER_BUCKET: 'ledger',
  LEDGER_ORIGIN: 'mercy.hlz/111122223333/us-east-1',
  LOW_TOPIC: TOPIC,
  MEDIUM_TOPIC: TOPIC,
  PHI_KEY: KEY,
  PHI_SETTINGS: '{"epochDays":30,"keyCacheMinutes":60,"detector":"local","patterns":[]}',
  PSEUDONYM_KEY: KEY,
  SECURITY_TOPIC: TOPIC,
  SERVICES: '[]',
  SESSION_LIMITS: JSON.stringify(
    Object.fromEntries(
      SESSION_KINDS.map((kind) => [kind, { idleSeconds: 120, absoluteSeconds: 43_200 }]),
    ),
  ),
  USER_POOL_ISSUER: ISSUER,
  ...Object.fromEntries(TABLES.map((name) => [`${name}_TABLE`, 'made-up'])),
};

/** A path that there is not: whoever answers it has read his policies, and has called nobody. */
const NOWHERE = {
  httpMethod: 'GET',
  path: '/nowhere',
  resource: '/nowhere',
  headers: {},
  body: null,
  isBase64Encoded: false,
  requestContext: { requestId: 'bench', path: '/nowhere', identity: { sourceIp: '192.0.2.1' } },
};

/** How large bundles are, and how long a function takes until it can answer. */
export async function handlerStart(): Promise<readonly Figure[]> {
  await bundleHandlers();
  return FUNCTION_NAMES.flatMap((name): readonly Figure[] => {
    const file = join(ROOT, 'build', 'handlers', name, 'index.mjs');
    const milliseconds = repeat(RUNS, () =>
      Number(
        run(
          NODE,
          ['--no-warnings', '--input-type=module', '-e', scriptFor(name, file)],
          ENVIRONMENT,
        )
          .stdout.trim()
          .split('\n')
          .at(-1),
      ),
    );
    return [
      { id: `${name}.bundle`, value: statSync(file).size / 1000, unit: 'kB', goal: 500 },
      { id: `${name}.init`, value: median(milliseconds), unit: 'ms', goal: 100 },
    ];
  });
}

/** In wall time. What a function behind the API begins when it is loaded ends with its first answer. */
function scriptFor(name: string, file: string): string {
  const answered = name.endsWith('-api')
    ? `const { statusCode } = await handler(${JSON.stringify(NOWHERE)}); if (statusCode !== 404) throw new Error(String(statusCode));`
    : '';
  return `const start = performance.now(); const { handler } = await import('file://${file}'); ${answered} console.log(performance.now() - start);`;
}
