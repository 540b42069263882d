import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EvidenceError } from './errors';
import { listFolder, readPlainFile } from './folder';
import { LARGEST_MANIFEST, MANIFEST, NOTE, parseManifest } from './manifest';
import type { EvidenceFile } from './model';

/**
 * Whether a pack may be written at this place: nothing is there, an empty folder, or an older pack and
 * nothing beside.
 *
 * @throws EvidenceError that says what is there, and what to do
 */
export function checkTarget(target: string): void {
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    throw new EvidenceError(`${target} is no folder. Name another one with --out.`);
  }
  if (readdirSync(target).length === 0) return;
  // Before anything else is read: it may be somebody's whole disk.
  const own = ownFiles(target);
  if (own === undefined) {
    throw new EvidenceError(
      `${target} holds something, and is no evidence pack. It stays as it is: name another folder with --out.`,
    );
  }
  const { files, others } = listFolder(target);
  const foreign = [...files, ...others].filter((path) => !own.has(path));
  if (foreign.length > 0) {
    throw new EvidenceError(
      `${target} holds what is not of its pack: ${foreign.slice(0, 5).join(', ')}${foreign.length > 5 ? ` and ${String(foreign.length - 5)} more` : ''}. Move it away, or name another folder with --out.`,
    );
  }
}

/** What a pack may hold, by its own manifest; undefined where there is none. */
function ownFiles(folder: string): ReadonlySet<string> | undefined {
  const manifest = readPlainFile(join(folder, MANIFEST), LARGEST_MANIFEST);
  if (manifest === undefined) return undefined;
  try {
    return new Set([MANIFEST, NOTE, ...parseManifest(manifest).files.map(({ path }) => path)]);
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return undefined;
  }
}

/**
 * Writes all files into a new folder beside, which then takes the place of an older pack: so there is
 * never half of one, nor one of two runs.
 *
 * @throws EvidenceError when the place is not free, or cannot be written
 */
export function writePack(target: string, files: readonly EvidenceFile[]): void {
  checkTarget(target);
  try {
    mkdirSync(dirname(target), { recursive: true });
    const beside = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    try {
      const made = join(beside, 'new');
      for (const { path, content } of files) {
        mkdirSync(dirname(join(made, path)), { recursive: true });
        writeFileSync(join(made, path), content, { flag: 'wx' });
      }
      replace(target, made, join(beside, 'old'));
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof EvidenceError) throw error;
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new EvidenceError(
      `${target} cannot be written (${code}). Make room, or name a folder of your own with --out.`,
      { cause: error },
    );
  }
}

function replace(target: string, made: string, old: string): void {
  if (lstatSync(target, { throwIfNoEntry: false }) === undefined) {
    renameSync(made, target);
    return;
  }
  renameSync(target, old);
  try {
    renameSync(made, target);
  } catch (error) {
    renameSync(old, target);
    throw error;
  }
}
