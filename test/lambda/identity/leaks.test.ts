import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createDirectory } from '../../../lambda/identity/directory';
import { entryItem } from '../../../lambda/identity/directory-entry';
import { createHandler as createEvents } from '../../../lambda/identity/events/create-handler';
import { createHandler as createSignIn } from '../../../lambda/identity/sign-in/create-handler';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import { CANARIES, garbled } from '../support/canaries';
import { leaksIn, takeLeaks } from '../support/leak-watch';
import { memoryAuditTrail, START } from '../support/memory-audit-trail';
import { memoryTable } from '../support/memory-table';
import { authMessage, logBatch, POOL, removal, trailEvent } from './support/cognito';
import { NURSE } from './support/people';
import { quiet } from './support/quiet';
import { NOW } from './support/tokens';

/**
 * Made-up PHI in everything that Cognito, CloudTrail and DynamoDB hand on, also where they never would:
 * nothing of it may be in what is logged, thrown, answered or written down. What is logged, the watch of
 * all tests hears.
 */

const LIMIT = { idle: 600_000, absolute: 3_600_000 };

function world() {
  const table = memoryTable(IDENTITY_TABLES.directory, [entryItem(NURSE)]);
  const audit = memoryAuditTrail();
  const { log, lines } = quiet();
  const dependencies = { directory: createDirectory(table), trail: audit.trail, log };
  const clock = (): number => START;
  return {
    table,
    audit,
    log,
    lines,
    signIn: createSignIn({ ...dependencies, clock }),
    events: createEvents({
      ...dependencies,
      clock,
      pool: POOL,
      limits: { 'public-terminal': LIMIT, mobile: LIMIT, console: LIMIT, workstation: LIMIT },
    }),
  };
}

/** What came of it: as much of an error as Lambda would log, and more. */
async function outcomeOf(call: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await call()) ?? '';
  } catch (error) {
    return inspect(error, { depth: 8, maxStringLength: null });
  }
}

it('would see it', async () => {
  const { log } = world();
  log.info('made-up', { user: CANARIES.sentence });
  expect(takeLeaks()).toHaveLength(1);
  const cause = new Error(CANARIES.sentence);
  const outcome = await outcomeOf(async () => Promise.reject(new Error('made up', { cause })));
  expect(leaksIn(outcome)).not.toEqual([]);
});

it('keeps in what a person types who signs in', async () => {
  const trigger = (triggerSource: string) => ({
    version: '1',
    triggerSource,
    userPoolId: POOL,
    userName: CANARIES.sentence,
    callerContext: { clientId: '1example23456789' },
    request: {
      userAttributes: { sub: NURSE.user, email: CANARIES.sentence, name: CANARIES.sentence },
      clientMetadata: { note: CANARIES.number, token: CANARIES.token },
    },
    response: {},
  });
  const { table, audit, lines, signIn } = world();
  const outcomes: string[] = [];
  for (const source of [
    'PreAuthentication_Authentication',
    'PostAuthentication_Authentication',
    'TokenGeneration_HostedAuth',
    'TokenGeneration_RefreshTokens',
    'Made_Up',
  ]) {
    const whole = trigger(source);
    for (const event of [whole, ...garbled(whole)]) {
      // It hands Cognito back what it was given.
      outcomes.push(await outcomeOf(async () => ((await signIn(event)) === event ? 'same' : '')));
    }
    for (const down of [true, false]) {
      audit.setDown(down);
      table.fail(down ? undefined : new Error('made up'), down ? 0 : 1);
      outcomes.push(await outcomeOf(async () => ((await signIn(whole)) === whole ? 'same' : '')));
    }
  }
  expect(new Set(outcomes).size).toBeGreaterThan(2);
  expect(lines.length).toBeGreaterThan(50);
  expect(leaksIn([...outcomes, JSON.stringify([lines, audit.events()])].join('\n'))).toEqual([]);
});

const SESSION = {
  session: `${NURSE.user}/99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee`,
  tenant: 'mercy',
  role: 'nurse',
  kind: 'workstation',
  startedAt: NOW - 60_000,
  lastSeen: NOW,
  expires: NOW / 1000 + 601,
};
const MESSAGE = JSON.parse(authMessage({ userName: CANARIES.sentence, city: 'Canary' })) as object;

function* logBatches(): Generator {
  for (const message of garbled(MESSAGE)) yield logBatch([JSON.stringify(message)]);
  for (const text of Object.values(CANARIES)) {
    yield logBatch([text, `{"message": ${text}`]);
    yield logBatch([], { messageType: text });
    yield { awslogs: { data: text } };
    yield { awslogs: { data: Buffer.from(text).toString('base64') } };
    yield { awslogs: { data: gzipSync(text).toString('base64') } };
  }
  yield* garbled(logBatch([authMessage()]));
}

function* trailEvents(): Generator {
  for (const name of ['VerifySoftwareToken', 'AdminSetUserMFAPreference', 'passkeys_add_POST']) {
    const requestParameters = { username: CANARIES.sentence, userPoolId: POOL };
    yield* garbled(
      trailEvent(name, {
        requestParameters,
        userIdentity: {
          type: 'AssumedRole',
          arn: `arn:aws:sts::111122223333:assumed-role/Admin/${CANARIES.recordNumber}`,
          userName: CANARIES.sentence,
        },
        errorMessage: CANARIES.sentence,
      }),
    );
  }
}

function* sessionBatches(): Generator {
  for (const image of garbled(SESSION))
    yield { Records: [removal(Object(image) as typeof SESSION)] };
  for (const record of garbled(removal(SESSION))) yield { Records: [record] };
}

it.each([
  ['the user-auth event log', logBatches],
  ['CloudTrail', trailEvents],
  ['the stream of sessions', sessionBatches],
])('keeps in what comes from %s', async (_, inputs) => {
  const { audit, lines, events } = world();
  const outcomes: string[] = [];
  for (const event of inputs()) {
    audit.setDown(outcomes.length % 3 === 2);
    outcomes.push(await outcomeOf(async () => events(event)));
  }
  expect(outcomes.length).toBeGreaterThan(200);
  expect(audit.events().length).toBeGreaterThan(10);
  const kept = JSON.stringify([lines, audit.logged, audit.events(), audit.spooled()]);
  expect(leaksIn([...outcomes, kept].join('\n'))).toEqual([]);
});
