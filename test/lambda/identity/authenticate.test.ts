import type { AuthenticationRequest } from '../../../lambda/identity/authenticate';
import type { Identity } from '../../../lambda/identity/create-identity';
import { createIdentity } from '../../../lambda/identity/create-identity';
import {
  failed,
  modified,
  reactivated,
  terminated,
} from '../../../lambda/identity/directory-changes';
import type { DirectoryEntry } from '../../../lambda/identity/directory-entry';
import { entryItem } from '../../../lambda/identity/directory-entry';
import { AccountRefusedError, NotAuthenticatedError } from '../../../lambda/identity/errors';
import { writeKeyCopy } from '../../../lambda/identity/key-copy';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import type { Item } from '../../../lambda/shared/table';
import { memoryTable } from '../support/memory-table';
import { NURSE, PATIENT } from './support/people';
import { quiet } from './support/quiet';
import { CLAIMS, CLIENTS, ISSUER, NOW, NOW_SECONDS, signingKey, tokenOf } from './support/tokens';

const KEY = signingKey('kid=');
const LIMIT = { idleSeconds: 600, absoluteSeconds: 43_200 };
const SERVICE = {
  name: 'intake',
  roleArn: 'arn:aws:iam::111122223333:role/hlz/intake',
  tenant: 'mercy',
  may: ['read', 'append-audit-events'],
};
const ENVIRONMENT = {
  USER_POOL_ISSUER: ISSUER,
  APP_CLIENTS: JSON.stringify(Object.fromEntries(CLIENTS)),
  SESSION_LIMITS: JSON.stringify({
    'public-terminal': { ...LIMIT, idleSeconds: 120 },
    mobile: LIMIT,
    console: LIMIT,
    workstation: LIMIT,
  }),
  SERVICES: JSON.stringify([
    SERVICE,
    { ...SERVICE, name: 'other', roleArn: `${SERVICE.roleArn}2`, tenant: 'other' },
  ]),
};
const ARN = 'arn:aws:sts::111122223333:assumed-role/intake/i-0123456789abcdef0';

interface World extends Identity {
  readonly tables: Readonly<
    Record<'directory' | 'sessions' | 'publicKeys', ReturnType<typeof memoryTable>>
  >;
  readonly lines: ReturnType<typeof quiet>['lines'];
  now: number;
}

async function worldOf(...people: readonly (DirectoryEntry | Item)[]): Promise<World> {
  const tables = {
    directory: memoryTable(
      IDENTITY_TABLES.directory,
      people.map((person) => entryItem(person as DirectoryEntry)),
    ),
    sessions: memoryTable(IDENTITY_TABLES.sessions),
    publicKeys: memoryTable(IDENTITY_TABLES.publicKeys),
  };
  await writeKeyCopy(tables.publicKeys, ISSUER, { keys: [KEY.publicKey], refreshedAt: NOW });
  const { log, lines } = quiet();
  const clock = (): number => world.now;
  const identity = createIdentity({ environment: ENVIRONMENT, tables, clock, log });
  const world: World = { ...identity, tables, lines, now: NOW };
  return world;
}

const bearer = (token: string): AuthenticationRequest => ({
  headers: { authorization: `Bearer ${token}` },
});

async function refusal({ authenticate }: World, request: AuthenticationRequest): Promise<unknown> {
  const outcome: unknown = await authenticate(request).catch((error: unknown) => error);
  if (outcome instanceof NotAuthenticatedError || outcome instanceof AccountRefusedError) {
    return { code: outcome.code, status: outcome.status, known: outcome.known };
  }
  throw new Error('nobody was refused', { cause: outcome });
}

const KNOWN = { id: NURSE.user, session: CLAIMS.origin_jti, role: 'nurse', tenant: 'mercy' };

