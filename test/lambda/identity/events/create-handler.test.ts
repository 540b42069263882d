import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import { entryItem } from '../../../../lambda/identity/directory-entry';
import { createDirectory } from '../../../../lambda/identity/directory';
import { refusalOf, signedIn } from '../../../../lambda/identity/directory-changes';
import { createHandler } from '../../../../lambda/identity/events/create-handler';
import { IdentityEventError, NotWrittenError } from '../../../../lambda/identity/errors';
import { readSessionLimits } from '../../../../lambda/identity/settings';
import { IDENTITY_TABLES } from '../../../../lambda/identity/tables';
import { AuditUnavailableError } from '../../../../lambda/shared/audit/errors';
import type { AuditTrail } from '../../../../lambda/shared/audit/audit-trail';
import { memoryAuditTrail, START } from '../../support/memory-audit-trail';
import { memoryTable } from '../../support/memory-table';
import { authMessage, logBatch, POOL, removal, trailEvent, TYPED } from '../support/cognito';
import { NURSE } from '../support/people';
import { quiet } from '../support/quiet';
import { NOW } from '../support/tokens';

const LIMIT = { idleSeconds: 600, absoluteSeconds: 3600 };
const LIMITS = readSessionLimits(
  JSON.stringify({ 'public-terminal': LIMIT, mobile: LIMIT, console: LIMIT, workstation: LIMIT }),
);

function world(people: readonly DirectoryEntry[] = [NURSE], trail?: AuditTrail) {
  const table = memoryTable(IDENTITY_TABLES.directory, people.map(entryItem));
  const directory = createDirectory(table);
  const audit = memoryAuditTrail();
  const { log, lines } = quiet();
  const state = { now: START };
  const handle = createHandler({
    directory,
    trail: trail ?? audit.trail,
    limits: LIMITS,
    pool: POOL,
    clock: () => state.now,
    log,
  });
  return { table, directory, audit, lines, state, handle };
}

const ids = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, at) => `a1b2c3d4-5678-40ab-8def-${String(at).padStart(12, '0')}`,
  );
const failures = (count: number, change: object = {}): readonly string[] =>
  ids(count).map((eventId) => authMessage({ eventId, ...change }));

