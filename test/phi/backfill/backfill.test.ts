import { createSecretKey } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PhiClient } from '../../../client';
import { NotPermittedError } from '../../../client';
import type { BackfillAnswer } from '../../../lambda/phi/backfill/answer';
import { databaseOf } from '../../../lambda/phi/backfill/database';
import { DatabaseError } from '../../../lambda/phi/backfill/errors';
import type { FunctionJob } from '../../../lambda/phi/backfill/job';
import { readFunctionJob } from '../../../lambda/phi/backfill/job';
import type { FieldHeader } from '../../../lambda/phi/field/header';
import { seal } from '../../../lambda/phi/field/jwe';
import { EXIT } from '../../../lib/cli/command';
import { main } from '../../../lib/cli/main';
import type { PhiBackfillDependencies } from '../../../lib/cli/phi-backfill';
import { createPhiBackfillCommand } from '../../../lib/cli/phi-backfill';
import { awsFunction } from '../../../lib/phi/backfill/aws-function';
import { fakeIo } from '../../cli/fake-io';
import { reconnect } from '../../lambda/phi/backfill/harness';
import type { TestPostgres } from '../../lambda/phi/support/postgres';
import { PATIENCE, startPostgres } from '../../lambda/phi/support/postgres';
import { readableCipher } from '../../lambda/phi/support/readable-cipher';
import { leaksIn } from '../../lambda/support/leak-watch';

const COLUMN =
  '--table patients --column note --patient-column mrn --data-type notes --purpose HSYSADMIN'.split(
    ' ',
  );
const HERE = [
  'postgres://hlz:made-up-1@127.0.0.1/clinic',
  '--api',
  'https://api',
  ...COLUMN,
  '--compare',
];
const THERE = ['--function', 'backfill', '--tenant', 'mercy', '--database', 'clinic', ...COLUMN];

async function run(args: readonly string[], dependencies: Partial<PhiBackfillDependencies> = {}) {
  const { io, printed } = fakeIo();
  const never = (): never => {
    throw new TypeError('not expected');
  };
  const command = createPhiBackfillCommand({
    openFunction: never,
    openClient: never,
    connect: never,
    sleep: async () => Promise.resolve(),
    onInterrupt: () => () => undefined,
    ...dependencies,
  });
  // As `hlz` runs it, which prints what is wrong with a call.
  const parent = { ...command, name: 'phi', subcommands: [command] };
  const exitCode = await main(['phi', 'backfill', ...args], io, [parent]);
  const leaks = leaksIn(printed.stdout + printed.stderr);
  return { exitCode, leaks, ...printed };
}

