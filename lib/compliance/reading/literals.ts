import type { Subject } from '../evaluation';
import { textOf } from './value-text';
import type { JsonObject, ZoneView } from './zone-view';
import { at, isObject } from './zone-view';

/** What a setting must be. */
export type Literal = string | number | boolean;

/**
 * A finding for each setting that is not the literal that it should be. Keys are paths, such as
 * `RecordingGroup.AllSupported`.
 */
export function unmet(
  properties: JsonObject,
  wanted: Readonly<Record<string, Literal>>,
): readonly string[] {
  return Object.entries(wanted).flatMap(([path, literal]) => {
    const value = at(properties, ...path.split('.'));
    return value === literal
      ? []
      : [`${path} is ${said(value)}, expected ${String(literal)}. Set it.`];
  });
}

/**
 * A value as a finding says it. What is no single word is not printed: it could be a secret, or a
 * patient's.
 */
export function said(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (value === 'true' || value === 'false') return `the text ${value}`;
  return typeof value === 'string' && /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(value)
    ? value
    : 'no literal that a rule can read';
}

/** A list of objects, undefined when a part of it is anything else. */
export function objectsIn(value: unknown): readonly JsonObject[] | undefined {
  return Array.isArray(value) && value.every(isObject) ? value : undefined;
}

/** A list of literal strings, undefined when a part of it is anything else. */
export function stringsIn(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
    ? value
    : undefined;
}

/** Whether a value is a text, or a reference, that can be read. */
export function isGiven(zone: ZoneView, from: Subject, value: unknown): boolean {
  const text = textOf(zone, from, value);
  return text !== undefined && text !== '';
}
