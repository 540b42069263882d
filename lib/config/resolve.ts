import type { ZodType } from 'zod';
import { runChecks } from './checks';
import type { Section, ValidFields } from './check';
import { ConfigError } from './problems';
import type { Problem } from './problems';
import { profileDefaults } from './profiles';
import type { Profile, ZoneConfig } from './schema';
import { zoneConfigSchema } from './schema';
import type { Origin, Sourced, SourcedMap } from './sourced';
import { at, lineAt, originsOf, overlay, plain, sourced, withoutEmpty } from './sourced';
import { structuralProblems } from './structure';
import type { Draft } from './structure';
import { readYaml } from './yaml';

/** A zone as it is meant: what was written, and the defaults of its profile below it. */
export interface LoadedConfig {
  readonly config: ZoneConfig;
  /** Where each leaf (scalar, empty list, empty mapping) of `config` comes from, by dotted path. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** The file, as it was named. */
  readonly file: string;
}

/**
 * The zone that a YAML text describes; `file` names the text in problems.
 * @throws ConfigError with every problem of the text, and nothing else.
 */
export function resolveZoneConfig(text: string, file: string): LoadedConfig {
  const { tree, problems: notPlain } = readYaml(text);
  if (tree?.kind !== 'map') {
    throw new ConfigError(file, notPlain.length > 0 ? notPlain : [notAMapping(tree)]);
  }
  const draft = draftOf(tree);
  const sections = validSections(draft);
  const shapes = unlessNamed(notPlain, structuralProblems(draft));
  const shown = [...notPlain, ...shapes];
  const problems = [...shown, ...unlessWithin(shown, crossProblems(draft, notPlain))];
  if (problems.length > 0 || !isComplete(sections)) throw new ConfigError(file, problems);
  return { config: sections, origins: originsOf(withoutEmpty(draft.merged)), file };
}

function notAMapping(tree: Sourced | undefined): Problem {
  const isEmpty = tree === undefined || plain(tree) === undefined;
  return {
    path: '',
    message: `${isEmpty ? 'empty' : 'not a mapping'}, expected keys such as \`profile: sandbox\`.`,
    mend: 'Start from a copy of config/sandbox.yaml.',
  };
}

function draftOf(written: SourcedMap): Draft {
  const named = at(written, ['profile']);
  const { data: profile } = zoneConfigSchema.shape.profile.safeParse(named && plain(named));
  // Without a profile the shape can be checked nevertheless: all have defaults for the same keys.
  const defaults = defaultsOf(profile ?? 'production');
  const merged = overlay(defaults, written);
  return { written, merged, fallback: profile && { profile, defaults } };
}

function defaultsOf(profile: Profile): Sourced {
  return sourced(profileDefaults(profile), { kind: 'profile', profile });
}

const SECTIONS = Object.keys(zoneConfigSchema.shape) as readonly Section[];

/** In the order of the schema, which is also that of the keys of a section. */
function validSections({ merged }: Draft): Partial<ZoneConfig> {
  const full = withoutEmpty(merged);
  const valid = SECTIONS.flatMap((section) => {
    const value = at(full, [section]);
    const result = zoneConfigSchema.shape[section].safeParse(value && plain(value));
    return result.success ? [[section, result.data]] : [];
  });
  return Object.fromEntries(valid) as Partial<ZoneConfig>;
}

/**
 * The fields that have the right shape. In a section with an unknown key, only those that are written
 * there: the key may be what somebody meant by another.
 */
function validFields({ written, merged }: Draft, doubtful: ReadonlySet<string>): ValidFields {
  const full = withoutEmpty(merged);
  const valid = SECTIONS.flatMap((section) => {
    const value = at(full, [section]);
    const schema = zoneConfigSchema.shape[section];
    if (value === undefined || doubtful.has(section)) return [];
    if (!('shape' in schema)) {
      const { success, data } = schema.safeParse(plain(value));
      return success ? [[section, data]] : [];
    }
    if (value.kind !== 'map') return [];
    const shapes: Readonly<Record<string, ZodType>> = schema.shape;
    const isKnown = (field: string): boolean => Object.hasOwn(shapes, field);
    const sure = [...value.entries.keys()].every(isKnown);
    const fields = [...value.entries].flatMap(([field, entry]) => {
      const stands = sure || at(written, [section, field]) !== undefined;
      if (!isKnown(field) || !stands || doubtful.has(`${section}.${field}`)) return [];
      const parsed = shapes[field]?.safeParse(plain(entry));
      return parsed?.success === true ? [[field, parsed.data]] : [];
    });
    return [[section, Object.fromEntries(fields)]];
  });
  return Object.fromEntries(valid) as ValidFields;
}

function isComplete(sections: Partial<ZoneConfig>): sections is ZoneConfig {
  return SECTIONS.every((section) => sections[section] !== undefined);
}

/** What stands where the text is not plain data is not what was meant: its shape says nothing. */
function unlessNamed(named: readonly Problem[], others: readonly Problem[]): readonly Problem[] {
  const paths = new Set(named.map(({ path }) => path));
  return others.filter(({ path }) => !paths.has(path));
}

/** A value of the wrong shape is there, and not missing; nor is that in which it stands. */
function unlessWithin(named: readonly Problem[], others: readonly Problem[]): readonly Problem[] {
  return others.filter(
    ({ path }) => !named.some((one) => one.path === path || one.path.startsWith(`${path}.`)),
  );
}

/** Sections and fields in which something is not plain data: a default may stand in its place. */
function doubtfulPaths(notPlain: readonly Problem[]): ReadonlySet<string> {
  return new Set(notPlain.map(({ path }) => path.split('.').slice(0, 2).join('.')));
}

/** None without a profile: a default of the other one could be what is found. */
function crossProblems(draft: Draft, notPlain: readonly Problem[]): readonly Problem[] {
  if (draft.fallback === undefined) return [];
  const fields = validFields(draft, doubtfulPaths(notPlain));
  return runChecks(fields).map(({ path, message, mend }) => {
    const line = lineAt(draft.written, path.split('.'));
    return { path, line, message, mend };
  });
}