describe('through the API', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, PATIENCE);
  afterAll(async () => postgres.stop());
  beforeEach(async () => {
    await reconnect(postgres);
    await postgres.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await postgres.exec(`
      CREATE TABLE patients (id int PRIMARY KEY, mrn text, note text);
      INSERT INTO patients VALUES (1, 'MR-1', 'made-up 1'), (2, 'MR-2', 'made-up 2'), (3, 'MR-2', NULL)`);
  });

  const asked: unknown[] = [];
  const client: Pick<PhiClient, 'encrypt' | 'decrypt'> = {
    encrypt: async (fields, reason) => {
      asked.push(...fields.map(({ field }) => ({ field, ...reason })));
      const jwes = await readableCipher.encrypt(
        fields.map(({ patientId, dataType, ...value }) => ({ patientId, dataType, value })),
      );
      return jwes.map((jwe) => ({ ok: true, jwe }));
    },
    decrypt: async (fields) => {
      const values = await readableCipher.decrypt(fields);
      return values.map((value) =>
        value === undefined
          ? { ok: false, code: 'not-decryptable', detail: '' }
          : { ok: true, value },
      );
    },
  };
  const here = (change: Partial<typeof client> = {}) => ({
    openClient: () => ({ ...client, ...change }),
    connect: async () =>
      Promise.resolve({ database: databaseOf(postgres), close: async () => reconnect(postgres) }),
  });
  const encrypted = async () =>
    (await postgres.exec('SELECT FROM patients WHERE note_jwe IS NOT NULL')).length;

  test('encrypts, compares, and prints the last SQL without running it', async () => {
    const { exitCode, stdout, leaks } = await run(HERE, here());
    expect({ exitCode, leaks }).toEqual({ exitCode: EXIT.ok, leaks: [] });
    expect(stdout).toContain('All is encrypted, and was compared.');
    expect(stdout).toContain('\nALTER TABLE "public"."patients" DROP COLUMN "note";\n');
    expect(stdout).toContain(
      '\nALTER TABLE "public"."patients" DROP COLUMN IF EXISTS "note_jwe";\n',
    );
    expect(await encrypted()).toBe(2);
    expect(await postgres.exec('SELECT note FROM patients WHERE id = 1')).toHaveLength(1);
    expect(asked[0]).toEqual({ field: 'note', purpose: 'HSYSADMIN' });
  });

  test('says what it would do, and does nothing', async () => {
    const { exitCode, stdout } = await run([...HERE, '--dry-run'], here());
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain('2 rows would be encrypted. Nothing was changed.');
    expect(stdout).toContain('CREATE TRIGGER');
    expect(await postgres.exec('SELECT FROM pg_trigger WHERE NOT tgisinternal')).toEqual([]);
    await run(HERE, here());
    expect((await run([...HERE, '--dry-run'], here())).stdout).toBe(
      '0 rows would be encrypted. Nothing was changed.\n',
    );
  });

  test('finds what is wrong, and with --repair lets the next run make it again', async () => {
    await run(HERE, here());
    await postgres.exec(
      "UPDATE patients SET note_jwe = 'x' WHERE id = 1; INSERT INTO patients VALUES (4, NULL, 'made-up 4')",
    );
    const { exitCode, stdout, leaks } = await run([...HERE, '--repair'], here());
    expect({ exitCode, leaks }).toEqual({ exitCode: EXIT.problems, leaks: [] });
    expect(stdout).toContain('1 rows have no record number');
    expect(stdout).toContain('1 rows have an encrypted value that does not decrypt');
    expect(stdout).not.toContain('DROP COLUMN "note";');
    await postgres.exec("UPDATE patients SET mrn = 'MR-4' WHERE id = 4");
    expect((await run(HERE, here())).exitCode).toBe(EXIT.ok);
  });

  test('does without decrypting, says so, and finds what cannot be of its row', async () => {
    const without = HERE.filter((word) => word !== '--compare');
    const decrypt = async () => Promise.reject(new TypeError('asked'));
    const header: FieldHeader = { kid: 'A'.repeat(22), ctx: 'A'.repeat(22), kind: 'text' };
    const key = createSecretKey(Buffer.alloc(32));
    const encrypt: typeof client.encrypt = async (fields) =>
      fields.map((field) => ({
        ok: true,
        jwe: seal(header, Buffer.from('text' in field ? field.text : ''), key),
      }));
    const { exitCode, stdout } = await run(without, here({ encrypt, decrypt }));
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain('nobody decrypted it');
    expect(stdout).toContain('DROP COLUMN "note";');
    await postgres.exec('UPDATE patients SET note_jwe = left(note_jwe, -1) WHERE id = 1');
    const spoilt = await run(without, here({ encrypt, decrypt }));
    expect(spoilt.exitCode).toBe(EXIT.problems);
    expect(spoilt.stdout).toContain('1 rows have an encrypted value of something else');
  });

  test.each<readonly [string, Partial<typeof client>, string]>([
    [
      'one field',
      {
        encrypt: async (fields) =>
          fields.map(() => ({ ok: false, code: 'no-policy', detail: 'made-up' }) as const),
      },
      'refused to encrypt (no-policy)',
    ],
    [
      'all',
      {
        encrypt: async () => Promise.reject(new NotPermittedError(403, { code: 'not-permitted' })),
      },
      '403 not-permitted',
    ],
    [
      'to decrypt',
      {
        decrypt: async (fields) =>
          fields.map(() => ({ ok: false, code: 'no-policy', detail: '' }) as const),
      },
      'Leave --compare out',
    ],
  ])('stops where the API refuses %s', async (_, change, said) => {
    const { exitCode, stderr, leaks } = await run(HERE, here(change));
    expect({ exitCode, leaks }).toEqual({ exitCode: EXIT.usage, leaks: [] });
    expect(stderr).toContain(said);
  });

  test('stops on Ctrl-C, and goes on when it is called again', async () => {
    const interrupted = {
      ...here(),
      onInterrupt: (stop: () => void) => {
        stop();
        return () => undefined;
      },
    };
    const { exitCode, stderr } = await run(HERE, interrupted);
    expect(exitCode).toBe(EXIT.unfinished);
    expect(stderr).toContain('Run the same command again');
    expect((await run(HERE, here())).exitCode).toBe(EXIT.ok);
  });

  test('says what is in the way, of the table and of the connection', async () => {
    await postgres.exec('ALTER TABLE patients DROP CONSTRAINT patients_pkey');
    const table = await run(HERE, here());
    expect(table).toMatchObject({
      exitCode: EXIT.usage,
      stderr: expect.stringContaining('primary key'),
    });
    const connection = await run([...HERE, '--json'], {
      connect: async () => Promise.reject(new DatabaseError('28P01')),
    });
    expect(connection).toMatchObject({ exitCode: EXIT.usage, leaks: [], stderr: '' });
    expect(JSON.parse(connection.stdout)).toMatchObject({
      event: 'end',
      outcome: 'failed',
      message: expect.stringContaining('wrong password'),
    });
  });
});