describe('a person', () => {
  it('is who the directory says, in the session that the token says', async () => {
    const world = await worldOf(NURSE, PATIENT);
    expect(await world.authenticate(bearer(tokenOf(KEY)))).toEqual({
      kind: 'person',
      id: NURSE.user,
      tenant: 'mercy',
      role: 'nurse',
      departments: ['cardiology'],
      session: CLAIMS.origin_jti,
      sessionKind: 'workstation',
    });
    const token = tokenOf(KEY, { sub: PATIENT.user, 'cognito:groups': ['patient'] });
    expect(await world.authenticate(bearer(token))).toMatchObject({
      role: 'patient',
      ownRecord: 'AAAAAAAAAAAAAAAAAAAAAA',
    });
  });

  it.each<[string, AuthenticationRequest['headers']]>([
    ['no header', {}],
    ['an empty header', { authorization: '' }],
    ['the token alone', { authorization: tokenOf(KEY) }],
    ['another scheme', { authorization: `Basic ${tokenOf(KEY)}` }],
    ['a signature', { authorization: 'AWS4-HMAC-SHA256 Credential=x, Signature=y' }],
    ['a token in the header of services', { 'x-hlz-on-behalf-of': tokenOf(KEY) }],
  ])('is asked for a token with %s', async (_, headers) => {
    expect(await refusal(await worldOf(NURSE), { headers })).toMatchObject({
      code: 'token-missing',
      status: 401,
    });
  });

  it('is nobody with a token that is wrong or too old', async () => {
    const world = await worldOf(NURSE);
    expect(await refusal(world, bearer('a.b.c'))).toMatchObject({
      code: 'token-invalid',
      status: 401,
    });
    const expired = tokenOf(KEY, { exp: NOW_SECONDS - 60 });
    expect(await refusal(world, bearer(expired))).toMatchObject({ code: 'token-expired' });
    expect(world.tables.sessions.all()).toEqual([]);
  });

  it('is nobody while keys cannot be read', async () => {
    const world = await worldOf(NURSE);
    world.tables.publicKeys.fail(new Error('down'));
    expect(await refusal(world, bearer(tokenOf(KEY)))).toMatchObject({
      code: 'key-unavailable',
      status: 503,
    });
  });

  it.each<[string, DirectoryEntry | undefined]>([
    ['unknown-user', undefined],
    ['inactive', terminated(NURSE, NOW - 1)],
    ['inactive', { ...NURSE, active: false }],
    ['locked', { ...NURSE, lockedUntil: NOW + 1, lockedBy: 'e' }],
    ['role-mismatch', { ...NURSE, role: 'attending-physician' }],
  ])('is refused as %s, and no session begins', async (code, entry) => {
    const world = await worldOf(...(entry === undefined ? [] : [entry]));
    expect(await refusal(world, bearer(tokenOf(KEY)))).toEqual({
      code,
      status: 403,
      known:
        entry === undefined
          ? { id: NURSE.user, session: CLAIMS.origin_jti }
          : { ...KNOWN, role: entry.role },
    });
    expect(world.tables.sessions.all()).toEqual([]);
  });

  it('is refused with no group at all', async () => {
    const token = tokenOf(KEY, { 'cognito:groups': undefined });
    expect(await refusal(await worldOf(NURSE), bearer(token))).toMatchObject({
      code: 'role-mismatch',
    });
  });

  it('is refused when the directory has what no code of ours wrote', async () => {
    const world = await worldOf({ ...entryItem(NURSE), admin: true });
    expect(await refusal(world, bearer(tokenOf(KEY)))).toMatchObject({
      code: 'unknown-user',
      status: 403,
    });
    expect(world.lines).toMatchObject([['error', 'directory-entry-unreadable', {}]]);
  });

  it('is refused at the call after he left, although his token is remembered', async () => {
    const world = await worldOf(NURSE);
    const request = bearer(tokenOf(KEY));
    await world.authenticate(request);
    await world.directory.change(NURSE.user, (entry) => terminated(entry, world.now));
    expect(await refusal(world, request)).toMatchObject({ code: 'inactive' });
  });

  it('takes up no session from before he left, although it would not be idle yet', async () => {
    const world = await worldOf(NURSE);
    const request = bearer(tokenOf(KEY));
    await world.authenticate(request);
    await world.directory.change(NURSE.user, (entry) => terminated(entry, world.now));
    world.now += 1000;
    await world.directory.change(NURSE.user, (entry) => reactivated(entry, world.now));
    const refused = { code: 'session-ended', status: 401, known: KNOWN };
    expect(await refusal(world, request)).toEqual(refused);
    // A refreshed token is of the same sign-in.
    const refreshed = tokenOf(KEY, { iat: NOW_SECONDS + 1, exp: NOW_SECONDS + 900 });
    expect(await refusal(world, bearer(refreshed))).toEqual(refused);
    world.now += 1000;
    const again = { origin_jti: 'another-session', auth_time: NOW_SECONDS + 2 };
    await expect(world.authenticate(bearer(tokenOf(KEY, again)))).resolves.toBeDefined();
  });

  it('takes up no session of another role, also when he is in both groups', async () => {
    const world = await worldOf(NURSE);
    const groups = { 'cognito:groups': ['nurse', 'attending-physician'] };
    const request = bearer(tokenOf(KEY, groups));
    await world.authenticate(request);
    world.now += 1000;
    await world.directory.change(NURSE.user, (entry) =>
      modified(entry, { role: 'attending-physician' }, world.now),
    );
    expect(await refusal(world, request)).toMatchObject({ code: 'session-ended', status: 401 });
    const again = { ...groups, origin_jti: 'another-session', auth_time: NOW_SECONDS + 1 };
    expect(await world.authenticate(bearer(tokenOf(KEY, again)))).toMatchObject({
      role: 'attending-physician',
    });
  });

  it('is refused at the call after his account was locked, and let in when that lapses', async () => {
    const world = await worldOf(NURSE);
    const request = bearer(tokenOf(KEY, { exp: NOW_SECONDS + 3000 }));
    await world.authenticate(request);
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await world.directory.change(NURSE.user, (entry) => failed(entry, { id, at: NOW }, NOW));
    }
    expect(await refusal(world, request)).toMatchObject({ code: 'locked' });
    world.now = NOW + 30 * 60_000;
    // His session has timed out meanwhile; the account is open.
    expect(await refusal(world, request)).toMatchObject({ code: 'session-idle' });
  });

  it('is refused in a session that was idle, and the refusal says whose it was', async () => {
    const world = await worldOf(NURSE);
    const request = bearer(tokenOf(KEY));
    await world.authenticate(request);
    world.now = NOW + 600_000;
    await world.authenticate(request);
    const late = bearer(tokenOf(KEY, { exp: NOW_SECONDS + 3000 }));
    world.now += 600_001;
    expect(await refusal(world, late)).toEqual({ code: 'session-idle', status: 401, known: KNOWN });
  });

  it('is refused in a session that he ended', async () => {
    const world = await worldOf(NURSE);
    const request = bearer(tokenOf(KEY));
    await world.authenticate(request);
    await world.sessions.end(NURSE.user, CLAIMS.origin_jti);
    expect(await refusal(world, request)).toMatchObject({ code: 'session-ended', status: 401 });
  });

  it('is let in by nothing that does not answer', async () => {
    const world = await worldOf(NURSE);
    world.tables.directory.fail(new Error('down'));
    await expect(world.authenticate(bearer(tokenOf(KEY)))).rejects.toThrow('down');
    world.tables.sessions.fail(new Error('down'));
    await expect(world.authenticate(bearer(tokenOf(KEY)))).rejects.toThrow('down');
  });
});

