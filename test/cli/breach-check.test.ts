import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duesOf } from '../../lambda/breach/clocks/dues';
import type { IncidentFile } from '../../lambda/breach/notices/incident-file';
import { renderFile } from '../../lambda/breach/notices/render';
import { foldHistory } from '../../lambda/breach/register/apply';
import type { Entry } from '../../lambda/breach/register/incident';
import { breachCheckCommand } from '../../lib/cli/breach-check';
import { UsageError } from '../../lib/cli/command';
import { INCIDENT, input } from '../lambda/breach/notices/made-up';
import { HISTORY } from '../lambda/breach/notices/made-up-history';
import { fakeIo } from './fake-io';

const CWD = mkdtempSync(join(tmpdir(), 'hlz-check-'));
const FILE = fileOf(HISTORY);

/** The file that entries make; without their days that of another, when nobody can reckon them. */
function fileOf(entries: readonly Entry[], other?: IncidentFile): IncidentFile {
  const incident = foldHistory(INCIDENT.id, entries);
  if (other !== undefined) return { ...other, version: incident.version, entries, head: incident };
  return renderFile({ ...input(), incident, entries, dues: duesOf(incident, { targetDays: 30 }) })
    .file;
}

async function check(content: unknown, ...args: readonly string[]) {
  const { io, printed } = fakeIo({ cwd: CWD });
  writeFileSync(
    join(CWD, 'file.json'),
    typeof content === 'string' ? content : JSON.stringify(content),
  );
  return { exitCode: await breachCheckCommand.run(['file.json', ...args], io), ...printed };
}

const CLOSED = fileOf([
  ...HISTORY,
  {
    n: HISTORY.length + 1,
    at: Date.UTC(2027, 0, 2),
    by: { kind: 'person', id: 'officer-1', role: 'privacy-officer' },
    change: { kind: 'state', to: 'closed', why: 'Done.' },
    dues: [],
  },
]);

it.each([
  ['an open one', FILE, 'version 16, 16 entries, confirmed; keep until 2032-11-17'],
  ['a closed one', CLOSED, 'version 17, 17 entries, closed; keep until 2033-01-02'],
  [
    'one by another goal than when it was last changed',
    { ...FILE, dues: duesOf(FILE.head, { targetDays: 45 }) },
    'version 16, 16 entries, confirmed; keep until 2032-11-17',
  ],
])(
  'finds nothing wrong with a file as it was given, and says what it did not check: %s',
  async (_, file, is) => {
    const { exitCode, stdout } = await check(file);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `incident ${INCIDENT.id}, ${is}
Head, dues and keepUntil are what the entries make, and no entry is missing.
Not checked, since no entry has it: organization, madeOn. Whether all was changed alike: the audit ledger has an event of each entry.
`,
    });
  },
);

it.each([
  [
    'an entry changed',
    { ...FILE, entries: FILE.entries.with(2, { ...HISTORY[2], at: 1 } as never) },
    /SHA-256/,
  ],
  [
    'an entry gone',
    { ...FILE, entries: FILE.entries.slice(0, -1) },
    /SHA-256[^]*The head is not what the entries make/,
  ],
  [
    'an entry gone from between',
    { ...FILE, entries: FILE.entries.toSpliced(3, 1) },
    /make no incident: entry 4 is missing, or not in its place\. Have it exported anew/,
  ],
  [
    'another day until which it is kept',
    { ...FILE, keepUntil: '2027-01-01' },
    /^The day in keepUntil is not six years after the last entry\.$/m,
  ],
  ['nothing due', { ...FILE, dues: [] }, /^What is due by the file \(dues\) is not/m],
  [
    'a later due day',
    { ...FILE, dues: FILE.dues.map((due) => ({ ...due, due: '2030-01-01' })) },
    /^What is due by the file \(dues\) is not/m,
  ],
  [
    'nothing due when it was closed',
    { ...CLOSED, dues: [] },
    /^What is due by the file \(dues\) is not/m,
  ],
  [
    'a moment that no calendar has',
    fileOf([{ ...HISTORY[0], at: Number.MAX_SAFE_INTEGER } as Entry], FILE),
    /Neither keepUntil nor dues can be reckoned/,
  ],
  ['a problem that is none', { ...FILE, problems: ['canary'] }, /^The file says of itself/m],
  [
    'another head',
    { ...FILE, head: { ...FILE.head, severity: 'low' } },
    /^The head is not what the entries make/m,
  ],
])('names what is wrong: %s', async (_, content, problem) => {
  const { exitCode, stdout } = await check(content);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: expect.stringMatching(problem) });
  expect(stdout).not.toMatch(/keep until|runbooks|canary/);
});

it.each([
  ['no JSON', '{', 'no JSON object'],
  ['something else', {}, 'schema, incident'],
  ['an entry of no kind', { ...FILE, entries: [{ n: 1, at: 1, secret: 'canary' }] }, 'entries.0'],
  ['a field more', { ...FILE, note: 'canary' }, ': note (not known).'],
  [
    'a field more within',
    { ...FILE, head: { ...FILE.head, note: 'canary' } },
    'head.note (not known)',
  ],
  ['nothing of dues', { ...FILE, dues: undefined }, 'dues'],
  ['a file of another time', { ...FILE, schema: 'hipaa-landing-zone/incident-file/2' }, 'schema'],
])(
  'says that it is no file of an incident, and repeats nothing of it: %s',
  async (_, content, fields) => {
    const { exitCode, stdout } = await check(content, '--json');
    expect(exitCode).toBe(1);
    const { problems } = JSON.parse(stdout) as { readonly problems: readonly string[] };
    expect(problems).toEqual([expect.stringContaining(fields)]);
    expect(stdout).not.toContain('canary');
  },
);

it('needs one file that can be read', async () => {
  const { io, printed } = fakeIo({ cwd: CWD });
  expect(await breachCheckCommand.run(['none.json'], io)).toBe(2);
  expect(printed.stderr).toBe(
    'hlz breach check: none.json: there is no such file or folder (ENOENT).\n',
  );
  await expect(breachCheckCommand.run([], io)).rejects.toThrow(UsageError);
  await expect(breachCheckCommand.run(['one', 'two'], io)).rejects.toThrow('found 2 files');
});
