import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATED_FOLDER, generatedFiles } from '../../lib/api/generate';
import { ROOT } from '../support/root';

const files = generatedFiles();

it.each(Object.entries(files))('%s is current: else run `npm run generate`', (name, text) => {
  expect(readFileSync(join(ROOT, GENERATED_FOLDER, name), 'utf8')).toBe(text);
});

it('leaves nothing beside that nobody generates', () => {
  expect(readdirSync(join(ROOT, GENERATED_FOLDER)).toSorted()).toEqual(
    Object.keys(files).toSorted(),
  );
});
