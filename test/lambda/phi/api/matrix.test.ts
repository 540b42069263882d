import type { DataType, PhiAction } from '../../../../lambda/access/vocabulary';
import { NO_RELATION } from '../../../../lambda/access/vocabulary';
import type { Role } from '../../../../lambda/identity/roles';
import { DATA_TYPES } from '../../../../lambda/shared/audit/vocabulary';
import type { Answer, Caller } from '../../access/support/api-world';
import { expected } from '../../access/support/expected';
import { EVERYBODY } from '../../access/support/questions';
import { PATIENT_ID, phiWorld, resultsOf, SERVICE } from './support/phi-world';
import type { PhiWorld } from './support/phi-world';

/** Who may do what, through the door, as the matrix was asked for: each role, each call, each data type. */

let world: PhiWorld;
const JWES = new Map<DataType, string>();

// A world of its own for each role: what is written down is read from its beginning.
async function begin(): Promise<void> {
  world = phiWorld();
  for (const dataType of DATA_TYPES) {
    JWES.set(dataType, await world.sealed('made up', PATIENT_ID, dataType));
  }
}
beforeAll(begin);

const named = (dataType: DataType) => ({ patientId: PATIENT_ID, dataType, field: 'text' });
const plain = (dataType: DataType) => ({ ...named(dataType), text: 'made up' });
const jwe = (dataType: DataType) => JWES.get(dataType) ?? '';
const sealed = (dataType: DataType) => ({ ...named(dataType), jwe: jwe(dataType) });

type Call = (who: Caller, approval: string, dataTypes: readonly DataType[]) => Promise<Answer>;

/** Calls about many data types at once. */
const TOGETHER: Partial<Readonly<Record<PhiAction, Call>>> = {
  encrypt: async (who, _, types) =>
    world.call(who, 'encryptFields', { purpose: 'TREAT', items: types.map(plain) }),
  decrypt: async (who, _, types) =>
    world.call(who, 'decryptFields', { purpose: 'TREAT', items: types.map(sealed) }),
  print: async (who, _, types) =>
    world.call(who, 'decryptFields', {
      purpose: 'TREAT',
      release: { as: 'print' },
      items: types.map(sealed),
    }),
  reencrypt: async (who, _, types) =>
    world.call(who, 'reencryptFields', { purpose: 'HSYSADMIN', items: types.map(sealed) }),
  classify: async (who, _, types) =>
    world.call(who, 'classifyText', { purpose: 'TREAT', items: types.map(plain) }),
  redact: async (who, _, types) =>
    world.call(who, 'redactText', { purpose: 'TREAT', items: types.map(plain) }),
};

/** Calls about one data type. */
const APART: Partial<Readonly<Record<PhiAction, Call>>> = {
  share: async (who, approval, types) =>
    world.call(who, 'decryptFields', {
      purpose: 'PUBHLTH',
      release: { as: 'share', recipient: 'health-department', approval },
      items: types.map(sealed),
    }),
  export: async (who, approval, types) =>
    world.call(who, 'decryptFields', {
      purpose: 'HQUALIMP',
      release: { as: 'export', format: 'csv', destination: 'zone-storage', approval },
      items: types.map(sealed),
    }),
  deidentify: async (who, approval, types) =>
    world.call(who, 'deidentifyRecords', {
      purpose: 'HRESCH',
      approval,
      method: 'safe-harbor',
      dataType: types[0] ?? 'notes',
      records: types.map((dataType) => ({
        patientId: PATIENT_ID,
        fields: [{ field: 'text', kind: 'value' as const, jwe: jwe(dataType) }],
      })),
    }),
};

async function callerOf(role: Role | 'service', cares: boolean): Promise<Caller> {
  if (role === 'service') return SERVICE;
  return { user: await world.carer(role, cares ? undefined : []) };
}

async function approvalOf(who: Caller, kind: 'share' | 'export' | 'deidentify') {
  if (!('user' in who)) return 'made-up-approval';
  return world.approval(who.user, { kind, size: 1000, dataTypes: DATA_TYPES });
}

