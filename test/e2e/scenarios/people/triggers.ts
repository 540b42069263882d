import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../../../../lambda/shared/audit/event';
import { InvocationError } from '../../zone/functions';
import type { PeopleScene } from './scene';
import { sealedEvent } from './sealed-events';

/** Both steps of a sign-in that the emulator does not call. */
const BEFORE = 'PreAuthentication_Authentication';
const AFTER = 'PostAuthentication_Authentication';

/**
 * The emulator calls neither PreAuthentication nor PostAuthentication, so the function is called here as Cognito
 * calls it: for somebody active, for somebody locked, and for somebody whom the directory does not know.
 */
export async function triggers(scene: PeopleScene): Promise<void> {
  const { cast, people, report } = scene;
  const { directory } = people.tables;
  // Who signs in no more: a sign-in that is written down here is good for tokens for six minutes.
  const { id } = cast.otherPatient;
  const since = new Date().toISOString();
  const tells =
    (user: string, type: AuditEvent['type'], reason?: string) =>
    (event: AuditEvent): boolean =>
      event.type === type &&
      event.time >= since &&
      event.actor.kind === 'person' &&
      event.actor.id === user &&
      (event.outcome === 'success' ? undefined : event.reason) === reason;

  await directory.update({ user: id }, { set: { failures: ['made-up-failure'] } });
  await call(scene, BEFORE, id);
  assert.ok((await directory.get({ user: id }))?.['failures'], 'no password was checked yet');
  await call(scene, AFTER, id);
  const entry = await directory.get({ user: id });
  assert.equal(entry?.['failures'], undefined, 'a sign-in ends the row of failures');
  assert.ok(Number(entry?.['signedInAt']) >= Date.parse(since));
  await sealedEvent(scene, 'a sign-in, told by its trigger', tells(id, 'login-success'));

  await directory.update({ user: id }, { set: { lockedUntil: Date.now() + 600_000 } });
  for (const step of [BEFORE, AFTER]) await refused(scene, step, id);
  await sealedEvent(scene, 'the refusal of a locked account', tells(id, 'login-failure', 'locked'));
  await directory.update({ user: id }, { remove: ['lockedUntil'] });

  const stranger = randomUUID();
  for (const step of [BEFORE, AFTER]) await refused(scene, step, stranger);
  await sealedEvent(
    scene,
    'the refusal of somebody unknown',
    tells(stranger, 'login-failure', 'unknown-user'),
  );
  report.fact(
    'called as before and after a password: lets an active account in, and neither a locked nor an unknown one; all of it is in the ledger',
  );
}

async function refused(scene: PeopleScene, triggerSource: string, sub: string): Promise<void> {
  await assert.rejects(
    call(scene, triggerSource, sub),
    (error) =>
      error instanceof InvocationError &&
      error.message.includes('You cannot sign in at the moment'),
    `${triggerSource} of somebody who may not sign in`,
  );
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
async function call(
  { functions, people }: PeopleScene,
  triggerSource: string,
  sub: string,
): Promise<void> {
  const event = {
    version: '1',
    triggerSource,
    region: 'us-east-1',
    userPoolId: people.userPool,
    userName: 'made-up',
    callerContext: {
      awsSdkVersion: 'aws-sdk-unknown-unknown',
      clientId: people.clients.workstation,
    },
    request: { userAttributes: { sub, 'cognito:user_status': 'CONFIRMED' } },
    response: {},
  };
  await functions.invoke(people.functions['identity-sign-in'], JSON.stringify(event));
}
