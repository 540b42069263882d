import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../support/root';
import { apiWorld } from '../support/api-world';
import { EVERY_WAY, prepare } from '../support/every-operation';

const TEXTS = {
  patientId: 'MADE-UP-0001',
  justification: 'Made-up reason, brought in unconscious at night.',
};

/** Rows of the table of docs/break-glass.md: what an operation writes down, as it is said to people. */
const ROWS = new Map(
  readFileSync(join(ROOT, 'docs', 'break-glass.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(
      ([, operation = '', types = '', actions = '']) => [operation, { types, actions }] as const,
    ),
);

it.each(EVERY_WAY)('is told as it is: $name', async ({ operation, call }) => {
  const world = await prepare(apiWorld(), TEXTS);
  const before = world.events().length;
  await call(world);
  const row = ROWS.get(operation);
  expect(row).toBeDefined();
  const events = world.events().slice(before);
  expect(events.length === 0).toBe(row?.types === '');
  for (const { type, action } of events) {
    expect(row?.types).toContain(`\`${type}\``);
    expect(row?.actions).toContain(`\`${action}\``);
  }
});
