import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ZoneConfig } from '../config/schema';
import { EvidenceError } from './errors';
import type { EvidenceFile, EvidenceInputs, EvidenceModel, EvidenceSource } from './model';

/** Name of the list of files, in the pack. */
export const MANIFEST = 'manifest.json';
/** Name of its signature. */
export const NOTE = 'manifest.note';
/** A format that reads otherwise gets another number. */
export const FORMAT = 'hlz-evidence-1';

/** In bytes. One of a zone has six thousand. */
export const LARGEST_MANIFEST = 1024 * 1024;

/** The zone that a pack is of. */
export type ManifestZone = Pick<ZoneConfig, 'name' | 'profile' | 'account' | 'region'>;

/** A file of the pack, as its bytes are. */
export interface ManifestEntry {
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal, lower case. */
  readonly sha256: string;
}

/** What is in a pack, and of what it is. */
export interface Manifest {
  readonly format: typeof FORMAT;
  readonly zone: ManifestZone;
  readonly source: EvidenceSource;
  readonly inputs: EvidenceInputs;
  /** By path, in the order of code units; not the manifest, and not its signature. */
  readonly files: readonly ManifestEntry[];
}

const LINE = z
  .string()
  .max(200)
  .regex(/^\P{C}*$/u);

const HASH = z.string().regex(/^[0-9a-f]{64}$/);
const COUNT = z.int().nonnegative();

const SCHEMA = z.object({
  format: z.literal(FORMAT),
  zone: z.object({
    name: LINE,
    profile: z.enum(['production', 'sandbox', 'emulator']),
    account: LINE,
    region: LINE,
  }),
  source: z.object({
    version: LINE,
    commit: LINE,
    date: LINE,
    dated: z.enum(['commit', 'SOURCE_DATE_EPOCH', 'nothing']),
  }),
  inputs: z.object({
    config: HASH,
    tests: z
      .object({ sha256: HASH, started: LINE, passed: COUNT, failed: COUNT, skipped: COUNT })
      .optional(),
    answers: HASH.optional(),
  }),
  files: z
    .array(
      z.object({
        path: z.string().refine(isSafePath, { error: 'is no path within the pack' }),
        bytes: COUNT,
        sha256: HASH,
      }),
    )
    .min(1, 'lists no file'),
});

/**
 * Whether a path stays within the folder, on every system, and is neither the manifest nor its
 * signature: those list, and are not listed.
 */
export function isSafePath(path: string): boolean {
  const isName = (name: string): boolean => /^[\w-][\w.-]*$/.test(name);
  return path.length <= 200 && path.split('/').every(isName) && path !== MANIFEST && path !== NOTE;
}

/** Of what a pack is. */
export interface ManifestOf extends Pick<EvidenceModel, 'source' | 'inputs'> {
  readonly config: ManifestZone;
}

/** The manifest of these files. */
export function manifestOf(
  { config, source, inputs }: ManifestOf,
  files: readonly EvidenceFile[],
): Manifest {
  const { name, profile, account, region } = config;
  const { version, commit, date, dated } = source;
  const entries = files.map(({ path, content }): ManifestEntry => {
    if (!isSafePath(path)) throw new Error(`A file of a pack cannot be named ${path}.`);
    if (files.filter((file) => file.path === path).length > 1) {
      throw new Error(`Two files of a pack are named ${path}.`);
    }
    const bytes = Buffer.from(content);
    return { path, bytes: bytes.length, sha256: sha256(bytes) };
  });
  return {
    format: FORMAT,
    zone: { name, profile, account, region },
    source: { version, commit, date, dated },
    inputs,
    files: entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

export function renderManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** @throws EvidenceError for what is no manifest of this format */
export function parseManifest(bytes: Uint8Array): Manifest {
  const { data, error } = SCHEMA.safeParse(json(bytes));
  if (data === undefined) {
    const issues = error.issues
      .slice(0, 3)
      .map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new EvidenceError(
      `${MANIFEST}: ${issues.join('; ')}. Expected one of format ${FORMAT}; a pack of a newer version is checked with that version.`,
    );
  }
  const names = data.files.map(({ path }) => path);
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) {
    throw new EvidenceError(`${MANIFEST}: lists a file twice. Ask for the pack again.`);
  }
  return data;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new EvidenceError(`${MANIFEST} is no JSON. Ask for the pack again.`, { cause: error });
  }
}
