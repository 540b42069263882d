import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createLocalDetector } from '../../../lambda/phi/detect/local-detector';
import { main } from '../../../lib/cli/main';
import { EXIT } from '../../../lib/cli/command';
import { COMMANDS } from '../../../lib/cli/commands';
import { scanDirectory } from '../../../lib/phi/scan/directory';
import { piecesOf } from '../../../lib/phi/scan/files';
import { fakeIo } from '../../cli/fake-io';

const SSN = '219-09-9999';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hlz-scan-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string | Buffer): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

async function found(): Promise<readonly string[]> {
  const { found } = await scanDirectory({
    directory: folder,
    detector: createLocalDetector(),
    progress: () => undefined,
  });
  return found.map(
    ({ place, table, file = '', line, field, identifier, encrypted }) =>
      `${place} ${file}:${String(line)} ${table === undefined ? '' : `${table}.`}${field} ${identifier}${encrypted ? ' encrypted' : ''}`,
  );
}

test('values in fixtures and logs, by their form, with the line', async () => {
  write('seed/patient.txt', `one\ntwo\nSSN ${SSN}\n`);
  write('app.log', '2026-11-25 10:00:00 from 10.0.0.1 GET https://zone.example/health\n');
  expect(await found()).toEqual(['value seed/patient.txt:3 text ssn']);
});

test('keys with a value, and heads of tables', async () => {
  write(
    'a.json',
    '{ "name": "app", "patient_ssn": "219099999", "dob": null, "email": "${EMAIL}" }',
  );
  write('b.csv', 'first_name,ssn,room\nCanary,219099999,7\n');
  write('c.csv', 'first_name,ssn\n');
  expect(await found()).toEqual([
    'value a.json:1 patient_ssn ssn',
    'value a.json:1 text name',
    'value a.json:1 text ssn',
    'value b.csv:1 first_name name',
    'value b.csv:1 ssn ssn',
    'value b.csv:2 text name',
    'value b.csv:2 text ssn',
  ]);
});

test('never takes the first line of a table without a head for names of columns', async () => {
  write('a.csv', 'Iris Canary,1962-03-14\nMobile Canary,1963-03-14\n');
  write('b.tsv', '"Iris Canary"\tcanary@example.org\n"Mobile Canary"\tcanary@example.org\n');
  write('c.csv', 'Iris Canary,(212) 555-0147\nMobile Canary,(212) 555-0148\n');
  expect((await found()).join('\n')).not.toMatch(/canary/i);
  // A year is a column where there is one for each.
  write('d.csv', 'patient_ssn,2019,2020\n219099999,5,6\n');
  expect(await found()).toContain('value d.csv:1 patient_ssn ssn');
});

test('columns of a migration, and whether they are the encrypted ones', async () => {
  write(
    'migrations/1.sql',
    `CREATE TABLE IF NOT EXISTS public.patients (
       id uuid PRIMARY KEY,
       ssn varchar(11) CHECK (length(ssn) > 3),
       ssn_jwe text,
       has_email boolean,
       CONSTRAINT names UNIQUE (id)
     );
     ALTER TABLE public.patients ADD COLUMN phone text;`,
  );
  expect(await found()).toEqual([
    'column migrations/1.sql:8 public.patients.phone telephone',
    'column migrations/1.sql:3 public.patients.ssn ssn',
    'column migrations/1.sql:4 public.patients.ssn_jwe ssn encrypted',
  ]);
});

test('fields that code declares are told, and no unencrypted PHI', async () => {
  write(
    'src/patient.ts',
    'interface Patient {\n  readonly ssn: string;\n  readonly name: string;\n}\n',
  );
  expect(await found()).toEqual(['declaration src/patient.ts:2 ssn ssn']);
  const { io } = fakeIo({ cwd: folder });
  expect(await main(['phi', 'scan', '.', '--check'], io, COMMANDS)).toBe(EXIT.ok);
});

