import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const FILE = join(__dirname, '..', '..', '..', 'api', 'openapi.yaml');

/** The API as its source says it. */
export function apiDocument(): unknown {
  const document: unknown = parse(readFileSync(FILE, 'utf8'));
  return document;
}
