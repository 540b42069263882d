import type { AccessDesk } from '../../../../lambda/access/desk';
import { UnavailableError } from '../../../../lambda/access/errors';
import type { Answer } from '../../access/support/api-world';
import { PATIENT_ID, OTHER_ID, phiWorld, resultsOf, SERVICE } from './support/phi-world';
import type { PhiWorld } from './support/phi-world';

/** Whatever fails, at whatever moment: nothing is released that is not written down, and nothing half. */

const NOTE = { patientId: PATIENT_ID, dataType: 'notes', field: 'text' } as const;
/** In every value, and in no id: who has it has been given PHI. */
const SECRET = 'made up, to be read by who may';

/** Counts calls of everything that is outside, and lets one of them fail. */
interface Saboteur {
  calls: number;
  failing: number;
  /** Whether it had its effect before it failed. */
  after: boolean;
}

function sabotaged(saboteur: Saboteur): PhiWorld {
  const failing = async <T>(call: () => Promise<T>): Promise<T> => {
    saboteur.calls += 1;
    const fails = saboteur.calls === saboteur.failing;
    if (fails && !saboteur.after) throw new Error('made up');
    const result = await call();
    if (fails) throw new Error('made up');
    return result;
  };
  /** As the ports promise that come with their own guard. */
  const guarded = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await failing(call);
    } catch (cause) {
      throw new UnavailableError('What is made up', { cause });
    }
  };
  const wrapped = <T extends object>(port: T, names: readonly (keyof T)[]): void => {
    for (const name of names) {
      const call = port[name] as (...given: readonly unknown[]) => Promise<unknown>;
      Object.assign(port, {
        [name]: async (...given: unknown[]) => failing(async () => call(...given)),
      });
    }
  };
  const world = phiWorld({
    access: (access) => ({
      ...access,
      pseudonyms: {
        of: async (...given) => guarded(async () => access.pseudonyms.of(...given)),
        fieldContext: async (...given) =>
          guarded(async () => access.pseudonyms.fieldContext(...given)),
      },
      trail: {
        append: async (drafts) => {
          saboteur.calls += 1;
          const fails = saboteur.calls === saboteur.failing;
          if (fails && !saboteur.after) world.down.stream = true;
          const receipts = await access.trail.append(drafts);
          if (!fails) return receipts;
          // They arrived, and nobody learned of it.
          world.down.stream = true;
          return access.trail.append(drafts);
        },
      },
    }),
    phi: (phi) => ({
      ...phi,
      detector: { detect: async (text) => guarded(async () => phi.detector.detect(text)) },
    }),
  });
  const { directory, sessions, careTeams, restrictions, approvals, rates } = world.tables;
  for (const table of [
    directory,
    sessions,
    careTeams,
    restrictions,
    approvals,
    rates,
    world.dataKeys,
  ]) {
    wrapped(table, ['get', 'query', 'put', 'update', 'delete']);
  }
  wrapped(world.wrapper, ['generate', 'unwrap']);
  wrapped(world.archive, ['keep']);
  return world;
}

const CALLS: Readonly<Record<string, (world: PhiWorld) => Promise<() => Promise<Answer>>>> = {
  encryptFields: async (world) => {
    const user = await world.carer('nurse', [PATIENT_ID]);
    const items = [PATIENT_ID, OTHER_ID].map((patientId) => ({ ...NOTE, patientId, text: SECRET }));
    return async () => world.call({ user }, 'encryptFields', { purpose: 'TREAT', items });
  },
  decryptFields: async (world) => {
    const user = await world.carer('nurse', [PATIENT_ID]);
    const items = [PATIENT_ID, OTHER_ID].map((patientId) => ({ ...NOTE, patientId, jwe: '' }));
    const jwe = await world.sealed(SECRET);
    return async () =>
      world.call({ user }, 'decryptFields', {
        purpose: 'TREAT',
        items: items.map((item) => ({ ...item, jwe })),
      });
  },
  'decryptFields, to be exported': async (world) => {
    const patients = [PATIENT_ID, OTHER_ID];
    const user = await world.carer('attending-physician', patients);
    const approval = await world.approval(user, { kind: 'export' });
    const jwes = [await world.sealed(SECRET), await world.sealed(SECRET, OTHER_ID)];
    return async () =>
      world.call({ user }, 'decryptFields', {
        purpose: 'HQUALIMP',
        release: { as: 'export', format: 'csv', destination: 'workstation', approval },
        items: patients.map((patientId, at) => ({ ...NOTE, patientId, jwe: jwes[at] ?? '' })),
      });
  },
  reencryptFields: async (world) => {
    const jwe = await world.sealed(SECRET);
    return async () =>
      world.call(SERVICE, 'reencryptFields', { purpose: 'HSYSADMIN', items: [{ ...NOTE, jwe }] });
  },
  classifyText: async (world) => {
    const user = await world.carer('nurse');
    const items = [{ ...NOTE, text: SECRET }];
    return async () => world.call({ user }, 'classifyText', { purpose: 'TREAT', items });
  },
  redactText: async (world) => {
    const user = await world.carer('nurse');
    const items = [{ ...NOTE, text: SECRET }];
    return async () => world.call({ user }, 'redactText', { purpose: 'TREAT', items });
  },
  deidentifyRecords: async (world) => {
    const user = await world.user('researcher');
    const approval = await world.approval(user, { kind: 'deidentify' });
    const jwe = await world.sealed(SECRET, PATIENT_ID, 'lab-results');
    return async () =>
      world.call({ user }, 'deidentifyRecords', {
        purpose: 'HRESCH',
        approval,
        method: 'safe-harbor',
        dataType: 'lab-results',
        records: [{ patientId: PATIENT_ID, fields: [{ field: 'result', kind: 'value', jwe }] }],
      });
  },
  rotateKey: async (world) => async () => world.call(SERVICE, 'rotateKey', {}),
};