describe('a service', () => {
  const SAYS = { kind: 'service', id: 'intake', tenant: 'mercy', may: SERVICE.may };

  it('is who its role says, whatever headers it sends', async () => {
    const { authenticate, tables } = await worldOf(NURSE);
    expect(await authenticate({ headers: {}, callerArn: ARN })).toEqual(SAYS);
    const headers = { authorization: `Bearer ${tokenOf(KEY)}` };
    expect(await authenticate({ headers, callerArn: ARN })).toEqual(SAYS);
    expect(tables.sessions.all()).toEqual([]);
  });

  it('is nobody when config does not name its role', async () => {
    const callerArn = ARN.replace('intake', 'stranger');
    const request = { headers: { 'x-hlz-on-behalf-of': tokenOf(KEY) }, callerArn };
    expect(await refusal(await worldOf(NURSE), request)).toEqual({
      code: 'unknown-service',
      status: 403,
      known: undefined,
    });
  });

  it('acts for a person with his token: the act is his, and so is the session', async () => {
    const world = await worldOf(NURSE);
    const request = { headers: { 'x-hlz-on-behalf-of': tokenOf(KEY) }, callerArn: ARN };
    expect(await world.authenticate(request)).toMatchObject({
      kind: 'person',
      id: NURSE.user,
      via: SAYS,
    });
    expect(world.tables.sessions.all()).toHaveLength(1);
    world.now += 600_001;
    expect(await refusal(world, request)).toMatchObject({ code: 'session-idle' });
  });

  it.each([
    ['', 'token-invalid'],
    ['a.b.c', 'token-invalid'],
    [`Bearer ${tokenOf(KEY)}`, 'token-invalid'],
  ])('acts for nobody, not even for itself, with %p in place of a token', async (token, code) => {
    const request = { headers: { 'x-hlz-on-behalf-of': token }, callerArn: ARN };
    const { authenticate } = await worldOf(NURSE);
    await expect(authenticate(request)).rejects.toMatchObject({
      code,
      fault: expect.any(String),
      // Who brought it is known, whose it is is not.
      broughtBy: { id: SAYS.id, tenant: SAYS.tenant },
      known: undefined,
    });
  });

  it('acts for nobody of another tenant', async () => {
    const world = await worldOf(NURSE);
    const callerArn = ARN.replace('intake', 'intake2');
    const request = { headers: { 'x-hlz-on-behalf-of': tokenOf(KEY) }, callerArn };
    expect(await refusal(world, request)).toEqual({
      code: 'other-tenant',
      status: 403,
      known: { ...KNOWN, via: 'other' },
    });
    expect(world.tables.sessions.all()).toEqual([]);
  });
});

it('says nothing of a token in any log', async () => {
  const world = await worldOf(NURSE);
  const token = tokenOf(KEY);
  await world.authenticate(bearer(token));
  await refusal(world, bearer(`${token}x`));
  for (const part of token.split('.')) expect(JSON.stringify(world.lines)).not.toContain(part);
});