/** Data types of which a call gave something, of those that are asked for. */
async function given(
  role: Role | 'service',
  action: PhiAction,
  cares: boolean,
  asked: readonly DataType[],
) {
  const who = await callerOf(role, cares);
  const together = TOGETHER[action];
  const apart = APART[action];
  // A minute has sixty calls of a person; this is another person each time.
  if (together !== undefined) {
    const results = resultsOf(await together(who, '', asked));
    return asked.filter((_, at) => results[at]?.['status'] === 'ok');
  }
  const approval = await approvalOf(who, action as 'share');
  const found: DataType[] = [];
  for (const dataType of asked) {
    const answer = await apart?.(who, approval, [dataType]);
    expect([200, 403]).toContain(answer?.status);
    if (answer?.status === 200) found.push(dataType);
  }
  return found;
}

const ACTIONS = [...Object.keys(TOGETHER), ...Object.keys(APART)] as PhiAction[];

describe.each(EVERYBODY)('a %s', (role) => {
  beforeAll(begin);

  it.each(ACTIONS)('may %s what the matrix says, and nothing else', async (action) => {
    for (const cares of [true, false]) {
      const relation = { ...NO_RELATION, careTeam: cares, own: cares };
      // One data type a call takes a while; of others' patients, two say enough.
      const asked =
        cares || action in TOGETHER ? DATA_TYPES : (['demographics', 'vitals'] as const);
      const before = world.events().length;
      expect([cares, await given(role, action, cares, asked)]).toEqual([
        cares,
        asked.filter((dataType) => expected({ role, action, dataType, relation, approval: true })),
      ]);
      // Allowed or denied, each is in the ledger.
      const events = world.events().slice(before);
      const types = events.map((event) => 'resource' in event && event.resource?.type);
      expect(types).toHaveLength(asked.length);
      expect(new Set(types)).toEqual(new Set(asked));
      expect(new Set(events.map((event) => event.action))).toEqual(new Set([action]));
    }
  });

  it('may rotate the key, or may not', async () => {
    const who = await callerOf(role, true);
    const { status } = await world.call(who, 'rotateKey', {});
    const may = expected({ role, action: 'rotate', relation: NO_RELATION, approval: false });
    expect(status).toBe(may ? 200 : 403);
    expect(world.events().at(-1)).toMatchObject({
      type: 'configuration-change',
      action: 'rotate',
      outcome: may ? 'success' : 'denied',
      resource: { type: 'data-key' },
    });
  });
});

it.each(['share', 'export', 'deidentify'] as const)('%s takes an approval', async (action) => {
  const role = action === 'deidentify' ? 'researcher' : 'attending-physician';
  const who = await callerOf(role, true);
  const answer = await APART[action]?.(who, 'no-such-approval', ['lab-results']);
  expect(answer).toMatchObject({ status: 403, body: { code: 'approval-required' } });
  expect(world.events().at(-1)).toMatchObject({
    action,
    outcome: 'denied',
    reason: 'approval-required',
  });
});

it('lets a service do for a person what both may', async () => {
  const nurse = await world.carer('nurse');
  const items = [plain('notes'), plain('diagnoses')];
  const body = { purpose: 'TREAT', items } as const;
  const answer = await world.call({ ...SERVICE, onBehalfOf: nurse }, 'encryptFields', body);
  expect(resultsOf(answer).map(({ status, code }) => [status, code])).toEqual([
    ['ok', undefined],
    ['failed', 'not-permitted'],
  ]);
  expect(world.events().at(-1)).toMatchObject({
    actor: { kind: 'person', id: nurse.user, via: 'records-system' },
  });
  const none = phiWorld({ may: [] });
  const other = await none.carer('nurse');
  for (const who of [SERVICE, { ...SERVICE, onBehalfOf: other }]) {
    const refused = await none.call(who, 'encryptFields', body);
    expect(refused).toMatchObject({ status: 403, body: { code: 'service-not-permitted' } });
  }
});