/** A call of which the nth call outside fails. */
async function attempt(name: string, failing: number, after: boolean) {
  const saboteur: Saboteur = { calls: 0, failing: 0, after };
  const world = sabotaged(saboteur);
  const call = await CALLS[name]?.(world);
  if (call === undefined) throw new Error(`there is no call ${name}`);
  Object.assign(saboteur, { calls: 0, failing });
  const answer = await call();
  world.down.stream = false;
  return { world, answer, calls: saboteur.calls, call };
}

const CLAIMING = /exported|deidentify/;

describe.each(Object.keys(CALLS))('%s', (name) => {
  it.each([false, true])(
    'gives nothing away when anything fails at any moment (having had its effect: %s)',
    async (after) => {
      const { calls, answer: good } = await attempt(name, 0, after);
      expect(good.status).toBeLessThan(300);
      expect(calls).toBeGreaterThan(3);
      const tries = await Promise.all(
        Array.from({ length: calls }, async (_, at) => {
          const { world, answer, call } = await attempt(name, at + 1, after);
          const written = world.written().some((event) => event.includes(' success '));
          return { at, answer, written, again: await call() };
        }),
      );
      const failed = tries.filter(({ answer }) => answer.status >= 300);
      expect(failed.length).toBeGreaterThan(calls / 2);
      for (const { at, answer } of failed) {
        expect([at, answer.status, resultsOf(answer)]).toEqual([at, 503, []]);
        expect(answer.text).not.toContain(SECRET);
      }
      // What was got over, such as a write that had arrived, is written down as what it is.
      const done = tries.filter(({ answer }) => answer.status < 300);
      expect(done.filter(({ written }) => !written)).toEqual([]);
      // Where nothing could be taken from an approval, the same call again is as if nothing had been.
      const repeatable = CLAIMING.test(name) ? [] : tries;
      expect(repeatable.filter(({ again }) => again.status !== good.status)).toEqual([]);
    },
  );
});

it('releases nothing while one of three hundred decisions cannot be had', async () => {
  let decided = 0;
  const desk = (real: AccessDesk): AccessDesk => ({
    ...real,
    decide: async (ask) => {
      decided += 1;
      if (decided === 300) throw new UnavailableError('The table careTeams');
      return real.decide(ask);
    },
  });
  const world = phiWorld({ access: (access) => ({ ...access, desk: desk(access.desk) }) });
  const items = Array.from({ length: 300 }, (_, at) => ({
    ...NOTE,
    patientId: `MADE-UP-${String(at)}`,
    text: SECRET,
  }));
  const answer = await world.call(SERVICE, 'encryptFields', { purpose: 'TREAT', items });
  expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect([world.written(), world.wrapper.calls]).toEqual([[], []]);
});

it('has a new key that is not written down, and says so until it is', async () => {
  const world = phiWorld();
  world.down.stream = true;
  const unwritten = await world.call(SERVICE, 'rotateKey', {});
  expect(unwritten).toMatchObject({ status: 503, body: { code: 'changed-unrecorded' } });
  world.down.stream = false;
  expect((await world.call(SERVICE, 'rotateKey', {})).body['epoch']).toBe(1);
  expect(world.written()).toEqual(['configuration-change rotate success data-key']);
});

describe('an answer that is too long', () => {
  it('is not given away, is an error in the ledger, and takes nothing from an approval', async () => {
    const world = phiWorld();
    const user = await world.carer('attending-physician', [PATIENT_ID]);
    const approval = await world.approval(user, { kind: 'share' });
    // Each byte of it is two in the answer, and four in what Lambda is given.
    const text = '"'.repeat(200_000);
    const jwe = await world.sealed(text);
    const call = async (count: number) =>
      world.call({ user }, 'decryptFields', {
        purpose: 'PUBHLTH',
        release: { as: 'share', recipient: 'health-department', approval },
        items: [
          ...Array.from({ length: count }, () => ({ ...NOTE, jwe })),
          { ...NOTE, patientId: OTHER_ID, jwe },
        ],
      });
    const answer = await call(8);
    expect(answer).toMatchObject({ status: 413, body: { code: 'answer-too-large' } });
    expect(answer.text.length).toBeLessThan(1000);
    expect(await world.left(approval)).toBe(10);
    expect(world.written()).toEqual([
      'phi-share share denied no-care-relation notes 1',
      'phi-share share error answer-too-large notes 8',
    ]);
    expect(world.events().at(-1)).toMatchObject({ phiAccessed: false });
    expect((await call(7)).status).toBe(207);
    world.down.stream = true;
    expect((await call(8)).status).toBe(503);
  });
});
