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

describe.each(EVERY_WAY)('$name', ({ call, narrows, unwritten }) => {
  it('writes one event down, of its request', async () => {
    const world = await prepare(apiWorld(), TEXTS);
    const before = world.events().length;
    expect((await call(world)).status).toBe(200);
    const events = world.events().slice(before);
    expect(events.map(({ outcome }) => outcome)).toEqual(unwritten === true ? [] : ['success']);
  });

  it(
    narrows === true
      ? 'changes, and says that it is not written down'
      : 'gives away nothing and changes nothing while the ledger takes nothing',
    async () => {
      const world = await prepare(apiWorld(), TEXTS);
      const state = stateOf(world);
      world.down.stream = true;
      world.down.spool = true;
      const { status, body } = await call(world);
      if (unwritten === true) {
        expect(status).toBe(200);
      } else {
        expect([status, body['code']]).toEqual([
          503,
          narrows === true ? 'changed-unrecorded' : 'audit-unavailable',
        ]);
      }
      if (narrows === true) expect(stateOf(world)).not.toEqual(state);
      else expect(stateOf(world)).toEqual(state);
    },
  );

  it('has no success as its last word in the ledger when the register failed', async () => {
    const world = await prepare(apiWorld(), TEXTS);
    const state = stateOf(world);
    const before = world.events().length;
    let failed = 0;
    for (const name of REGISTERS) {
      for (const write of ['put', 'update', 'delete'] as const) {
        jest.spyOn(world.tables[name], write).mockImplementation(async () => {
          failed += 1;
          throw new Error('made up');
        });
      }
    }
    const { update } = world.tables.sessions;
    jest.spyOn(world.tables.sessions, 'update').mockImplementation(async (key, change, when) => {
      if (change.set?.['ended'] === undefined) return update(key, change, when);
      failed += 1;
      throw new Error('made up');
    });
    const { status, body } = await call(world);
    const outcomes = world
      .events()
      .slice(before)
      .map(({ outcome }) => outcome);
    if (failed === 0) {
      // It only looks.
      expect([status, outcomes]).toEqual([200, unwritten === true ? [] : ['success']]);
    } else {
      expect([status, body['code'], outcomes]).toEqual([503, 'unavailable', ['success', 'error']]);
    }
    expect(stateOf(world)).toEqual(state);
  });
});
