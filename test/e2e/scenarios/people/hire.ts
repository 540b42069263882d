import assert from 'node:assert/strict';
import type { Role } from '../../../../lambda/identity/roles';
import type { SessionKind } from '../../../../lambda/identity/principal';
import { expectAnswer } from '../../people/api';
import type { Account } from '../../people/user-pool';
import type { Cast, Member, PeopleScene } from './scene';
import { RECORDS, TENANT } from './scene';

/** Where everybody sits: it has the longest idle limit, so that a slow machine changes nothing. */
const SEAT: SessionKind = 'workstation';

type Hiring = Omit<PeopleScene, 'cast'>;

/**
 * Everybody gets an account, an entry in the directory, a password of his own and an authenticator, and
 * signs in. The first administrator is written into the directory by whoever has set the zone up;
 * he makes the others.
 */
export async function hire(scene: Hiring): Promise<Cast> {
  const { people, pool, report } = scene;
  const account = await pool.signUp('ida', 'it-administrator');
  await people.tables.directory.put({
    user: account.id,
    tenant: TENANT,
    role: 'it-administrator',
    departments: [],
    timeZone: 'America/New_York',
    active: true,
    version: 1,
  });
  const administrator = await start(scene, account, 'it-administrator');
  await assert.rejects(pool.signIn(administrator, people.clients[administrator.kind], '000000'), {
    name: 'CodeMismatchException',
  });
  const hired = async (username: string, role: Role, entry?: object): Promise<Member> =>
    employ(scene, administrator, username, role, entry);
  const cast: Cast = {
    administrator,
    physician: await hired('pia', 'attending-physician', {
      departments: ['cardiology'],
    }),
    nurse: await hired('nora', 'nurse', { departments: ['cardiology'] }),
    privacyOfficer: await hired('pat', 'privacy-officer'),
    secondOfficer: await hired('petra', 'privacy-officer'),
    auditor: await hired('aude', 'auditor'),
    researcher: await hired('rosa', 'researcher'),
    patient: await hired('paul', 'patient', { patientId: RECORDS.own }),
    otherPatient: await hired('olga', 'patient', { patientId: RECORDS.other }),
  };
  report.fact(
    `${String(Object.keys(cast).length)} people signed up, each with an authenticator, and signed in; a wrong code lets nobody in`,
  );
  return cast;
}

/**
 * Somebody whom the administrator makes: he gets an account and an entry in the directory, and signs in.
 *
 * @param entry what it has beside its role. @default - nothing
 */
export async function employ(
  scene: Hiring,
  administrator: Member,
  username: string,
  role: Role,
  entry: object = {},
): Promise<Member> {
  const made = await scene.pool.signUp(username, role);
  const body = {
    change: 'create',
    user: made.id,
    role,
    departments: [],
    timeZone: 'America/New_York',
    ...entry,
  };
  const answer = await scene.api.asPerson(administrator.tokens.access, { path: '/v1/users', body });
  expectAnswer(answer, 200, `a ${role} is put into the directory`);
  return start(scene, made, role);
}

async function start({ people, pool }: Hiring, account: Account, role: Role): Promise<Member> {
  const client = people.clients[SEAT];
  const enrolled = await pool.enroll(account, client);
  const tokens = await pool.signIn(enrolled, client);
  return { ...enrolled, role, kind: SEAT, tokens };
}
