import { createHandler as createAlertHandler } from '../../../../lambda/access/alert/create-handler';
import { createHandler } from '../../../../lambda/access/api/create-handler';
import { ROUTES } from '../../../../lambda/shared/http/generated/routes';
import { openApi } from '../../../support/api/open-api';
import { apiEvent } from '../../support/api-events';
import { takeLeaks } from '../../support/leak-watch';
import type { AccessOperation, ApiWorld } from '../support/api-world';
import { apiWorld } from '../support/api-world';
import { EVERY_WAY, prepare } from '../support/every-operation';
import { START } from '../support/people';
import { tableRecord } from '../support/table-record';

/**
 * Made-up PHI in every input: nothing of it may be in what is logged, answered, written down, kept or
 * sent, whatever happens. What a reviewer must read is the one exception.
 */

const TEXTS = {
  patientId: 'Canary-Mrn-74310',
  justification: 'Canary Kowalska of 12 Canary Street was brought in unconscious.',
};
const SSN = '123-45-6789';
const CANARY = /canary|kowalska|123-45-6789|6789/i;

/** Everything that left, but for the justification where the officer asked for it. */
let printed: string[] = [];
beforeEach(() => {
  printed = [];
  const keep = (...values: readonly unknown[]): boolean => {
    printed.push(
      values
        .map((value) =>
          value instanceof Error
            ? `${value.message} ${String(value.stack)}`
            : JSON.stringify(value),
        )
        .join(' '),
    );
    return true;
  };
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    jest.spyOn(console, level).mockImplementation(keep);
  }
  jest.spyOn(process.stderr, 'write').mockImplementation(keep);
});
afterEach(() => {
  jest.restoreAllMocks();
});

function everything(world: ApiWorld, answers: readonly unknown[]): string {
  const kept = Object.values(world.tables).map((table) => table.all());
  return JSON.stringify([printed, world.logged, world.events(), kept, answers]);
}

async function withCanaries(): Promise<ReturnType<typeof prepare>> {
  return prepare(apiWorld(), TEXTS);
}

it('would see it', async () => {
  const world = await withCanaries();
  const read = await world.call({ user: world.officer }, 'listBrokenGlass', { glass: world.glass });
  // The officer must read it: this is where it comes out.
  expect(read.text).toMatch(CANARY);
  world.access.log.info('made-up', { patient: TEXTS.patientId });
  expect(everything(world, [])).toMatch(CANARY);
  expect(takeLeaks()).toHaveLength(1);
});

it.each(EVERY_WAY)('keeps it in: $name', async ({ call, name }) => {
  const world = await withCanaries();
  const answers = [];
  for (const down of [false, true]) {
    world.down.stream = down;
    world.down.spool = down;
    const { text, headers } = await call(world);
    answers.push(name === 'read a justification' ? [] : [text, headers]);
  }
  world.down.stream = false;
  // Whatever does not answer says in its error what it was asked.
  for (const table of Object.values(world.tables)) {
    table.fail(new Error('made up, without what was asked'));
    const { text, headers } = await call(world);
    answers.push(name === 'read a justification' ? [] : [text, headers]);
    table.fail(undefined, 0);
  }
  expect(everything(world, answers)).not.toMatch(CANARY);
});

it('keeps it in when it stands where it does not belong', async () => {
  const world = await withCanaries();
  const { components } = openApi();
  const answers: unknown[] = [];
  const routes = ROUTES.filter(
    (route) => route.function === 'access-api' && route.root === 'people' && route.body,
  );
  for (const { operation } of routes) {
    const name = operation.charAt(0).toUpperCase() + operation.slice(1);
    const example = components.examples[name]?.value as Readonly<Record<string, unknown>>;
    const bodies: readonly unknown[] = [
      TEXTS.justification,
      [TEXTS.justification],
      { ...example, [TEXTS.justification]: 'x' },
      { ...example, canaryField: TEXTS.patientId },
      ...Object.keys(example).flatMap((field) => [
        { ...example, [field]: { [TEXTS.patientId]: TEXTS.justification } },
        { ...example, [field]: [TEXTS.justification] },
        ...(field === 'patientId' || field === 'justification'
          ? []
          : [{ ...example, [field]: SSN }]),
      ]),
    ];
    for (const body of bodies) {
      // A minute has sixty calls.
      world.clock.now += 1000;
      const { status, text, headers } = await world.send(
        { user: world.officer },
        operation as AccessOperation,
        body,
      );
      expect([operation, body, status >= 400]).toEqual([operation, body, true]);
      answers.push([text, headers]);
    }
  }
  expect(answers.length).toBeGreaterThan(100);
  expect(everything(world, answers)).not.toMatch(CANARY);
});

it('keeps in what stands in headers, also in tokens', async () => {
  const world = await withCanaries();
  const handler = createHandler(world.access, { now: () => START, random: Buffer.alloc });
  const payload = Buffer.from(JSON.stringify({ sub: TEXTS.patientId })).toString('base64url');
  const answers = [];
  for (const authorization of [
    TEXTS.justification,
    `Bearer ${TEXTS.patientId}`,
    `Bearer canary.${payload}.canary`,
    `Bearer ${world.token(world.nurse)}`,
  ]) {
    answers.push(
      await handler(
        apiEvent('POST /v1/session/end', {
          headers: {
            Authorization: authorization,
            'User-Agent': TEXTS.justification,
            'X-Canary': TEXTS.patientId,
            'X-Hlz-On-Behalf-Of': `canary.${payload}.canary`,
            'Content-Type': `application/json; name="${TEXTS.patientId}"`,
          },
          body: `{"canary": ${TEXTS.justification}`,
          identity: { userAgent: TEXTS.justification, sourceIp: TEXTS.patientId },
        }),
      ),
    );
  }
  const left = everything(world, answers);
  expect(left).not.toMatch(CANARY);
  expect(left).not.toContain(payload);
});

it('keeps it out of alerts', async () => {
  const world = await withCanaries();
  const sent: unknown[] = [];
  const handler = createAlertHandler({
    alerts: {
      publish: async (alert) => {
        sent.push(alert);
      },
    },
    brokenGlass: world.tables.brokenGlass,
    now: () => START + 48 * 60 * 60_000,
    log: world.access.log,
  });
  const [row] = world.tables.brokenGlass.all();
  await handler({ Records: [tableRecord('INSERT', '1', row)] });
  await handler({
    Records: [tableRecord('INSERT', '2', { ...row, note: TEXTS.justification, glass: SSN })],
  });
  await handler({ remind: true });
  expect(sent).toHaveLength(3);
  const pseudonym = await world.pseudonym(TEXTS.patientId);
  expect(JSON.stringify(sent)).not.toContain(pseudonym);
  expect(everything(world, sent)).not.toMatch(CANARY);
});
