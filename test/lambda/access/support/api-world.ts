import { Ajv } from 'ajv';
import type { Access } from '../../../../lambda/access/create-access';
import type { AccessTableName } from '../../../../lambda/access/create-access';
import { createAccess } from '../../../../lambda/access/create-access';
import { createHandler } from '../../../../lambda/access/api/create-handler';
import type { Door } from '../../../../lambda/access/api/door';
import { ACCESS_TABLES } from '../../../../lambda/access/tables';
import { newEntry } from '../../../../lambda/identity/directory-changes';
import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import { entryItem } from '../../../../lambda/identity/directory-entry';
import type { Role } from '../../../../lambda/identity/roles';
import { IDENTITY_TABLES } from '../../../../lambda/identity/tables';
import type { AuditEvent } from '../../../../lambda/shared/audit/event';
import { ROUTES } from '../../../../lambda/shared/http/generated/routes';
import type { ApiFunction, OperationsOf } from '../../../../lambda/shared/http/generated/routes';
import type { Bodies } from '../../../../lambda/shared/http/generated/types';
import { createPseudonyms } from '../../../../lambda/shared/pseudonym';
import { apiOf } from '../../../../lib/api/document';
import { openApi } from '../../../support/api/open-api';
import { CLAIMS, ISSUER, signingKey, tokenOf } from '../../identity/support/tokens';
import { apiEvent } from '../../support/api-events';
import type { LogLine } from '../../support/memory-log';
import { memoryLog } from '../../support/memory-log';
import type { MemoryTable } from '../../support/memory-table';
import { memoryTable } from '../../support/memory-table';
import type { FlakyTrail } from './flaky';
import { flakyTrail, plainSealer } from './flaky';
import { START, TENANT } from './people';
import { engineOf } from './questions';

/** A function of the API in memory, behind its door: real tokens, real policies, the real audit trail. */

export type AccessOperation = OperationsOf['access-api'];

const KEY = signingKey('key-1');
const ENGINE = engineOf();
const ACCOUNT = '111122223333';

export const SERVICE_MAY = [
  'assign-care-team',
  'break-glass',
  'manage-users',
  'request-approval',
] as const;

const environmentWith = (may: readonly string[]) => ({
  USER_POOL_ISSUER: ISSUER,
  APP_CLIENTS: JSON.stringify({ [CLAIMS.client_id]: 'workstation' }),
  SESSION_LIMITS: JSON.stringify(
    Object.fromEntries(
      ['public-terminal', 'mobile', 'console', 'workstation'].map((kind) => [
        kind,
        { idleSeconds: 600, absoluteSeconds: 43_200 },
      ]),
    ),
  ),
  SERVICES: JSON.stringify([
    {
      name: 'records-system',
      roleArn: `arn:aws:iam::${ACCOUNT}:role/apps/records-system`,
      tenant: TENANT,
      may,
    },
  ]),
  ACCESS_LIMITS: JSON.stringify({ callsPerMinute: 60, bulkPerHour: 2 }),
});

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | boolean>>;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Who calls. */
export type Caller =
  | { readonly user: DirectoryEntry; readonly session?: string }
  | { readonly service: string; readonly onBehalfOf?: DirectoryEntry };

export interface ApiWorld<F extends ApiFunction = 'access-api'> {
  readonly access: Access;
  readonly tables: Readonly<Record<AccessTableName, MemoryTable>>;
  readonly clock: { now: number };
  /** What does not answer from here on. */
  readonly down: { stream: boolean; spool: boolean };
  readonly events: () => readonly AuditEvent[];
  readonly logged: readonly LogLine[];
  /** An account of somebody with this role. */
  user(role: Role, more?: Partial<DirectoryEntry>): Promise<DirectoryEntry>;
  token(user: DirectoryEntry, session?: string): string;
  call<Id extends OperationsOf[F]>(who: Caller, operation: Id, body: Bodies[Id]): Promise<Answer>;
  /** The same with a body that is what it likes. */
  send(who: Caller, operation: OperationsOf[F], body: unknown): Promise<Answer>;
  pseudonym(patientId: string): Promise<string>;
}

let numbers = 0;
function uuid(): string {
  numbers += 1;
  return `3f1c2d4e-0a1b-4c2d-8e3f-${String(numbers).padStart(12, '0')}`;
}

export function apiWorld(): ApiWorld {
  return apiWorldOf(SERVICE_MAY, (access, now) =>
    createHandler(access, {
      now,
      random: (size) => {
        numbers += 1;
        return Buffer.alloc(size, `random ${String(numbers)} `);
      },
    }),
  );
}

/**
 * The same with another function behind the door.
 *
 * @param may what the one service may do
 */
