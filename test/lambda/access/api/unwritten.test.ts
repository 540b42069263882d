import { ROUTES } from '../../../../lambda/shared/http/generated/routes';
import type { ApiWorld } from '../support/api-world';
import { apiWorld } from '../support/api-world';
import { EVERY_WAY, prepare } from '../support/every-operation';

/** What holds of every operation when the ledger takes nothing, or a register fails after it did. */

const TEXTS = {
  patientId: 'MADE-UP-0001',
  justification: 'Made-up reason, brought in unconscious at night.',
};
const REGISTERS = ['careTeams', 'approvals', 'restrictions', 'brokenGlass', 'directory'] as const;

/** What the registers hold; of sessions, which have ended. */
function stateOf({ tables }: ApiWorld): unknown {
  const ended = tables.sessions.all().filter((session) => session['ended'] !== undefined);
  return [...REGISTERS.map((name) => tables[name].all()), ended];
}

it('looks at every operation', () => {
  const all = ROUTES.filter((route) => route.function === 'access-api');
  expect([...new Set(EVERY_WAY.map(({ operation }) => operation))].toSorted()).toEqual(
    [...new Set(all.map(({ operation }) => operation))].toSorted(),
  );
});

const WRITTEN = EVERY_WAY.filter(({ unwritten }) => unwritten !== true);
const NARROWING = WRITTEN.filter(({ narrows }) => narrows === true);
const WAITING = WRITTEN.filter(({ narrows }) => narrows !== true);

it.each(EVERY_WAY)('is one event in the ledger, or none: $name', async ({ call, unwritten }) => {
  const world = await prepare(apiWorld(), TEXTS);
  const before = world.events().length;
  expect((await call(world)).status).toBe(200);
  const events = world.events().slice(before);
  expect(events.map(({ outcome }) => outcome)).toEqual(unwritten === true ? [] : ['success']);
});

async function whileDown(call: (typeof EVERY_WAY)[number]['call']) {
  const world = await prepare(apiWorld(), TEXTS);
  const state = stateOf(world);
  world.down.stream = true;
  world.down.spool = true;
  const { status, body } = await call(world);
  return { answer: [status, body['code']], state, after: stateOf(world) };
}

it.each(WAITING)(
  'gives away nothing and changes nothing while the ledger takes nothing: $name',
  async ({ call }) => {
    const { answer, state, after } = await whileDown(call);
    expect(answer).toEqual([503, 'audit-unavailable']);
    expect(after).toEqual(state);
  },
);

it.each(NARROWING)(
  'takes away all the same, and says that it is not written down: $name',
  async ({ call }) => {
    const { answer, state, after } = await whileDown(call);
    expect(answer).toEqual([503, 'changed-unrecorded']);
    expect(after).not.toEqual(state);
  },
);

it.each(WRITTEN)('is no success in the end when its register failed: $name', async ({ call }) => {
  const world = await prepare(apiWorld(), TEXTS);
  const state = stateOf(world);
  const before = world.events().length;
  let failed = 0;
  const fail = async (): Promise<never> => {
    failed += 1;
    throw new Error('made up');
  };
  for (const name of REGISTERS) {
    for (const write of ['put', 'update', 'delete'] as const) {
      jest.spyOn(world.tables[name], write).mockImplementation(fail);
    }
  }
  const { update } = world.tables.sessions;
  jest
    .spyOn(world.tables.sessions, 'update')
    .mockImplementation(async (key, change, when) =>
      change.set?.['ended'] === undefined ? update(key, change, when) : fail(),
    );
  const { status, body } = await call(world);
  const outcomes = world
    .events()
    .slice(before)
    .map(({ outcome }) => outcome);
  // Some only look: nothing of theirs can fail to be written.
  expect([status, body['code'], outcomes]).toEqual(
    failed === 0 ? [200, undefined, ['success']] : [503, 'unavailable', ['success', 'error']],
  );
  expect(stateOf(world)).toEqual(state);
});
