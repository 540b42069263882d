import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiOf, readOpenApi } from './document';
import { routesSource } from './routes-source';
import { typesSource } from './types-source';
import { validatorsSource } from './validators-source';

/** Where handlers find what is generated, from the root of the repository. */
export const GENERATED_FOLDER = 'lambda/shared/http/generated';

/** What is generated from the API document: file name -> text. */
export function generatedFiles(): Readonly<Record<string, string>> {
  const api = apiOf(readOpenApi());
  return {
    'routes.ts': routesSource(api),
    'types.ts': typesSource(api),
    'validators.ts': validatorsSource(api),
  };
}

if (require.main === module) {
  const folder = join(__dirname, '..', '..', GENERATED_FOLDER);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(generatedFiles()))
    writeFileSync(join(folder, name), text);
}
