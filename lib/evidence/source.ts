import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { EvidenceError } from './errors';
import { listFolder } from './folder';
import type { EvidenceSource } from './model';

/** Date of a pack outside of a checkout: nobody takes it for one on which something happened. */
export const NO_DATE = '1980-01-01T00:00:00Z';

/** The last second of the year 2999: OSCAL knows no later one. */
const LAST_SECOND = 32_503_679_999;

/** Folders of which a new file can change what is made. */
const CODE = ['api', 'bin', 'client', 'config', 'lambda', 'lib'];

/** What a call of git printed; undefined when there is no git, or when it refused. */
export type Git = (args: readonly string[]) => string | undefined;

export interface SourceProps {
  /** Version of the package. */
  readonly version: string;
  /** Folder of the package. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * @default - the git of this machine
   */
  readonly git?: Git;
}

/**
 * Which code this is, so that a pack can be made again.
 *
 * @throws EvidenceError for a `SOURCE_DATE_EPOCH` that is no whole number of seconds
 */
export function evidenceSource({
  version,
  root,
  env,
  git = gitIn(root),
}: SourceProps): EvidenceSource {
  const inherited = epoch(env['SOURCE_DATE_EPOCH']);
  const [hash = '', seconds = ''] = isRootOfCheckout(root, git)
    ? (git(['log', '-1', '--format=%H %ct']) ?? '').trim().split(' ')
    : [];
  const commit = hash === '' ? '' : `${hash}${isChanged(git) ? '-changed' : ''}`;
  if (inherited !== undefined) {
    return { version, commit, date: inherited, dated: 'SOURCE_DATE_EPOCH' };
  }
  return hash === ''
    ? { version, commit, date: NO_DATE, dated: 'nothing' }
    : { version, commit, date: iso(Number(seconds)), dated: 'commit' };
}

/**
 * Files of the tests that the commit has; outside of a checkout, those that are there.
 *
 * @throws EvidenceError when git does not say
 */
export function testFiles({
  root,
  git = gitIn(root),
}: Pick<SourceProps, 'root' | 'git'>): ReadonlySet<string> {
  if (!isRootOfCheckout(root, git)) return new Set(filesBelow(root, 'test'));
  const listed = git(['ls-tree', '-r', '-z', '--name-only', 'HEAD', '--', 'test']);
  if (listed === undefined) {
    throw new EvidenceError(
      '--tests: git does not say which tests the commit has. See what `git ls-tree -r HEAD -- test` says here.',
    );
  }
  return new Set(listed.split('\0').filter(Boolean));
}

function filesBelow(root: string, folder: string): readonly string[] {
  const path = join(root, folder);
  return existsSync(path) ? listFolder(path).files.map((file) => `${folder}/${file}`) : [];
}

/**
 * Whether a file differs from the commit, or one was added where it may be built in. Others that nobody
 * has added, such as results of tests, make no other zone. What git does not say counts as changed.
 */
function isChanged(git: Git): boolean {
  // No list of one's own hides a file: only that of the repository, of which the status is asked too.
  const added = ['ls-files', '--others', '--exclude-from=.gitignore', '--', ...CODE];
  const status = ['-c', 'core.fsmonitor=false', 'status', '--porcelain', '--untracked-files=no'];
  const isClean = [status, added].every((args) => git(args) === '');
  return !isClean || !isAllLookedAt(git(['ls-files', '-v', '-z']));
}

/** Whether git was told of no file to take it for unchanged: those have another letter than H. */
function isAllLookedAt(listed: string | undefined): boolean {
  const entries = listed?.split('\0').filter(Boolean) ?? [];
  return entries.length > 0 && entries.every((entry) => entry.startsWith('H '));
}

/** Installed as a package, the checkout around is that of somebody else. */
function isRootOfCheckout(root: string, git: Git): boolean {
  const top = git(['rev-parse', '--show-toplevel'])?.trim() ?? '';
  return top !== '' && realPath(top) === realPath(root);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function epoch(text = ''): string | undefined {
  if (text === '') return undefined;
  if (!/^\d{1,12}$/.test(text) || Number(text) > LAST_SECOND) {
    throw new EvidenceError(
      `SOURCE_DATE_EPOCH: found ${JSON.stringify(text.slice(0, 40))}, expected seconds since 1970, such as 1767225600. Set it so, or not at all.`,
    );
  }
  return iso(Number(text));
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

function gitIn(root: string): Git {
  // In a hook of git these name another repository. No lock: nothing is changed here.
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const env = {
    ...Object.fromEntries(kept),
    GIT_OPTIONAL_LOCKS: '0',
    // Else a commit may stand for another one.
    GIT_NO_REPLACE_OBJECTS: '1',
  };
  return (args) => {
    const { status, stdout } = spawnSync('git', ['-C', root, ...args], {
      env,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return status === 0 ? stdout : undefined;
  };
}
