import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { EvidenceError } from './errors';
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
  if (!isRootOfCheckout(root, git)) return { version, commit: '', date: inherited ?? NO_DATE };
  const [hash = '', seconds = ''] = (git(['log', '-1', '--format=%H %ct']) ?? '').trim().split(' ');
  return {
    version,
    commit: hash === '' ? '' : `${hash}${isChanged(git) ? '-changed' : ''}`,
    date: inherited ?? (hash === '' ? NO_DATE : iso(Number(seconds))),
  };
}

/**
 * Whether a file differs from the commit, or one was added where it may be built in. Others that nobody
 * has added, such as results of tests, make no other zone.
 */
function isChanged(git: Git): boolean {
  const added = ['ls-files', '--others', '--exclude-standard', '--', ...CODE];
  return [['status', '--porcelain', '--untracked-files=no'], added].some(
    (args) => (git(args) ?? '') !== '',
  );
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
  const env = { ...Object.fromEntries(kept), GIT_OPTIONAL_LOCKS: '0' };
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
