import { createDirectory } from '../../../lambda/identity/directory';
import { failed, terminated } from '../../../lambda/identity/directory-changes';
import type { DirectoryEntry } from '../../../lambda/identity/directory-entry';
import { entryItem } from '../../../lambda/identity/directory-entry';
import { SignInRefusedError } from '../../../lambda/identity/errors';
import { createHandler } from '../../../lambda/identity/sign-in/create-handler';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import { memoryAuditTrail, START } from '../support/memory-audit-trail';
import { memoryTable } from '../support/memory-table';
import { NURSE } from './support/people';
import { quiet } from './support/quiet';

const MINUTE = 60_000;
const TYPED = 'jane.doe@example.com';

function world(...people: readonly DirectoryEntry[]) {
  const table = memoryTable(IDENTITY_TABLES.directory, people.map(entryItem));
  const directory = createDirectory(table);
  const audit = memoryAuditTrail();
  const { log, lines } = quiet();
  const state = { now: START };
  const handle = createHandler({ directory, trail: audit.trail, clock: () => state.now, log });
  return { table, directory, audit, lines, state, handle };
}

/** As Cognito asks: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
function trigger(triggerSource: string, request: object = {}) {
  return {
    version: '1',
    triggerSource,
    region: 'us-east-1',
    userPoolId: 'us-east-1_Example12',
    userName: TYPED,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example23456789' },
    request: {
      userAttributes: { sub: NURSE.user, email: TYPED, 'cognito:user_status': 'CONFIRMED' },
      ...request,
    },
    response: {},
  };
}
const BEFORE = 'PreAuthentication_Authentication';
const AFTER = 'PostAuthentication_Authentication';
const SIGNED_IN = { type: 'login-success', outcome: 'success', tenant: 'mercy', action: 'sign-in' };

it('lets a person sign in, and writes it down before tokens are given out', async () => {
  const { handle, audit, directory, state } = world(NURSE);
  for (const source of [BEFORE, AFTER, 'TokenGeneration_HostedAuth']) {
    const event = trigger(source);
    expect(await handle(event)).toBe(event);
    state.now += 1000;
  }
  expect(audit.events()).toMatchObject([
    { ...SIGNED_IN, actor: { kind: 'person', id: NURSE.user, role: 'nurse' } },
  ]);
  const entry = await directory.get(NURSE.user);
  expect(entry).toMatchObject({ signedInAt: START + 1000 });
  expect(entry).not.toHaveProperty('tokensUntil');
});

it.each([
  'TokenGeneration_HostedAuth',
  'TokenGeneration_Authentication',
  'TokenGeneration_NewPasswordChallenge',
  'TokenGeneration_AuthenticateDevice',
])('writes a sign-in down that comes to tokens without its own step: %s', async (source) => {
  const { handle, audit } = world(NURSE);
  await handle(trigger(source));
  expect(audit.events()).toMatchObject([SIGNED_IN]);
  await handle(trigger(source));
  expect(audit.events()).toHaveLength(2);
});

it('lets one sign-in be good for one set of tokens, for six minutes', async () => {
  const { handle, audit, state } = world(NURSE);
  const tokens = async (): Promise<unknown> => handle(trigger('TokenGeneration_HostedAuth'));
  await handle(trigger(AFTER));
  await Promise.all([tokens(), tokens()]);
  expect(audit.events()).toHaveLength(2);
  await handle(trigger(AFTER));
  state.now += 6 * MINUTE + 1;
  await tokens();
  expect(audit.events()).toHaveLength(4);
});

it('writes nothing down when tokens are refreshed', async () => {
  const { handle, audit, table } = world(NURSE);
  await handle(trigger('TokenGeneration_RefreshTokens'));
  expect(audit.events()).toEqual([]);
  expect(table.writes()).toBe(0);
});

it('ends the row of failures with a sign-in', async () => {
  const four = ['a', 'b', 'c', 'd'].reduce(
    (entry, id) => failed(entry, { id, at: START - 1 }, START),
    NURSE,
  );
  const { handle, directory } = world(four);
  await handle(trigger(BEFORE));
  expect((await directory.get(NURSE.user))?.failures).toHaveLength(4);
  await handle(trigger(AFTER));
  expect(await directory.get(NURSE.user)).not.toHaveProperty('failures');
});

const LOCKED: DirectoryEntry = { ...NURSE, lockedUntil: START + MINUTE, lockedBy: 'e' };
const GONE = terminated(NURSE, START - MINUTE);
const STEPS = [BEFORE, AFTER, 'TokenGeneration_HostedAuth', 'TokenGeneration_RefreshTokens'];

describe.each(STEPS)('at %s', (source) => {
  it.each<[string, DirectoryEntry | undefined]>([
    ['locked', LOCKED],
    ['inactive', GONE],
    ['inactive', { ...NURSE, active: false }],
    ['unknown-user', undefined],
  ])('refuses who is %s, writes it down, and says the same of all', async (reason, entry) => {
    const { handle, audit, lines } = world(...(entry === undefined ? [] : [entry]));
    const refused: unknown = await handle(trigger(source)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SignInRefusedError);
    expect(String(refused)).toBe(
      'SignInRefusedError: You cannot sign in at the moment. Ask your help desk.',
    );
    expect(audit.events()).toMatchObject([
      {
        type: 'login-failure',
        outcome: 'denied',
        reason,
        tenant: entry === undefined ? '-' : 'mercy',
        actor: { kind: 'person', id: NURSE.user, role: entry === undefined ? 'unknown' : 'nurse' },
        action: source.endsWith('RefreshTokens') ? 'refresh-tokens' : 'sign-in',
      },
    ]);
    expect(JSON.stringify([lines, audit.events()])).not.toContain(TYPED);
  });

  it('refuses when the directory does not answer', async () => {
    const { handle, table, audit } = world(NURSE);
    table.fail(new Error('down'));
    await expect(handle(trigger(source))).rejects.toThrow(SignInRefusedError);
    expect(audit.events()).toEqual([]);
  });

  it('refuses when the directory has what no code of ours wrote', async () => {
    const { handle } = world({ ...NURSE, admin: true } as DirectoryEntry);
    await expect(handle(trigger(source))).rejects.toThrow(SignInRefusedError);
  });
});

it('lets Cognito answer for a user that is not there, as for a wrong password', async () => {
  const { handle, audit } = world(NURSE);
  const event = trigger(BEFORE, { userNotFound: true, userAttributes: {} });
  expect(await handle(event)).toBe(event);
  expect(audit.events()).toEqual([]);
  for (const source of STEPS.slice(1)) {
    const odd = trigger(source, { userNotFound: true });
    await expect(handle(odd)).rejects.toThrow(SignInRefusedError);
  }
});

describe('while the stream is down', () => {
  it('lets a person sign in when the spool takes it', async () => {
    const { handle, audit } = world(NURSE);
    audit.setDown(true);
    const event = trigger(AFTER);
    expect(await handle(event)).toBe(event);
    expect(audit.events()).toEqual([]);
    expect(audit.spooled()).toMatchObject([SIGNED_IN]);
  });

  it.each([AFTER, 'TokenGeneration_HostedAuth'])(
    'lets nobody sign in when nothing takes it: %s',
    async (source) => {
      const { directory, lines } = world(NURSE);
      const { log } = quiet();
      const trail = { append: async () => Promise.reject(new Error('no acknowledgement')) };
      const handle = createHandler({ directory, trail, clock: () => START, log });
      await expect(handle(trigger(source))).rejects.toThrow(SignInRefusedError);
      expect(await directory.get(NURSE.user)).not.toHaveProperty('tokensUntil');
      expect(lines).toEqual([]);
    },
  );

  it('still refuses who may not, although that cannot be written down', async () => {
    const { handle, audit } = world(LOCKED);
    audit.setDown(true);
    await expect(handle(trigger(BEFORE))).rejects.toThrow(SignInRefusedError);
    expect(audit.spooled()).toEqual([]);
  });
});

it.each([
  ['another trigger', trigger('PreSignUp_SignUp')],
  ['no trigger', { Records: [] }],
  ['nothing', undefined],
  ['attributes that are none', trigger(BEFORE, { userAttributes: 'sub' })],
])('lets nobody in by %s', async (_, event) => {
  const { handle } = world(NURSE);
  await expect(handle(event)).rejects.toThrow(SignInRefusedError);
});
