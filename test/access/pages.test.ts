import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORBID_REASONS } from '../../lambda/access/decision';
import { readPolicies, SCHEMA_FILE } from '../../lambda/access/engine-policies';
import type { DataType } from '../../lambda/access/vocabulary';
import type { Role } from '../../lambda/identity/roles';
import { ROLES } from '../../lambda/identity/roles';
import { DATA_TYPES } from '../../lambda/shared/audit/vocabulary';
import { repositoryEngine } from '../../lib/access/cedar';
import { accessMatrix } from '../../lib/access/matrix';
import { matrixPage } from '../../lib/access/matrix-page';
import { readPolicyFiles } from '../../lib/access/policy-files';
import { asked } from '../lambda/access/support/matrix';
import { ROOT } from '../support/root';

const FILE = join(ROOT, 'docs', 'access-matrix.md');

const HEAD = `# Access matrix

<!-- Written by \`UPDATE_DOCS=1 npx jest test/access/pages\`. Do not edit. -->

Who may do what, asked of the policies in [lambda/access/policies](../lambda/access/policies/), question by question; \`npx hlz access matrix\` prints the same. [How decisions are made, and what was chosen where the requirements are silent](access.md).

`;

async function page(): Promise<string> {
  const files = readPolicyFiles();
  return HEAD + matrixPage(accessMatrix(await repositoryEngine(files), readPolicies(files)));
}

it('docs/access-matrix.md is current; UPDATE_DOCS=1 npx jest test/access/pages renews it', async () => {
  const current = await page();
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, current);
  expect(readFileSync(FILE, 'utf8')).toBe(current);
});

it('shows the table that was asked for, letter by letter', () => {
  const rows = readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll(' ', '-')));
  const head = rows.find((row) => row.includes('part')) ?? [];
  const shown = (role: Role, type: DataType): string | undefined =>
    rows.find(([, name]) => name === type)?.[head.indexOf(role)];
  for (const role of ROLES) {
    for (const type of DATA_TYPES) {
      expect({ role, type, cell: shown(role, type) }).toEqual({
        role,
        type,
        cell: asked(role, type),
      });
    }
  }
});

/** First cells of the rows of a table of docs/access.md. */
function firstCells(heading: string): readonly string[] {
  const page = readFileSync(join(ROOT, 'docs', 'access.md'), 'utf8');
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) => line.split('|')[1]?.trim().replaceAll('`', '') ?? '');
}

it('docs/access.md tells every circumstance that policies look at, and no other', () => {
  const { text = '' } = readPolicyFiles().find(({ name }) => name === SCHEMA_FILE) ?? {};
  const circumstances = [...text.matchAll(/^ {2}(\w+): Bool/gm)].map(([, name = '']) =>
    name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
  );
  expect(circumstances.length).toBeGreaterThan(5);
  expect(firstCells('What is looked at')).toEqual(circumstances);
});

it('docs/access.md tells every prohibition, in the order in which one is given as the reason', () => {
  expect(firstCells('Always denied')).toEqual(FORBID_REASONS);
});