describe('the user-auth event log', () => {
  it('is written down by who it is about, not by what he typed', async () => {
    const { handle, audit, lines } = world();
    const [eventId = ''] = ids(1);
    await handle(
      logBatch([
        authMessage({ eventId }),
        authMessage({ eventType: 'PasswordChange', eventResponse: 'Pass' }),
      ]),
    );
    const actor = { kind: 'person', id: NURSE.user, role: 'nurse' };
    expect(audit.events()).toMatchObject([
      {
        type: 'login-failure',
        outcome: 'denied',
        reason: 'wrong-password',
        tenant: 'mercy',
        actor,
        idempotencyKey: eventId,
        time: new Date(NOW).toISOString(),
        sourceIp: '192.0.2.1',
      },
      {
        type: 'password-change',
        outcome: 'success',
        actor,
        resource: { type: 'user', ref: NURSE.user },
      },
    ]);
    expect(JSON.stringify([audit.events(), lines])).not.toContain(TYPED);
    expect(JSON.stringify(audit.events())).not.toContain('Seattle');
  });

  it('is written down of whom nobody knows', async () => {
    const { handle, audit } = world([]);
    await handle(
      logBatch([
        authMessage({ userSub: null }),
        authMessage({ userSub: NURSE.user }),
        authMessage({ userSub: TYPED, eventType: 'ForgotPassword' }),
      ]),
    );
    expect(audit.events()).toMatchObject([
      { type: 'login-failure', tenant: '-', actor: { kind: 'unknown' } },
      { type: 'login-failure', tenant: '-', actor: { kind: 'person', role: 'unknown' } },
      { type: 'password-change', outcome: 'denied', actor: { kind: 'service', id: 'cognito' } },
    ]);
  });

  it('is written down although the directory has what no code of ours wrote', async () => {
    const { handle, audit, lines } = world([{ ...NURSE, admin: true } as DirectoryEntry]);
    await handle(logBatch([authMessage()]));
    expect(audit.events()).toMatchObject([{ tenant: '-', actor: { role: 'unknown' } }]);
    expect(lines).toMatchObject([['error', 'directory-entry-unreadable', {}]]);
  });

  it('has nothing to write of what others write', async () => {
    const { handle, audit, table } = world();
    await handle(logBatch([authMessage({ eventResponse: 'Pass' })]));
    await handle(logBatch([], { messageType: 'CONTROL_MESSAGE' }));
    expect(audit.events()).toEqual([]);
    expect(table.writes()).toBe(0);
  });

  it('locks an account at the fifth failure in a row, for 30 minutes, and writes that down', async () => {
    const { handle, audit, directory, state, lines } = world();
    await handle(logBatch(failures(4)));
    expect(refusalOf(await directory.get(NURSE.user), state.now)).toBeUndefined();
    state.now += 1000;
    await handle(logBatch(failures(5).slice(4)));
    const entry = await directory.get(NURSE.user);
    expect(refusalOf(entry, state.now)).toBe('locked');
    expect(entry?.lockedUntil).toBe(state.now + 30 * 60_000);
    expect(audit.events().map(({ type }) => type)).toEqual([
      ...Array.from({ length: 5 }, () => 'login-failure'),
      'user-modify',
    ]);
    expect(audit.events().at(-1)).toMatchObject({
      action: 'lock-account',
      tenant: 'mercy',
      actor: { kind: 'service', id: 'identity-events' },
      resource: { type: 'user', ref: NURSE.user },
      fields: ['lockedUntil'],
    });
    expect(lines).toEqual([['warn', 'accounts-locked', { accounts: 1 }]]);
  });

  it('counts no failure twice when it is told again, and writes it with the same key', async () => {
    const { handle, audit, directory } = world();
    const batch = logBatch(failures(4));
    for (let time = 0; time < 3; time += 1) await handle(batch);
    expect((await directory.get(NURSE.user))?.failures).toHaveLength(4);
    const keys = audit.events().map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toHaveLength(12);
    expect(new Set(keys)).toEqual(new Set(ids(4)));
  });

  it('counts no failure that came before the sign-in which it is told after', async () => {
    const { handle, directory } = world([signedIn(NURSE, NOW + 1)]);
    await handle(logBatch(failures(5)));
    expect(refusalOf(await directory.get(NURSE.user), START)).toBeUndefined();
  });

  it('locks nobody for what others fail at', async () => {
    const { handle, directory } = world();
    await handle(logBatch(failures(9, { eventType: 'PasswordChange' })));
    expect(await directory.get(NURSE.user)).toEqual(NURSE);
  });

  it('locks an account although nothing can be written down, and tells that it could not', async () => {
    const { handle, audit, directory } = world();
    audit.setDown(true);
    await expect(handle(logBatch(failures(5)))).rejects.toThrow(NotWrittenError);
    expect(refusalOf(await directory.get(NURSE.user), START)).toBe('locked');
    expect(audit.spooled().filter(({ type }) => type === 'login-success')).toEqual([]);
    // Given again, the lock is written down too.
    audit.setDown(false);
    await handle(logBatch(failures(5)));
    expect(audit.events().filter(({ type }) => type === 'user-modify')).toHaveLength(1);
    expect((await directory.get(NURSE.user))?.lockedUntil).toBe(START + 30 * 60_000);
  });

  it('is written down although failures cannot be counted, and tells that they were not', async () => {
    const { handle, audit, table } = world();
    const put = table.put.bind(table);
    table.put = async () => Promise.reject(new Error('down'));
    await expect(handle(logBatch(failures(1)))).rejects.toThrow(NotWrittenError);
    expect(audit.events()).toHaveLength(1);
    table.put = put;
  });

  it('lets one message that cannot be read keep no other from being written, and tells it', async () => {
    const { handle, audit, lines } = world();
    const batch = logBatch(['{', authMessage(), authMessage({ eventId: null })]);
    await expect(handle(batch)).rejects.toThrow('2 of 3 messages could not be read');
    expect(audit.events()).toHaveLength(1);
    expect(lines).toEqual([['error', 'auth-event-unreadable', { messages: 2 }]]);
  });
});

describe('CloudTrail', () => {
  it('is written down: of a person by himself, and by an administrator', async () => {
    const { handle, audit } = world();
    const eventID = ids(1)[0] ?? '';
    await handle(trailEvent('CompleteWebAuthnRegistration', { eventID }));
    await handle(
      trailEvent('AdminSetUserMFAPreference', {
        userIdentity: {
          type: 'AssumedRole',
          arn: 'arn:aws:sts::111122223333:assumed-role/Admin/jane@x.org',
        },
        requestParameters: { userPoolId: POOL, softwareTokenMfaSettings: { enabled: false } },
      }),
    );
    await handle(trailEvent('SetUserPoolMfaConfig', { additionalEventData: null }));
    expect(audit.events()).toMatchObject([
      {
        type: 'mfa-enabled',
        outcome: 'success',
        tenant: 'mercy',
        actor: { kind: 'person', id: NURSE.user, role: 'nurse' },
        idempotencyKey: eventID,
        time: '2026-11-25T10:30:00.000Z',
      },
      {
        type: 'mfa-disabled',
        actor: { kind: 'service', id: 'arn:aws:sts::111122223333:assumed-role/Admin' },
        resource: { type: 'user', ref: NURSE.user },
      },
      { type: 'configuration-change', tenant: '-', resource: { type: 'user-pool' } },
    ]);
  });

  it('is written down when a change was refused, and when nobody says of whom', async () => {
    const { handle, audit } = world();
    const errorCode = 'CodeMismatchException';
    await handle(trailEvent('VerifySoftwareToken', { errorCode, additionalEventData: {} }));
    await handle(trailEvent('SetUserSettings', { additionalEventData: {} }));
    expect(audit.events()).toMatchObject([
      {
        type: 'mfa-enabled',
        outcome: 'denied',
        reason: 'code-mismatch-exception',
        actor: { id: 'cognito' },
      },
      { type: 'permission-change', actor: { id: 'cognito' }, resource: { ref: 'unknown' } },
    ]);
  });

  it('comes again when it could not be written down', async () => {
    const { handle, audit } = world();
    audit.setDown(true);
    await expect(handle(trailEvent('VerifySoftwareToken'))).rejects.toThrow(NotWrittenError);
  });
});

