import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { MOST_FAILURES } from '../../../../lambda/identity/directory-entry';
import { until } from '../../machine/until';
import { expectAnswer, expectProblem } from '../../people/api';
import { employ } from './hire';
import type { Member, PeopleScene } from './scene';
import { sealedEvent } from './sealed-events';

const SESSION = { path: '/v1/session' };
/** What the trigger tells whoever may not sign in. */
const REFUSED = { message: /You cannot sign in at the moment/ };

/**
 * Five failures in a row lock an account for half an hour; whoever has left is locked out at once. The
 * emulator tells of no failure, so the log of the user pool is written here, as Cognito writes it. The half
 * hour is not waited for.
 */
export async function accountsLocked(scene: PeopleScene): Promise<void> {
  const { api, people, cast, pool, report } = scene;
  const { directory } = people.tables;
  // Somebody of his own, since others are asked for after he has left.
  const member = await employ(scene, cast.administrator, 'leo', 'auditor');
  const client = people.clients[member.kind];
  await failedSignIns(scene, member);
  await until('the lock', 60, async () => {
    const entry = await directory.get({ user: member.id });
    return typeof entry?.['lockedUntil'] === 'number' ? true : JSON.stringify(entry);
  });
  expectProblem(
    await api.asPerson(member.tokens.access, SESSION),
    403,
    'locked',
    'a locked account',
  );
  await assert.rejects(pool.signIn(member, client), REFUSED);
  await sealedEvent(
    scene,
    'the lock',
    ({ type, action }) => type === 'user-modify' && action === 'lock-account',
  );
  await sealedEvent(
    scene,
    'a failed sign-in',
    ({ type, actor }) =>
      type === 'login-failure' && actor.kind === 'person' && actor.id === member.id,
  );
  await directory.update({ user: member.id }, { set: { lockedUntil: Date.now() - 1 } });
  expectAnswer(await api.asPerson(member.tokens.access, SESSION), 200, 'after half an hour');
  await pool.signIn(member, client);
  report.fact(
    `${String(MOST_FAILURES)} failed sign-ins lock an account, for calls and for sign-ins, until its time is over; all of it is in the ledger`,
  );

  const leave = { path: '/v1/users', body: { change: 'terminate', user: member.id } };
  const { access } = cast.administrator.tokens;
  expectAnswer(await api.asPerson(access, leave), 200, 'an account is ended');
  expectProblem(await api.asPerson(member.tokens.access, SESSION), 403, 'inactive', 'a leaver');
  await assert.rejects(pool.signIn(member, client), REFUSED);
  await sealedEvent(
    scene,
    'the end of an account',
    (event) =>
      event.type === 'user-delete' &&
      event.outcome === 'success' &&
      event.resource.ref === member.id,
  );
  report.fact('whoever leaves is refused at once, with the token that he has');
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html */
async function failedSignIns({ aws, zone, people }: PeopleScene, member: Member): Promise<void> {
  const place = { logGroupName: `hlz-${zone.name}-sign-ins`, logStreamName: 'by-hand' };
  await aws.logs.send(new CreateLogStreamCommand(place));
  const now = Date.now();
  const logEvents = Array.from({ length: MOST_FAILURES }, (_, index) => ({
    timestamp: now + index,
    message: JSON.stringify({
      eventTimestamp: String(now + index),
      eventSource: 'USER_ACTIVITY',
      logLevel: 'INFO',
      message: {
        version: '1',
        eventId: randomUUID(),
        eventType: 'SignIn',
        userSub: member.id,
        userName: member.username,
        userPoolId: people.userPool,
        clientId: people.clients[member.kind],
        creationDate: new Date(now + index).toISOString(),
        eventResponse: 'Fail',
        riskLevel: '',
        riskDecision: 'NoRisk',
        challenges: ['Password:Failure'],
        deviceName: 'Chrome 126, Windows 10',
        ipAddress: '203.0.113.7',
        requestId: randomUUID(),
        idpName: '',
        compromisedCredentialDetected: 'false',
      },
      logSourceId: { userPoolId: people.userPool },
    }),
  }));
  await aws.logs.send(new PutLogEventsCommand({ ...place, logEvents }));
}
