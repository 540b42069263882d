import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import { ROUTES } from '../../../../lambda/shared/http/generated/routes';
import type { OperationsOf } from '../../../../lambda/shared/http/generated/routes';
import { openApi } from '../../../support/api/open-api';
import type { Answer, Caller } from '../../access/support/api-world';
import { CANARIES, garbled } from '../../support/canaries';
import { leaksIn, takeLeaks } from '../../support/leak-watch';
import { phiWorld, SERVICE } from './support/phi-world';
import type { PhiWorld } from './support/phi-world';

/**
 * Made-up PHI in every input of the encryption API: nothing of it may be in what is logged, written down or
 * kept, nor in any answer but to who may have it, whatever happens. What is logged, the watch of all tests
 * hears.
 */

const PATIENT = CANARIES.recordNumber;
const TEXT = `${CANARIES.sentence} ${CANARIES.number}`;
const ITEM = { patientId: PATIENT, dataType: 'notes', field: 'text' } as const;
const OPERATIONS = [
  'encryptFields',
  'decryptFields',
  'reencryptFields',
  'classifyText',
  'redactText',
  'deidentifyRecords',
  'rotateKey',
] as const satisfies readonly OperationsOf['phi-api'][];

function everything(world: PhiWorld, answers: readonly Answer[]): string {
  const kept = [...Object.values(world.tables), world.dataKeys].map((table) => table.all());
  const copies = [...world.archive.copies.values()];
  return JSON.stringify([answers, world.logged, world.events(), kept, copies]);
}

it('asks for every operation', () => {
  const all = ROUTES.filter((route) => route.function === 'phi-api');
  expect(new Set(all.map(({ operation }) => operation))).toEqual(new Set(OPERATIONS));
});

/** Every call, by somebody; what gives plain text to who may is left out of what is looked at. */
async function callAll(world: PhiWorld, who: Caller, jwe: string, approval: string) {
  const purpose = 'TREAT';
  const decrypted = await world.call(who, 'decryptFields', { purpose, items: [{ ...ITEM, jwe }] });
  const records = [
    {
      patientId: PATIENT,
      fields: [
        { field: 'who', kind: 'name' as const, text: TEXT },
        { field: 'taken', kind: 'date' as const, jwe },
      ],
    },
  ];
  const answers = [
    ...(decrypted.status === 200 ? [] : [decrypted]),
    await world.call(who, 'encryptFields', { purpose, items: [{ ...ITEM, text: TEXT }] }),
    await world.call(who, 'reencryptFields', { purpose, items: [{ ...ITEM, jwe }] }),
    await world.call(who, 'classifyText', {
      purpose,
      items: [{ ...ITEM, name: TEXT.slice(0, 200), text: TEXT }],
    }),
    await world.call(who, 'deidentifyRecords', {
      purpose,
      approval,
      method: 'safe-harbor',
      dataType: 'lab-results',
      records,
    }),
    await world.call(who, 'encryptFields', {
      purpose,
      items: [{ ...ITEM, field: CANARIES.number, text: TEXT }],
    }),
    await world.call(who, 'encryptFields', {
      purpose,
      items: [{ ...ITEM, patientId: TEXT, text: TEXT }],
    }),
    await world.call(who, 'encryptFields', {
      purpose,
      items: [{ ...ITEM, record: TEXT, bytes: TEXT }],
    }),
    await world.call(who, 'decryptFields', { purpose, items: [{ ...ITEM, jwe: TEXT }] }),
    await world.send(who, 'encryptFields', { purpose: TEXT, items: [{ ...ITEM, [TEXT]: TEXT }] }),
    await world.call(who, 'rotateKey', {}),
  ];
  return { decrypted, answers };
}

it('would see it', async () => {
  const world = phiWorld();
  const user = await world.carer('nurse', [PATIENT]);
  const jwe = await world.sealed(TEXT, PATIENT);
  const { decrypted } = await callAll(world, { user }, jwe, 'x');
  // The nurse may read it: this is where it comes out.
  expect(leaksIn(decrypted.text)).not.toEqual([]);
  world.access.log.info('made-up', { patient: PATIENT });
  expect(leaksIn(everything(world, []))).not.toEqual([]);
  expect(takeLeaks()).toHaveLength(1);
});

it('keeps it in, whoever asks and however it ends', async () => {
  const world = phiWorld();
  const jwe = await world.sealed(TEXT, PATIENT);
  const researcher: DirectoryEntry = await world.user('researcher');
  const approval = await world.approval(researcher, { kind: 'deidentify' });
  const users = [await world.carer('nurse', [PATIENT]), await world.user('nurse'), researcher];
  const callers: readonly Caller[] = [
    ...users.map((user) => ({ user })),
    SERVICE,
    ...users.map((onBehalfOf) => ({ ...SERVICE, onBehalfOf })),
  ];
  const answers: Answer[] = [];
  const everybody = async (): Promise<void> => {
    for (const who of callers) answers.push(...(await callAll(world, who, jwe, approval)).answers);
    // A minute has sixty calls.
    world.clock.now += 60_000;
  };
  await everybody();
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 207, 400, 403]));
  world.down.stream = true;
  await everybody();
  world.down.stream = false;
  tellTale(world.wrapper, ['generate', 'unwrap']);
  tellTale(world.archive, ['keep']);
  world.clock.now += 3_600_000;
  await everybody();
  for (const table of [
    world.dataKeys,
    world.tables.careTeams,
    world.tables.approvals,
    world.tables.rates,
  ]) {
    tellTale(table, ['get', 'query', 'put', 'update', 'delete']);
    await everybody();
  }
  expect(world.logged.length).toBeGreaterThan(50);
  expect(leaksIn(everything(world, answers))).toEqual([]);
});

/** From here on it says in its error all that it is asked. */
function tellTale(asked: object, calls: readonly string[]): void {
  for (const call of calls) {
    Object.assign(asked, {
      [call]: async (...what: readonly unknown[]) => {
        await Promise.resolve();
        throw new Error(`made up: ${JSON.stringify(what)}`);
      },
    });
  }
}

it.each(OPERATIONS)(
  'keeps it in when it stands where it does not belong: %s',
  async (operation) => {
    const world = phiWorld();
    const { examples } = openApi().components;
    const example = examples[operation.charAt(0).toUpperCase() + operation.slice(1)]?.value;
    const answers: Answer[] = [];
    for (const body of garbled(example)) {
      const answer = await world.send(SERVICE, operation, body);
      // What is redacted goes back to who brought it.
      if (operation !== 'redactText' || answer.status >= 400) answers.push(answer);
    }
    expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThan(10);
    expect(leaksIn(everything(world, answers))).toEqual([]);
  },
);
