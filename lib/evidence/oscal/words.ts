import { createHash } from 'node:crypto';
import type { EvidenceModel } from '../model';

/** https://pages.nist.gov/OSCAL; the release whose schemas the tests hold the documents to. */
export const OSCAL_VERSION = '1.2.1';

/** Whose words our properties are: OSCAL has none for them in these documents. */
const NAMESPACE = 'urn:hipaa-landing-zone:oscal';

/** Made once, by chance. */
const UUID_NAMESPACE = Buffer.from('6f0c5f1e2b9a4c77a5e03d1b8c42f96d', 'hex');

export type Json = string | number | boolean | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * A UUID that the same names have always: version 5 of RFC 9562. OSCAL takes versions 4 and 5 only, and
 * one by chance would make every pack another.
 */
export function uuid(...names: readonly string[]): string {
  const hash = createHash('sha1').update(UUID_NAMESPACE).update(JSON.stringify(names)).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** What a zone is called in UUIDs: things of it keep theirs from pack to pack. */
export function zoneNames({ config }: EvidenceModel): readonly string[] {
  return [config.account, config.region, config.name];
}

/** What one pack is called: what was observed then is not what is observed later. */
export function packNames(model: EvidenceModel): readonly string[] {
  const { version, commit, date } = model.source;
  return [...zoneNames(model), version, commit, date];
}

/** Plain text where OSCAL reads Markdown: on one line, and nothing in it is markup. */
export function line(text: string): string {
  return flat(text).replaceAll(/[\\`*_<>[\]~^]/g, '\\$&');
}

/** A property of ours. */
export function prop(name: string, value: string): JsonObject {
  return { name, ns: NAMESPACE, value: flat(value) };
}

/** The label that OSCAL itself has for what people call a control. */
export function label(value: string): JsonObject {
  return { name: 'label', value: flat(value) };
}

/** Without whitespace at its ends and line ends within: other strings are refused. */
function flat(text: string): string {
  const clean = text.replaceAll(/[\s\p{C}]+/gu, ' ').trim();
  return clean === '' ? '-' : clean;
}

/** An object without the keys that have nothing: OSCAL refuses empty lists. */
export function filled(object: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(
      (entry): entry is [string, Json] =>
        entry[1] !== undefined && !(Array.isArray(entry[1]) && entry[1].length === 0),
    ),
  );
}

/** What every document begins with. */
export function metadata(title: string, { source }: EvidenceModel): JsonObject {
  const version = source.commit === '' ? source.version : `${source.version}+${source.commit}`;
  return {
    title: line(title),
    'last-modified': source.date,
    version,
    'oscal-version': OSCAL_VERSION,
  };
}
