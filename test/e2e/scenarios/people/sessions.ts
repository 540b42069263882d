import { expectAnswer, expectProblem } from '../../people/api';
import type { SessionKind } from '../../../../lambda/identity/principal';
import type { Tokens } from '../../people/user-pool';
import { claimsOf } from '../../people/forged';
import type { Member, PeopleScene } from './scene';
import { sealedEvent } from './sealed-events';

const SESSION = { path: '/v1/session' };
const MINUTE = 60 * 1000;
const A_DAY = 24 * 60 * MINUTE;

/**
 * A session that nobody has used for too long is over although its token is good, and so is one that is
 * too old. Time is not waited for: what the table says of the last call, and of the sign-in, is put back.
 */
export async function sessionsEnd(scene: PeopleScene): Promise<void> {
  const { api, people, cast, pool, report } = scene;
  const { sessions } = people.tables;

  // Three minutes are too long at a public terminal, and not at a workstation.
  const idle = await anotherSession(scene, cast.nurse, 'public-terminal');
  const busy = await anotherSession(scene, cast.nurse, 'workstation');
  for (const { key } of [idle, busy]) {
    await sessions.update({ session: key }, { set: { lastSeen: Date.now() - 3 * MINUTE } });
  }
  expectAnswer(await api.asPerson(busy.tokens.access, SESSION), 200, 'a pause at a workstation');
  // A fresh token of the same session opens it no more than the first one.
  const { access: fresh } = await pool.refresh(idle.tokens, idle.client);
  expectProblem(await api.asPerson(fresh, SESSION), 401, 'session-idle', 'an idle session');

  const old = await anotherSession(scene, cast.nurse, 'workstation');
  await sessions.update({ session: old.key }, { set: { startedAt: Date.now() - A_DAY } });
  expectProblem(await api.asPerson(old.tokens.access, SESSION), 401, 'session-over', 'an old one');

  const left = await anotherSession(scene, cast.nurse, 'workstation');
  const end = { path: '/v1/session/end', body: {} };
  expectAnswer(await api.asPerson(left.tokens.access, end), 200, 'a session that its owner ends');
  const { access: later } = await pool.refresh(left.tokens, left.client);
  for (const token of [left.tokens.access, later]) {
    expectProblem(await api.asPerson(token, SESSION), 401, 'session-ended', 'one that was ended');
  }

  for (const [session, type] of [
    [idle.id, 'session-timeout'],
    [old.id, 'session-timeout'],
    [left.id, 'logout'],
  ] as const) {
    await sealedEvent(
      scene,
      `${type} of ${session}`,
      (event) => event.type === type && 'session' in event.actor && event.actor.session === session,
    );
  }
  report.fact(
    'an idle session, an old one and one that was ended are refused, also with a fresh token of the same session; each end is in the ledger',
  );
}

interface OneSession {
  readonly client: string;
  readonly tokens: Tokens;
  /** The `origin_jti`. */
  readonly id: string;
  /** Its key in the table. */
  readonly key: string;
}

/** A session in use. */
async function anotherSession(
  { api, people, pool }: PeopleScene,
  member: Member,
  kind: SessionKind,
): Promise<OneSession> {
  const client = people.clients[kind];
  const tokens = await pool.signIn(member, client);
  expectAnswer(await api.asPerson(tokens.access, SESSION), 200, 'a session in use');
  const id = String(claimsOf(tokens.access)['origin_jti']);
  return { client, tokens, id, key: `${member.id}/${id}` };
}
