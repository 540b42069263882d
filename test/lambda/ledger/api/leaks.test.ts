import { ROUTES } from '../../../../lambda/shared/http/generated/routes';
import type { OperationsOf } from '../../../../lambda/shared/http/generated/routes';
import { openApi } from '../../../support/api/open-api';
import type { Answer, Caller } from '../../access/support/api-world';
import { CANARIES, garbled } from '../../support/canaries';
import { leaksIn, takeLeaks } from '../../support/leak-watch';
import type { MemoryTable } from '../../support/memory-table';
import type { MemoryStore } from '../support/memory-store';
import { ledgerApi, PERIOD } from './support/ledger-api';

/**
 * Made-up PHI in every input of the audit operations: nothing of it may be in what is logged, answered,
 * written down or kept, whatever happens. What is logged, the watch of all tests hears.
 */

const PATIENT = CANARIES.recordNumber;
const NAMED = { ...PERIOD, patientId: PATIENT };
const OPERATIONS: readonly OperationsOf['ledger-api'][] = [
  'appendAuditEvents',
  'readAccessReport',
  'readDisclosures',
  'proveAuditEvent',
];

const ledger = () => ledgerApi(['append-audit-events', 'read-access-report'], PATIENT);

function everything(api: ReturnType<typeof ledger>, answers: readonly Answer[]): string {
  const kept = [...Object.values(api.tables), api.index, api.idempotency].map((table) =>
    table.all(),
  );
  return JSON.stringify([answers, api.logged, api.events(), kept]);
}

const CALLS = ['get', 'query', 'put', 'update', 'delete', 'read', 'create', 'folders'];

/** From here on it says in its error all that it is asked. */
function tellTale(asked: MemoryTable | MemoryStore): void {
  const tell = async (...what: readonly unknown[]): Promise<never> => {
    await Promise.resolve();
    throw new Error(`made up: ${JSON.stringify(what)}`);
  };
  async function* keys(...what: readonly unknown[]): AsyncGenerator<string> {
    yield await tell(...what);
  }
  for (const call of CALLS) Object.assign(asked, { [call]: tell });
  Object.assign(asked, { keys });
}

it('asks for every operation', () => {
  const all = ROUTES.filter((route) => route.function === 'ledger-api');
  expect(new Set(all.map(({ operation }) => operation))).toEqual(new Set(OPERATIONS));
});

it('would see it', async () => {
  const api = ledger();
  api.access.log.info('made-up', { patient: PATIENT });
  expect(leaksIn(everything(api, []))).not.toEqual([]);
  expect(takeLeaks()).toHaveLength(1);
});

async function callAll(
  api: ReturnType<typeof ledger>,
  eventId: string,
): Promise<readonly Answer[]> {
  const onBehalfOf = await api.user('auditor');
  const callers: readonly Caller[] = [
    { user: await api.user('auditor') },
    { user: await api.user('nurse') },
    { user: await api.user('patient', { ownRecord: await api.pseudonym(PATIENT) }) },
    { user: await api.user('patient', { ownRecord: await api.pseudonym('another') }) },
    { service: 'records-system' },
    { service: 'records-system', onBehalfOf },
  ];
  const answers: Answer[] = [];
  for (const who of callers) {
    answers.push(
      await api.append(who),
      await api.call(who, 'readAccessReport', NAMED),
      await api.send(who, 'readAccessReport', { ...NAMED, page: 'x', to: 1 }),
      await api.call(who, 'readDisclosures', NAMED),
      await api.call(who, 'proveAuditEvent', { eventId }),
    );
  }
  return answers;
}

it('keeps it in, whoever asks and however it ends', async () => {
  const api = ledger();
  const { eventId } = await api.indexed();
  const answers = [...(await callAll(api, eventId))];
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 202, 400, 403]));
  for (const spool of [false, true]) {
    Object.assign(api.down, { stream: true, spool });
    answers.push(...(await callAll(api, eventId)));
  }
  Object.assign(api.down, { stream: false, spool: false });
  tellTale(api.store);
  answers.push(...(await callAll(api, eventId)));
  for (const table of [api.index, api.idempotency, api.tables.rates, api.tables.restrictions]) {
    tellTale(table);
    answers.push(...(await callAll(api, eventId)));
  }
  expect(api.logged.length).toBeGreaterThan(50);
  expect(leaksIn(everything(api, answers))).toEqual([]);
});

/** Of a key that stood for another body, nothing more is read. */
function underItsOwnKey(body: unknown, at: number): unknown {
  const key = `0b7f3f5e-2f0c-4a52-8f0e-${String(at).padStart(12, '0')}`;
  return JSON.parse(JSON.stringify(body).replace(EXAMPLE_KEY, key)) as unknown;
}
const EXAMPLE_KEY = '0b7f3f5e-2f0c-4a52-8f0e-222222222222';

it.each(OPERATIONS)(
  'keeps it in when it stands where it does not belong: %s',
  async (operation) => {
    const api = ledger();
    const callers = [{ user: await api.user('auditor') }, { service: 'records-system' }];
    const { examples } = openApi().components;
    const example = examples[operation.charAt(0).toUpperCase() + operation.slice(1)]?.value;
    const answers: Answer[] = [];
    for (const body of garbled(example)) {
      for (const who of callers) {
        // A minute has sixty calls.
        api.clock.now += 1000;
        answers.push(await api.send(who, operation, underItsOwnKey(body, answers.length)));
      }
    }
    expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThan(30);
    expect(answers.map(({ status }) => status)).not.toContain(409);
    expect(leaksIn(everything(api, answers))).toEqual([]);
  },
);
