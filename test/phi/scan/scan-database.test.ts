import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseOf } from '../../../lambda/phi/backfill/database';
import { createPhiScanCommand } from '../../../lib/cli/phi-scan';
import { EXIT } from '../../../lib/cli/command';
import { readInventory } from '../../../lib/phi/scan/inventory';
import { fakeIo } from '../../cli/fake-io';
import type { TestPostgres } from '../../lambda/phi/support/postgres';
import { PATIENCE, startPostgres } from '../../lambda/phi/support/postgres';

const URL = 'postgres://reader@127.0.0.1/clinic';
const JWE = `${Buffer.from('{"alg":"dir","enc":"A256GCM","kid":"AAAAAAAAAAAAAAAAAAAAAA"').toString('base64url')}..a.b.c`;
/** Nobody's: no number of it is given out. */
const MADE_UP = { ssn: '219-09-9999', phone: '(415) 555-2671' };

let postgres: TestPostgres;
let folder: string;
beforeAll(async () => {
  postgres = await startPostgres();
}, PATIENCE);
afterAll(async () => postgres.stop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hlz-scan-'));
  await postgres.exec(`
    DROP SCHEMA public CASCADE; CREATE SCHEMA public;
    CREATE TABLE public.patients (
      id uuid PRIMARY KEY, "first Name" text, ssn text, ssn_jwe text, dob date, has_insurance boolean,
      diagnosis text, remarks text, seen_from inet, created_at timestamptz);
    CREATE TABLE public.visits (id bigint PRIMARY KEY, patient_id uuid REFERENCES public.patients (id), room text);
    CREATE VIEW public.mail AS SELECT id, 'none'::text AS email FROM public.visits;
    INSERT INTO public.patients (id, ssn_jwe, remarks) VALUES
      ('00000000-0000-4000-8000-000000000001', '${JWE}', 'Call ${MADE_UP.phone}'),
      ('00000000-0000-4000-8000-000000000002', '${JWE}', 'SSN ${MADE_UP.ssn}'),
      ('00000000-0000-4000-8000-000000000003', NULL, 'all well');`);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function scan(...args: readonly string[]) {
  const { io, printed } = fakeIo({ cwd: folder });
  const command = createPhiScanCommand({
    connect: async () =>
      Promise.resolve({ database: databaseOf(postgres), close: async () => Promise.resolve() }),
    onInterrupt: () => () => undefined,
  });
  const exitCode = await command.run([URL, ...args], io);
  return { exitCode, ...printed };
}

const inventory = () => {
  const text = readFileSync(join(folder, 'phi-inventory.yaml'), 'utf8');
  return readInventory(text, 'phi-inventory.yaml').map(
    ({ table = '', field, identifier, encrypted, count }) =>
      `${table}.${field} ${identifier}${encrypted ? ' encrypted' : ''}${count === undefined ? '' : ` ${String(count)}`}`,
  );
};

test('tells columns by name and type, in tables and views, and keys are none', async () => {
  expect(await scan()).toMatchObject({ exitCode: EXIT.ok });
  expect(inventory()).toEqual(
    [
      'public.mail.email email',
      'public.patients.diagnosis health',
      'public.patients.dob date',
      'public.patients.first Name name',
      'public.patients.seen_from ip-address',
      'public.patients.ssn ssn',
      'public.patients.ssn_jwe ssn encrypted',
    ].filter((line) => !line.includes('remarks')),
  );
});

test('looks into values when it is told to, counts them, and shows none', async () => {
  const { stdout, stderr } = await scan('--sample', '10');
  expect(inventory()).toEqual(
    expect.arrayContaining([
      'public.patients.remarks ssn 1',
      'public.patients.remarks telephone 1',
      'public.patients.ssn_jwe ssn encrypted',
    ]),
  );
  const written = readFileSync(join(folder, 'phi-inventory.yaml'), 'utf8');
  for (const value of Object.values(MADE_UP)) {
    expect(stdout + stderr + written).not.toContain(value);
  }
});

test('a column of encrypted fields with one plain value is not encrypted', async () => {
  await postgres.exec(
    `UPDATE public.patients SET ssn_jwe = '${MADE_UP.ssn}' WHERE remarks = 'all well'`,
  );
  await scan('--sample', '10');
  expect(inventory()).toContain('public.patients.ssn_jwe ssn 1');
});

test('--check fails until everything is encrypted or reviewed, and writes nothing', async () => {
  expect((await scan('--check')).exitCode).toBe(EXIT.problems);
  expect(() => inventory()).toThrow('ENOENT');
  await scan();
  const file = join(folder, 'phi-inventory.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replaceAll(
      'encrypted: false',
      'encrypted: false\n    reviewed: { phi: false, reason: made up for this test }',
    ),
  );
  expect((await scan('--check')).exitCode).toBe(EXIT.ok);
  await postgres.exec('ALTER TABLE public.visits ADD COLUMN fax text');
  const { exitCode, stdout } = await scan('--check');
  expect(exitCode).toBe(EXIT.problems);
  expect(stdout).toContain('public.visits  fax');
  await scan();
  expect(readFileSync(file, 'utf8').match(/reviewed:/g)?.length).toBe(6);
});

test('an inventory that is none is told with everything that is wrong, and left alone', async () => {
  const file = join(folder, 'phi-inventory.yaml');
  writeFileSync(file, 'version: 2\nentries:\n  - field: ssn\n');
  const { exitCode, stderr } = await scan();
  expect(exitCode).toBe(EXIT.usage);
  expect(stderr).toContain('version');
  expect(stderr).toContain('entries.0.place');
  expect(readFileSync(file, 'utf8')).toContain('version: 2');
});