describe('by the function', () => {
  const going = (state: string): BackfillAnswer => ({
    outcome: 'going-on',
    phase: 'encrypt',
    done: 1,
    total: 2,
    state,
  });
  const done = {
    outcome: 'done',
    verified: true,
    compared: true,
    faults: {
      missing: 0,
      withoutPatient: 0,
      tooLarge: 0,
      undecryptable: 0,
      different: 0,
      withoutPlain: 0,
    },
    final: 'DROP IT;',
    undo: 'UNDO;',
  } as const;
  const lost: BackfillAnswer = { outcome: 'interrupted', message: 'The keys do not answer.' };

  async function follow(answers: readonly BackfillAnswer[], ...args: readonly string[]) {
    const jobs: FunctionJob[] = [];
    const left = [...answers];
    const ran = await run([...THERE, ...args], {
      openFunction: () => async (job) => {
        // As the function would take it.
        jobs.push(readFunctionJob(JSON.parse(JSON.stringify(job))));
        return Promise.resolve(left.shift() ?? lost);
      },
    });
    return { ...ran, jobs, states: jobs.map(({ state }) => state) };
  }

  test('goes from slice to slice, until all is done', async () => {
    const { exitCode, stdout, states, jobs } = await follow(
      [going('a'), going('b'), done],
      '--pace',
      '9',
    );
    expect({ exitCode, states }).toEqual({ exitCode: EXIT.ok, states: [undefined, 'a', 'b'] });
    expect(jobs[0]).toEqual({
      tenant: 'mercy',
      database: 'clinic',
      schema: 'public',
      table: 'patients',
      column: 'note',
      patientColumn: 'mrn',
      dataType: 'notes',
      purpose: 'HSYSADMIN',
      pace: 9,
      repair: false,
    });
    expect(stdout).toContain('DROP IT;\n');
  });

  test('tries again where something does not answer, from where it was, and not for ever', async () => {
    expect((await follow([going('a'), lost, lost, done])).states).toEqual([
      undefined,
      'a',
      'a',
      'a',
    ]);
    const { exitCode, stderr, states } = await follow([going('a')]);
    expect(exitCode).toBe(EXIT.unfinished);
    expect(stderr).toContain('The keys do not answer. Run the same command again');
    expect(states).toHaveLength(7);
  });

  test('tells as JSON how far it is and how it ended', async () => {
    const { stdout } = await follow(
      [going('a'), { ...done, verified: false, faults: { ...done.faults, missing: 3 } }],
      '--json',
    );
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      { event: 'progress', stage: 'encrypt', done: 1, total: 2 },
      expect.objectContaining({ event: 'end', exitCode: EXIT.problems, verified: false }),
    ]);
  });

  test('says why the function refused', async () => {
    const { exitCode, stderr } = await follow([{ outcome: 'refused', message: 'no such table' }]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: EXIT.usage,
      stderr: 'hlz phi backfill: no such table\n',
    });
  });

  test.each<readonly [string, number, string, Readonly<Record<string, string>>, unknown]>([
    ['an answer', 200, JSON.stringify(done), {}, done],
    [
      'a failure',
      200,
      '{"errorMessage":"made-up"}',
      { 'x-amz-function-error': 'Unhandled' },
      expect.stringMatching(/function backfill failed. Its log/),
    ],
    ['what is no answer', 200, '{}', {}, expect.stringMatching(/failed/)],
    [
      'too many calls',
      429,
      '{}',
      { 'x-amzn-errortype': 'TooManyRequestsException' },
      {
        outcome: 'interrupted',
        message: 'The function does not answer (TooManyRequestsException).',
      },
    ],
    [
      'no such function',
      404,
      '{"Message":"Function not found"}',
      { 'x-amzn-errortype': 'ResourceNotFoundException' },
      expect.stringMatching(/backfill cannot be called: Invoke: ResourceNotFoundException/),
    ],
  ])('takes from Lambda %s', async (_, status, body, headers, expected) => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on('end', () => response.writeHead(status, headers).end(body));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const invoke = awsFunction({
      name: 'backfill',
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      credentials: { accessKeyId: 'made', secretAccessKey: 'up' },
    });
    const {
      jobs: [job],
    } = await follow([done]);
    try {
      if (job === undefined) throw new TypeError('no job');
      const answer = await invoke(job).catch(String);
      expect(answer).toEqual(expected);
      expect(bodies).toEqual([JSON.stringify(job)]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

test.each([
  ['nothing', [], '--table is missing'],
  [
    'an unknown data type',
    [...THERE, '--json'].with(THERE.indexOf('notes'), 'poems'),
    '--data-type: found "poems", expected one of demographics',
  ],
  ['no address', ['postgres://a@b/c', ...COLUMN], '--api is missing'],
  ['both ways', [...THERE, '--api', 'https://api'], '--api goes not with --function'],
  ['two places', [...THERE, 'postgres://a@b/c'], 'no postgres-url, --compare'],
  [
    'a tenant of a database here',
    [...HERE, '--tenant', 'x'],
    '--tenant goes not with a postgres-url',
  ],
  ['no pace', [...THERE, '--pace', '0'], '--pace: found "0"'],
])('refuses %s', async (_, args, said) => {
  const { exitCode, stderr } = await run(args);
  expect(exitCode).toBe(EXIT.usage);
  expect(stderr).toContain(said);
  expect(stderr).not.toContain('made-up');
});
