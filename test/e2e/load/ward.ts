import { randomUUID } from 'node:crypto';
import type { Answer, Call } from '../people/api';
import { expectAnswer } from '../people/api';
import type { FieldItem } from '../people/fields';
import { aboutFields, resultsOf } from '../people/fields';
import type { SigningCredentials } from '../people/sigv4';
import { employ } from '../scenarios/people/hire';
import type { Member, PeopleScene } from '../scenarios/people/scene';
import { roleCredentials } from '../scenarios/people/services';

/** Made-up record numbers of the patients of the ward. */
const PATIENTS = Array.from({ length: 8 }, (_, at) => `MADE-UP-${String(1001 + at)}`);
/** Each of them may make 60 calls a minute: so many that load is load. */
const NURSES = 8;
const DEPARTMENT = 'cardiology';

/** A field that was encrypted. */
export type Kept = Required<Pick<FieldItem, 'patientId' | 'dataType' | 'field' | 'jwe'>>;

/** Who calls, and for whom. */
export interface Ward {
  readonly patients: readonly string[];
  /** The next of the nurses, in turn. */
  nurse(): Member;
  /** The next of the privacy officers, in turn. */
  officer(): Member;
  asService(call: Call): Promise<Answer>;
  asPerson(member: Member, call: Call): Promise<Answer>;
  /** Fields that can be read, newest last. */
  readonly fields: Kept[];
}

/** Nurses who care for all of its patients, the officers, the service of the records office, and first fields. */
export async function openWard(scene: PeopleScene): Promise<Ward> {
  const { api, aws, cast } = scene;
  const service: SigningCredentials = await roleCredentials(aws, '/records/', 'records-office');
  const nurses = [cast.nurse];
  for (let at = nurses.length; at < NURSES; at += 1) {
    const entry = { departments: [DEPARTMENT] };
    const name = `nurse-${String(at)}`;
    // A department cares by its nurses; a physician has to be named himself.
    nurses.push(await employ(scene, cast.administrator, name, 'nurse', entry));
  }
  for (const patientId of PATIENTS) {
    const body = { change: 'assign', patientId, member: { kind: 'department', id: DEPARTMENT } };
    const call = { path: '/v1/care-team', body };
    const answer = await api.asPerson(cast.administrator.tokens.access, call);
    expectAnswer(answer, 200, 'a department cares for a patient');
  }
  const items = PATIENTS.map((patientId) => ({ patientId, ...READING, text: '72 /min' }));
  const first = await api.asService(service, aboutFields('encrypt', items, '/service/v1'));
  const fields = resultsOf(first, 200, 'first fields').map(({ jwe = '' }, at): Kept => ({
    patientId: PATIENTS[at] ?? '',
    ...READING,
    jwe,
  }));
  return {
    patients: PATIENTS,
    nurse: inTurn(nurses),
    officer: inTurn([cast.privacyOfficer, cast.secondOfficer]),
    asService: (call) => api.asService(service, call),
    asPerson: (member, call) => api.asPerson(member.tokens.access, call),
    fields,
  };
}

export const READING = { dataType: 'vitals', field: 'reading' } as const;

function inTurn(members: readonly Member[]): () => Member {
  let turn = 0;
  return () => {
    const next = members[turn % members.length];
    turn += 1;
    if (next === undefined) throw new Error('nobody works here');
    return next;
  };
}

/** An id that is opaque, of a call or a key. */
export const opaqueId = (): string => randomUUID();
