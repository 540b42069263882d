import { createCareTeams } from '../../../lambda/access/care-team';
import { ACCESS_TABLES } from '../../../lambda/access/tables';
import { memoryTable } from '../support/memory-table';
import { OTHER_PATIENT, PATIENT, person, START, TENANT } from './support/people';

function world() {
  const table = memoryTable(ACCESS_TABLES.careTeams);
  const clock = { now: START };
  return { table, clock, teams: createCareTeams({ careTeams: table, now: () => clock.now }) };
}

const NONE = { careTeam: false, department: false };
const nurse = person('nurse', { departments: ['cardiology', 'surgery'] });
const own = { tenant: TENANT, patient: PATIENT, member: { kind: 'person', id: nurse.id } } as const;
const ward = {
  tenant: TENANT,
  patient: PATIENT,
  member: { kind: 'department', id: 'surgery' },
} as const;

it('knows who cares for a patient, by name or by department', async () => {
  const { teams } = world();
  expect(await teams.relationOf(nurse, PATIENT)).toEqual(NONE);
  await teams.assign(own, 'admin');
  expect(await teams.relationOf(nurse, PATIENT)).toEqual({ careTeam: true, department: false });
  await teams.assign(ward, 'admin');
  expect(await teams.relationOf(nurse, PATIENT)).toEqual({ careTeam: true, department: true });
  await teams.remove(own);
  expect(await teams.relationOf(nurse, PATIENT)).toEqual({ careTeam: false, department: true });
  await teams.remove(ward);
  await teams.remove(ward);
  expect(await teams.relationOf(nurse, PATIENT)).toEqual(NONE);
});

it('asks with one query', async () => {
  const { table, teams } = world();
  await teams.assign(own, 'admin');
  const query = jest.spyOn(table, 'query');
  const get = jest.spyOn(table, 'get');
  await teams.relationOf(nurse, PATIENT);
  expect([query.mock.calls.length, get.mock.calls.length]).toEqual([1, 0]);
});

it('keeps apart patients, tenants, people, and departments named as people', async () => {
  const { teams } = world();
  await teams.assign(own, 'admin');
  await teams.assign(ward, 'admin');
  expect(await teams.relationOf(nurse, OTHER_PATIENT)).toEqual(NONE);
  expect(await teams.relationOf({ ...nurse, tenant: 'south-clinic' }, PATIENT)).toEqual(NONE);
  expect(await teams.relationOf(person('nurse'), PATIENT)).toEqual(NONE);
  expect(
    await teams.relationOf(person('nurse', { id: 'surgery', departments: [nurse.id] }), PATIENT),
  ).toEqual(NONE);
});

it('ends an assignment at its moment', async () => {
  const { clock, teams } = world();
  await teams.assign({ ...own, until: START + 10 }, 'admin');
  clock.now = START + 9;
  expect(await teams.relationOf(nurse, PATIENT)).toEqual({ careTeam: true, department: false });
  clock.now = START + 10;
  expect(await teams.relationOf(nurse, PATIENT)).toEqual(NONE);
  await teams.assign(own, 'admin');
  expect(await teams.relationOf(nurse, PATIENT)).toEqual({ careTeam: true, department: false });
});

it('finds a member on any page, and believes no entry that it cannot read', async () => {
  const many = Array.from({ length: 1500 }, (_, at) => ({
    patient: `${TENANT}/${PATIENT}`,
    member: `person/0000${String(at)}`,
    assignedBy: 'admin',
    assignedAt: START,
  }));
  const last = { ...many[0], member: `person/${nurse.id}` };
  const read = async (entry: object) => {
    const table = memoryTable(ACCESS_TABLES.careTeams, [...many, { ...last, ...entry }]);
    return createCareTeams({ careTeams: table, now: () => START }).relationOf(nurse, PATIENT);
  };
  expect(await read({})).toEqual({ careTeam: true, department: false });
  expect(await read({ until: 'tomorrow' })).toEqual(NONE);
  expect(await read({ role: 'guest' })).toEqual(NONE);
});