export function apiWorldOf<F extends ApiFunction>(
  may: readonly string[],
  doorOf: (access: Access, now: () => number) => Door,
): ApiWorld<F> {
  const shapes = { ...ACCESS_TABLES, ...IDENTITY_TABLES };
  const tables = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, memoryTable(shape)]),
  ) as Record<AccessTableName, MemoryTable>;
  const clock = { now: START };
  const down = { stream: false, spool: false };
  const { trail, kept }: FlakyTrail = flakyTrail({
    stream: () => (down.stream ? 'before' : 'none'),
    spool: () => (down.spool ? 'before' : 'none'),
  });
  const log = memoryLog();
  const access = createAccess({
    environment: environmentWith(may),
    tables,
    engine: ENGINE,
    sealer: plainSealer,
    pseudonyms: createPseudonyms(async (tenant) => Buffer.alloc(32, tenant)),
    trail,
    now: () => clock.now,
    log,
  });
  const handler = doorOf(access, () => clock.now);
  const token = (user: DirectoryEntry, session = uuid()): string => {
    const seconds = Math.floor(clock.now / 1000);
    return tokenOf(KEY, {
      sub: user.user,
      'cognito:groups': [user.role],
      origin_jti: session,
      auth_time: seconds - 1,
      iat: seconds - 1,
      exp: seconds + 900,
    });
  };

  const send = async (who: Caller, operation: OperationsOf[F], body: unknown): Promise<Answer> => {
    // As the function that copies them does, if it can.
    await tables.publicKeys
      .put({ issuer: ISSUER, keys: [{ ...KEY.publicKey }], refreshedAt: clock.now })
      .catch(() => undefined);
    const root = 'service' in who ? 'services' : 'people';
    const route = ROUTES.find((route) => route.operation === operation && route.root === root);
    const { method = '', path = '' } = route ?? {};
    const event = apiEvent(`${method} ${path}`, {
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/131.0.0.0',
        ...('service' in who
          ? who.onBehalfOf === undefined
            ? {}
            : { 'X-Hlz-On-Behalf-Of': token(who.onBehalfOf) }
          : { Authorization: `Bearer ${token(who.user, who.session)}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      identity:
        'service' in who
          ? { userArn: `arn:aws:sts::${ACCOUNT}:assumed-role/${who.service}/made-up-session` }
          : {},
    });
    const { statusCode, headers = {}, body: text } = await handler(event);
    const isPage = String(headers['Content-Type']).startsWith('text/html');
    const read = (isPage ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
    if (isPage) checkPage(operation, statusCode);
    else checkAnswer(operation, statusCode, read);
    return { status: statusCode, headers, text, body: read };
  };

  return {
    access,
    tables,
    clock,
    down,
    events: kept,
    logged: log.lines,
    async user(role, more = {}) {
      const entry = {
        ...newEntry({
          user: uuid(),
          tenant: TENANT,
          role,
          departments: [],
          timeZone: 'America/New_York',
          ...(role === 'patient' ? { ownRecord: 'bWFkZS11cC1wYXRpZW50MQ' } : {}),
        }),
        ...more,
      };
      await tables.directory.put(entryItem(entry));
      return entry;
    },
    token,
    call: send,
    send,
    pseudonym: async (patientId) => access.pseudonyms.of(TENANT, patientId),
  };
}

const DOCUMENT = openApi();
const API = apiOf(DOCUMENT);
const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'api', components: DOCUMENT.components });

/** Holds an answer that is a page to what the API document says of it. */
function checkPage(operation: string, status: number): void {
  const { path = '' } = API.operations.find((one) => one.operation === operation) ?? {};
  const { content } = DOCUMENT.paths[path]?.['post']?.responses[status] ?? {};
  if (content?.['text/html'] === undefined) {
    throw new Error(
      `${operation} answered ${String(status)} with a page that the document does not say`,
    );
  }
}

/** Holds every answer of every test to what the API document says of it. */
function checkAnswer(operation: string, status: number, body: unknown): void {
  const described = API.operations.find(
    (one) => one.operation === operation && one.root === 'people',
  );
  if (described?.statuses.includes(status) !== true) {
    throw new Error(`${operation} answered ${String(status)}, which the document does not say`);
  }
  const names = status < 300 ? described.answers : ['Problem'];
  const errors = names.map((name) => {
    const validate = ajv.getSchema(`api#/components/schemas/${name}`);
    return validate?.(body) === true ? undefined : JSON.stringify(validate?.errors);
  });
  if (!errors.includes(undefined)) {
    throw new Error(
      `${operation} answered with another body than the document says: ${errors.join()}`,
    );
  }
}
