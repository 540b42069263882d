import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderFile } from '../../lambda/breach/notices/render';
import { foldHistory } from '../../lambda/breach/register/apply';
import { breachCheckCommand } from '../../lib/cli/breach-check';
import { UsageError } from '../../lib/cli/command';
import { INCIDENT, input } from '../lambda/breach/notices/made-up';
import { HISTORY } from '../lambda/breach/notices/made-up-history';
import { fakeIo } from './fake-io';

const CWD = mkdtempSync(join(tmpdir(), 'hlz-check-'));
const { file: FILE } = renderFile({
  ...input(),
  incident: foldHistory(INCIDENT.id, HISTORY),
  entries: HISTORY,
});

async function check(content: unknown, ...args: readonly string[]) {
  const { io, printed } = fakeIo({ cwd: CWD });
  writeFileSync(
    join(CWD, 'file.json'),
    typeof content === 'string' ? content : JSON.stringify(content),
  );
  return { exitCode: await breachCheckCommand.run(['file.json', ...args], io), ...printed };
}

it('finds nothing wrong with a file as it was given', async () => {
  const { exitCode, stdout } = await check(FILE);
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: `incident ${INCIDENT.id}, version 16, 16 entries, confirmed; keep until 2032-11-17\nThe head is what the entries make, and none is missing.\n`,
  });
});

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
    'another head',
    { ...FILE, head: { ...FILE.head, severity: 'low' } },
    /^The head is not what the entries make/m,
  ],
])('names what is wrong: %s', async (_, content, problem) => {
  const { exitCode, stdout } = await check(content);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: expect.stringMatching(problem) });
});

it.each([
  ['no JSON', '{', 'no JSON object'],
  ['something else', {}, 'schema, incident'],
  ['an entry of no kind', { ...FILE, entries: [{ n: 1, at: 1, secret: 'canary' }] }, 'entries.0'],
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
  const { io } = fakeIo({ cwd: CWD });
  await expect(breachCheckCommand.run(['none.json'], io)).rejects.toThrow(
    'none.json cannot be read',
  );
  await expect(breachCheckCommand.run([], io)).rejects.toThrow(UsageError);
  await expect(breachCheckCommand.run(['one', 'two'], io)).rejects.toThrow('found 2 files');
});
