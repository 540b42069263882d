import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { withoutEmulator } from './emulator';
import type { Problem } from './problems';
import { ConfigError } from './problems';
import type { LoadedConfig } from './resolve';
import { resolveZoneConfig } from './resolve';

export { ConfigError } from './problems';
export type { Problem } from './problems';
export type { LoadedConfig } from './resolve';
export { resolveZoneConfig } from './resolve';
export type { Origin } from './sourced';

/** In bytes. A config has two thousand; what is very much longer is something else. */
const LARGEST_FILE = 65_536;

/**
 * Reads the config of one zone. A relative path starts at `cwd`.
 * @throws ConfigError with every problem of the file, also when it cannot be read, or is one of an
 * emulator that is not there.
 */
export function loadZoneConfig(
  file: string,
  cwd: string = process.cwd(),
  env: NodeJS.ProcessEnv = process.env,
): LoadedConfig {
  const text = readText(resolve(cwd, file));
  if (typeof text !== 'string') throw new ConfigError(file, [{ path: '', ...text }]);
  const loaded = resolveZoneConfig(text, file);
  const problem = withoutEmulator(loaded.config.profile, env['AWS_ENDPOINT_URL']);
  if (problem !== undefined) throw new ConfigError(file, [problem]);
  return loaded;
}

type Refusal = Pick<Problem, 'message' | 'mend'>;

/** The text of a file, or why there is none. */
function readText(path: string): string | Refusal {
  const mend = 'Name the config of a zone, such as config/sandbox.yaml.';
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return { message: 'a directory, expected a file.', mend };
    if (!stat.isFile()) return { message: 'not a regular file.', mend };
    if (stat.size > LARGEST_FILE) {
      return { message: `${stat.size} bytes long, expected at most ${LARGEST_FILE}.`, mend };
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { message: 'no such file.', mend };
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      return { message: 'not UTF-8 text.', mend: 'Save it with the encoding UTF-8.' };
    }
    if (code === undefined) throw error;
    const look = 'Look at its permissions, and those of its folder.';
    return { message: `cannot be read (${code}).`, mend: look };
  }
}

/** What Node.js calls an error of the system, or of its own. */
function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : undefined;
}
