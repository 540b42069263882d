import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileDefaults } from '../lib/config/profiles';
import { FUNCTION_NAMES } from '../lib/config/schema';
import { at } from '../lib/compliance/reading/zone-view';
import { STACK_IDS, WORKLOAD_TAG } from '../lib/names';
import { made } from './support/outside';
import { actionsByCaller, roleStatements } from './support/role-policies';
import { ROOT } from './support/root';
import { resources } from './support/statements';
import { shippedConfig, templatesOf } from './support/templates';

/** Cells of the rows of a table of docs/architecture.md, by the first one. */
function tableBelow(heading: string): ReadonlyMap<string, readonly string[]> {
  const page = readFileSync(join(ROOT, 'docs', 'architecture.md'), 'utf8');
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const rows = (section.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return new Map(rows.slice(2).map(([first = '', ...more]) => [first, more]));
}

function foldersOf(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

it('has a row for every room', () => {
  const rooms = [...tableBelow('Rooms')].map((row) => row.flat().join(' '));
  for (const folder of foldersOf('lib')) {
    expect(rooms.filter((row) => row.startsWith(`\`lib/${folder}/`)).length).toBeGreaterThan(0);
  }
  const capabilities = rooms.find((row) => row.startsWith('`lambda/<capability>/`'));
  for (const folder of foldersOf('lambda').filter((name) => name !== 'shared')) {
    expect(capabilities).toContain(`\`${folder}\``);
  }
  const constructs = rooms.find((row) => row.startsWith('`lib/constructs/<room>/`'));
  for (const folder of foldersOf('lib/constructs')) expect(constructs).toContain(`\`${folder}\``);
});

it('has a row for every room of test/e2e, and names what stands beside them', () => {
  const rooms = foldersOf('test/e2e').map((folder) => `\`${folder}/\``);
  expect([...tableBelow('Rooms of test/e2e').keys()].toSorted()).toEqual(rooms.toSorted());
  const page = readFileSync(join(ROOT, 'docs', 'architecture.md'), 'utf8');
  const files = readdirSync(join(ROOT, 'test', 'e2e')).filter((file) => file.endsWith('.ts'));
  expect(files.filter((file) => !page.includes(`\`${file}\``))).toEqual([]);
});

it('has a row for every stack, which says whether it is protected', () => {
  const rows = tableBelow('Stacks');
  expect([...rows.keys()].toSorted()).toEqual(STACK_IDS.toSorted());
  for (const { id, terminationProtection } of made('stacks', shippedConfig('production'))) {
    const [, deleted] = rows.get(id) ?? [];
    const isSaid = deleted?.endsWith('Termination protection') ?? false;
    expect([id, isSaid]).toEqual([id, terminationProtection]);
  }
});

it('has a row for every function, which says whether it writes audit events', () => {
  const rows = tableBelow('What a function may do');
  expect([...rows.keys()].toSorted()).toEqual([...FUNCTION_NAMES]);
  const writes = [...templatesOf('production').values()].flatMap((template) =>
    resources(template, 'AWS::IAM::Role').flatMap(([id, role]) => {
      const name = workloadOf(role);
      const { code = [] } = actionsByCaller(roleStatements(template, id.replace(/Role.*$/, '')));
      return name === undefined ? [] : [[name, code.includes('kinesis:PutRecords')] as const];
    }),
  );
  expect(Object.fromEntries(writes)).toEqual(
    Object.fromEntries([...rows].map(([name, [said]]) => [name, said === 'yes'])),
  );
});

it.each([
  ['endpoint', 'endpoint'],
  ['requestsPerSecond', 'requestsPerSecond'],
  ['burst', 'requestsPerSecond'],
  ['requestsPerAddress', 'requestsPerAddress'],
] as const)('says of the API what the profiles have as %s', (setting, named) => {
  const rows = [...tableBelow('Who may call the API')];
  const [, [, said] = []] = rows.find(([name]) => name.includes(`\`${named}\``)) ?? [];
  for (const profile of ['production', 'sandbox'] as const) {
    const value = profileDefaults(profile).api[setting];
    expect(said).toContain(typeof value === 'number' ? value.toLocaleString('en') : value);
  }
});

it('says on the page of people after how long a session is idle', () => {
  const page = readFileSync(join(ROOT, 'docs', 'identity.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\d+) \|/gm)];
  const idle = rows.map(([, kind = '', seconds]) => [kind, Number(seconds)] as const);
  expect(Object.fromEntries(idle)).toEqual(profileDefaults('production').identity.idleSeconds);
});

/** The function that a role is for, by its tag. */
function workloadOf({ Tags: tags }: Readonly<Record<string, unknown>>): string | undefined {
  const tag = [tags].flat().find((entry) => at(entry, 'Key') === WORKLOAD_TAG);
  return FUNCTION_NAMES.find((name) => name === at(tag, 'Value'));
}
