import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { zoneConfigSchema, type Profile } from '../../lib/config/schema';
import { ROOT } from '../support/root';

type Mapping = Readonly<Record<string, unknown>>;

/** The shipped config of a profile, as it is written. */
export function readYamlFile(profile: Profile): Mapping {
  return parse(readFileSync(join(ROOT, 'config', `${profile}.yaml`), 'utf8')) as Mapping;
}

/** Settings of a section, without their reasons. */
export function settingsOf(section: 'accountSettings' | 'singletons'): readonly string[] {
  return Object.keys(zoneConfigSchema.shape[section].shape).filter((name) => name !== 'reasons');
}

/** As `hlz doctor` says: each setting takes the place of the one of its name, reasons are added. */
export function paste(file: Mapping, yaml: string): Mapping {
  const block = (yaml === '' ? {} : parse(yaml)) as Readonly<Record<string, Mapping>>;
  const merged = Object.entries(block).map(([section, settings]) => {
    const there = (file[section] ?? {}) as Mapping;
    const reasons = { ...(there['reasons'] as Mapping), ...(settings['reasons'] as Mapping) };
    const whole = { ...there, ...settings };
    return [section, Object.keys(reasons).length === 0 ? whole : { ...whole, reasons }] as const;
  });
  return { ...file, ...Object.fromEntries(merged) };
}
