import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Processes } from './processes';
import { CommandError } from './processes';

/** What this machine lacks, in one line: the run is left out, not failed. */
export class LackError extends Error {
  override readonly name = 'LackError';
}

const REQUIREMENTS = join(__dirname, 'requirements.txt');
const OLDEST = [3, 10] as const;

/**
 * A private Python environment with the emulator in it, made once for each list of requirements. The
 * Python of the machine is left as it is.
 *
 * @param cache folder that is kept between runs
 * @param folder of this run, in the same file system: what is half made goes with it
 * @returns its interpreter
 * @throws LackError without Python or PyPI
 */
export async function pythonWithEmulator(
  processes: Processes,
  cache: string,
  folder: string,
): Promise<string> {
  const python = await findPython(processes);
  const digest = createHash('sha256')
    .update(readFileSync(REQUIREMENTS))
    .update(JSON.stringify(python))
    .digest('hex')
    .slice(0, 12);
  const home = join(cache, `python-${digest}`);
  const interpreter = join(home, 'bin', 'python');
  if (existsSync(interpreter)) return interpreter;

  // Under another name until it is whole; whoever is first gives it its name.
  const draft = join(folder, 'python');
  const options = { cwd: cache, env: process.env, seconds: 600 };
  try {
    const made = await processes.end(python.command, ['-m', 'venv', draft], options);
    if (made.code !== 0) {
      throw new LackError(
        `${python.command} -m venv ${made.why}; expected one that makes environments (on Debian: apt-get install python3-venv).`,
      );
    }
    await install(processes, join(draft, 'bin', 'python'), options);
    if (!existsSync(interpreter)) renameSync(draft, home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return interpreter;
}

async function install(
  processes: Processes,
  interpreter: string,
  options: Parameters<Processes['end']>[2],
): Promise<void> {
  const args = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
  const exact = ['--require-hashes', '--no-deps', '--only-binary', ':all:', '-r', REQUIREMENTS];
  const ended = await processes.end(interpreter, [...args, ...exact], options);
  if (ended.code === 0) return;
  // A file that is not what was pinned is no lack of this machine.
  if (/DO NOT MATCH THE HASHES/.test(ended.stderr)) throw new CommandError('pip install', ended);
  const last = ended.stderr.trim().split('\n').at(-1) ?? '';
  throw new LackError(`the emulator cannot be installed from PyPI: pip ${ended.why}. ${last}`);
}

interface Python {
  readonly command: string;
  /** Where it is, and its version: an environment fits no other. */
  readonly identity: string;
}

async function findPython(processes: Processes): Promise<Python> {
  const script =
    'import platform, sys; print(sys.version_info[0], sys.version_info[1], platform.machine(), sys.executable)';
  const seen: string[] = [];
  for (const command of ['python3', 'python']) {
    const options = { cwd: process.cwd(), env: process.env, seconds: 60 };
    const identity = await processes.end(command, ['-c', script], options).then(
      ({ code, stdout }) => (code === 0 ? stdout.trim() : ''),
      () => '',
    );
    const [major = 0, minor = 0] = identity.split(' ').map(Number);
    if (major === OLDEST[0] && minor >= OLDEST[1]) return { command, identity };
    if (identity !== '') seen.push(`${command} is ${String(major)}.${String(minor)}`);
  }
  const found = seen.length === 0 ? 'found none' : seen.join(', ');
  throw new LackError(`no Python ${OLDEST.join('.')} or later: ${found}.`);
}
