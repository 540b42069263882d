import { expectAnswer, expectProblem } from '../../people/api';
import { claimsOf } from '../../people/forged';
import type { Member, PeopleScene } from './scene';
import { sealedEvent } from './sealed-events';

const SESSION = { path: '/v1/session' };
/** Milliseconds that the clock of a session is put back by: longer than any idle limit, and any session. */
const AN_HOUR = 60 * 60 * 1000;
const A_DAY = 24 * AN_HOUR;

/**
 * A session that nobody has used for too long is over although its token is good, and so is one that is
 * too old. Time is not waited for: what the table says of the last call is put back.
 */
export async function sessionsEnd(scene: PeopleScene): Promise<void> {
  const { api, people, cast, report } = scene;
  const { sessions } = people.tables;

  const idle = await anotherSession(scene, cast.nurse);
  expectAnswer(await api.asPerson(idle.token, SESSION), 200, 'a session in use');
  await sessions.update({ session: idle.key }, { set: { lastSeen: Date.now() - AN_HOUR } });
  expectProblem(await api.asPerson(idle.token, SESSION), 401, 'session-idle', 'an idle session');
  expectRefusal(await api.asPerson(idle.token, SESSION), 'an idle session, asked again');
  const { access } = await scene.pool.refresh(idle.tokens, people.clients[cast.nurse.kind]);
  expectRefusal(await api.asPerson(access, SESSION), 'an idle session with a fresh token');

  const old = await anotherSession(scene, cast.nurse);
  expectAnswer(await api.asPerson(old.token, SESSION), 200, 'a session in use');
  await sessions.update({ session: old.key }, { set: { startedAt: Date.now() - A_DAY } });
  expectProblem(await api.asPerson(old.token, SESSION), 401, 'session-over', 'an old session');

  const left = await anotherSession(scene, cast.nurse);
  const end = { path: '/v1/session/end', body: {} };
  expectAnswer(await api.asPerson(left.token, end), 200, 'a session that its owner ends');
  expectRefusal(await api.asPerson(left.token, SESSION), 'a session that was ended');

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
  readonly tokens: Member['tokens'];
  readonly token: string;
  /** The `origin_jti`. */
  readonly id: string;
  /** Its key in the table. */
  readonly key: string;
}

async function anotherSession({ people, pool }: PeopleScene, member: Member): Promise<OneSession> {
  const tokens = await pool.signIn(member, people.clients[member.kind]);
  const id = String(claimsOf(tokens.access)['origin_jti']);
  return { tokens, token: tokens.access, id, key: `${member.id}/${id}` };
}

/** Refused as a session, whichever way it ended. */
function expectRefusal(answer: Parameters<typeof expectAnswer>[0], what: string): void {
  const { code = '' } = expectAnswer(answer, 401, what) as { readonly code?: string };
  if (!code.startsWith('session-')) throw new Error(`${what}: refused as ${code}`);
}
