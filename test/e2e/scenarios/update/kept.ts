import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Receipt } from '../../../../lambda/shared/audit/audit-trail';
import type { Incident, OpenedIncident } from '../../../../lambda/shared/http/generated/types';
import { expectAnswer } from '../../people/api';
import type { FieldItem } from '../../people/fields';
import { aboutFields, kidOf, resultsOf } from '../../people/fields';
import type { Tokens } from '../../people/user-pool';
import type { Cast, PeopleScene } from '../people/scene';
import { produce } from '../produce';
import { allSealed } from '../seal';
import { sign } from '../sign';

/** Made-up record number of a patient whom no other scenario knows. */
export const PATIENT = 'MADE-UP-0003';
export const FIELD = { patientId: PATIENT, dataType: 'vitals', field: 'reading' } as const;
const TEXTS = ['81 /min', 'Größe 1,62 m · 身長', '🩺'];

/** People who are signed in when the update comes. */
export const ON_DUTY = [
  'physician',
  'nurse',
  'privacyOfficer',
  'secondOfficer',
  'researcher',
  'patient',
] as const;
export type OnDuty = Extract<keyof Cast, (typeof ON_DUTY)[number]>;

/** What was there before an update, and has to be there after it. */
export interface Kept {
  readonly tokens: Readonly<Record<OnDuty, Tokens>>;
  /** Fields that were encrypted. */
  readonly fields: readonly { readonly text: string; readonly jwe: string }[];
  /** Name of their data key. */
  readonly kid: string;
  readonly incident: Incident;
  readonly receipts: readonly Receipt[];
  /** File with the newest zone checkpoint, in the folder of the run. */
  readonly checkpoint: string;
}

/** Writes data of each kind, and keeps a signed zone checkpoint as docs/upgrade.md says. */
export async function keep(scene: PeopleScene): Promise<Kept> {
  const { api, cast, ledger, people, pool, report, shop } = scene;
  const signedIn = await Promise.all(
    ON_DUTY.map(async (name) => {
      const member = cast[name];
      return [name, await pool.signIn(member, people.clients[member.kind])] as const;
    }),
  );
  const tokens = Object.fromEntries(signedIn) as Record<OnDuty, Tokens>;

  const administrator = await pool.signIn(
    cast.administrator,
    people.clients[cast.administrator.kind],
  );
  const member = { kind: 'person', id: cast.physician.id };
  const assign = { change: 'assign', patientId: PATIENT, member };
  expectAnswer(
    await api.asPerson(administrator.access, { path: '/v1/care-team', body: assign }),
    200,
    'a physician cares for a patient',
  );
  const sealed = resultsOf(
    await api.asPerson(
      tokens.physician.access,
      aboutFields(
        'encrypt',
        TEXTS.map((text): FieldItem => ({ ...FIELD, text })),
      ),
    ),
    200,
    'encrypt',
  );
  const fields = TEXTS.map((text, at) => ({ text, jwe: sealed[at]?.jwe ?? '' }));

  const told = { title: 'Made-up report', description: 'Made up. Before an update.' };
  const { incident } = expectAnswer(
    await api.asPerson(tokens.nurse.access, { path: '/v1/incidents', body: told }),
    200,
    'an incident',
  ) as OpenedIncident;

  const order = { name: 'before-update', events: 60, batch: 10, width: 2, kind: 'acts' } as const;
  const { receipts } = await produce(scene, order);
  await allSealed(scene);
  await sign(scene);
  const checkpoint = 'before-update.note';
  const note = await ledger.zoneCheckpoint(await ledger.zoneNumber());
  writeFileSync(join(shop.folder, checkpoint), note);
  report.fact(
    `version A: ${String(fields.length)} fields, an incident, ${String(receipts.length)} events, a zone checkpoint that is kept elsewhere`,
  );
  return {
    tokens,
    fields,
    kid: kidOf(fields[0]?.jwe),
    incident: await readIncident(scene, tokens.secondOfficer.access, incident),
    receipts,
    checkpoint,
  };
}

/** An incident as the privacy office reads it. */
export async function readIncident(
  { api }: PeopleScene,
  token: string,
  incident: string,
): Promise<Incident> {
  const answer = await api.asPerson(token, { path: '/v1/incidents/read', body: { incident } });
  return expectAnswer(answer, 200, 'an incident that is read') as Incident;
}