describe('the stream of sessions', () => {
  const SESSION = {
    session: `${NURSE.user}/99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee`,
    tenant: 'mercy',
    role: 'nurse',
    kind: 'workstation',
    startedAt: NOW - 60_000,
    lastSeen: NOW,
    expires: NOW / 1000 + 601,
  };
  const batch = (...Records: readonly unknown[]) => ({ Records });
  const NONE = { batchItemFailures: [] };

  it('tells when a session timed out: idle, or as old as it may be', async () => {
    const { handle, audit } = world();
    const old = { ...SESSION, startedAt: NOW - 3_500_000 };
    expect(await handle(batch(removal(SESSION, 7), removal(old, 8)))).toEqual(NONE);
    expect(audit.events()).toMatchObject([
      {
        type: 'session-timeout',
        outcome: 'success',
        tenant: 'mercy',
        time: new Date(NOW + 600_000).toISOString(),
        actor: {
          kind: 'person',
          id: NURSE.user,
          role: 'nurse',
          session: '99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee',
        },
        idempotencyKey: '00000000000000000000000000000007',
      },
      { time: new Date(NOW + 100_000).toISOString() },
    ]);
  });

  it('does not tell a time that is still to come', async () => {
    const { handle, audit } = world();
    const early = {
      dynamodb: {
        ...(removal(SESSION) as { dynamodb: object }).dynamodb,
        ApproximateCreationDateTime: NOW / 1000 + 5,
      },
    };
    await handle(batch(removal(SESSION, 1, early)));
    expect(audit.events()).toMatchObject([{ time: new Date(NOW + 5000).toISOString() }]);
  });

  it('tells nothing of what was ended, began or went on', async () => {
    const { handle, audit } = world();
    const records = [
      removal({ ...SESSION, ended: NOW }, 1),
      removal(SESSION, 2, { eventName: 'INSERT' }),
      removal(SESSION, 3, { eventName: 'MODIFY' }),
    ];
    expect(await handle(batch(...records))).toEqual(NONE);
    expect(audit.events()).toEqual([]);
  });

  it('passes over what no code of ours wrote, and tells it', async () => {
    const { handle, audit, lines } = world();
    const odd = removal({ session: 'x' }, 1);
    const none = removal(SESSION, 2, {
      dynamodb: { SequenceNumber: '1002', ApproximateCreationDateTime: 1 },
    });
    expect(await handle(batch(odd, none, removal(SESSION, 3)))).toEqual(NONE);
    expect(audit.events()).toHaveLength(1);
    expect(lines.map(([level, event]) => `${level} ${event}`)).toEqual([
      'error session-unreadable',
      'error session-unreadable',
    ]);
  });

  it('names the first record that was not written, so that it and all after it come again', async () => {
    const receipt = {
      acceptedBy: 'stream',
      eventId: '',
      leafHash: '',
      shardId: '',
      sequenceNumber: '',
    } as const;
    const trail: AuditTrail = {
      append: async () =>
        Promise.reject(new AuditUnavailableError([receipt, undefined, receipt], ['x'], ['down'])),
    };
    const { handle } = world([], trail);
    const records = [
      removal({ ...SESSION, ended: NOW }, 0),
      ...[1, 2, 3].map((at) => removal(SESSION, at)),
    ];
    expect(await handle(batch(...records))).toEqual({
      batchItemFailures: [{ itemIdentifier: '1002' }],
    });
    const { handle: other } = world([], { append: async () => Promise.reject(new Error('down')) });
    expect(await other(batch(...records))).toEqual({
      batchItemFailures: [{ itemIdentifier: '1001' }],
    });
  });
});

it.each([
  undefined,
  {},
  { Records: [] },
  { Records: [{ eventSource: 'aws:sqs' }] },
  { source: 'aws.ec2' },
])('takes no other event: %j', async (event) => {
  await expect(world().handle(event)).rejects.toThrow(IdentityEventError);
});