test('what is made up, and says so, or is given to nobody, is none', async () => {
  write(
    'marked.txt',
    `SSN ${SSN} # hlz-phi: made-up, number of an advertisement\nSSN 219-09-9998\n`,
  );
  write(
    'top.sql',
    `-- hlz-phi-file: made-up, by the generator of this test\nINSERT INTO p VALUES ('${SSN}');\n`,
  );
  write('nobody.txt', 'Mail jane@hospital.example or call (415) 555-0123, account 123456789012\n');
  write('mark-without-reason.txt', `SSN ${SSN} hlz-phi: made-up\n`);
  expect(await found()).toEqual([
    'value mark-without-reason.txt:1 text ssn',
    'value marked.txt:2 text ssn',
  ]);
});

test('a repository as git sees it; else all but what tools made, and never what is no text', async () => {
  write('node_modules/x/a.txt', `SSN ${SSN}`);
  write('ignored.txt', `SSN ${SSN}`);
  write('kept.txt', `SSN ${SSN}`);
  write('picture.bin', Buffer.from(`\0SSN ${SSN}`));
  expect(await found()).toEqual(['value ignored.txt:1 text ssn', 'value kept.txt:1 text ssn']);
  execFileSync('git', ['init', '-q', folder]);
  write('.gitignore', 'node_modules\nignored.txt\n');
  expect(await found()).toEqual(['value kept.txt:1 text ssn']);
});

test('a long file piece by piece: each line once, with its number, and no line cut', () => {
  const lines = Array.from({ length: 40_000 }, (_, at) => `line ${String(at)} ${'x'.repeat(60)}\n`);
  write('long.txt', lines.join(''));
  const pieces = [...piecesOf(join(folder, 'long.txt'))];
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.map(({ text }) => text).join('')).toBe(lines.join(''));
  for (const { text, line } of pieces)
    expect(text.startsWith(`line ${String(line - 1)} `)).toBe(true);
  write('one-line.txt', `${'y'.repeat(3_000_000)} SSN ${SSN}`);
  const parts = [...piecesOf(join(folder, 'one-line.txt'))];
  expect(parts.at(-1)?.text.endsWith(SSN)).toBe(true);
  expect(Math.max(...parts.map(({ text }) => text.length))).toBeLessThanOrEqual(1024 * 1024);
});

test('tells what it cannot do, and how it is called', async () => {
  for (const [args, expected] of [
    [['nowhere'], 'nowhere: there is no such file or folder (ENOENT).'],
    [['.', '--sample', '-1x'], '--sample'],
    [['.', '--pattern', 'nonsense=99'], 'expected one of name, geographic'],
    [['postgres://db.hospital.example/x?sslmode=disable'], 'in the clear'],
    [['postgres://db.hospital.example/'], 'The address of the database is none'],
  ] as const) {
    const { io, printed } = fakeIo({ cwd: folder });
    expect(await main(['phi', 'scan', ...args], io, COMMANDS)).toBe(EXIT.usage);
    expect(printed.stderr).toContain(expected);
  }
});

test('--json is one stream of objects', async () => {
  write('a.txt', `SSN ${SSN}`);
  const { io, printed } = fakeIo({ cwd: folder });
  expect(await main(['phi', 'scan', '.', '--json', '--check'], io, COMMANDS)).toBe(EXIT.problems);
  const events = printed.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(events.at(-1)).toEqual({ event: 'end', exitCode: 1, entries: 1, unencrypted: 1 });
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'entry', file: 'a.txt', line: 1 }),
  );
  expect(printed.stdout).not.toContain(SSN);
  write('b.txt', 'nothing');
  await main(['phi', 'scan', '.'], io, COMMANDS);
  const once = readFileSync(join(folder, 'phi-inventory.yaml'), 'utf8');
  await main(['phi', 'scan', '.'], io, COMMANDS);
  expect(readFileSync(join(folder, 'phi-inventory.yaml'), 'utf8')).toBe(once);
});
