import type { Subject } from '../../../compliance/evaluation';
import { at, isObject } from '../../../compliance/reading/zone-view';
import { partitionOf } from '../../../names';
import { nameOf } from './names';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** What stands for a value that the template does not say. */
export const SET_AT_DEPLOY = 'set at deploy';

/**
 * A value of a template as a person reads it: the account and the Region of the zone by their
 * values, a resource by its name (within a longer text as `<name>`), and what only AWS knows as
 * `set at deploy`. Nothing for a value that is not there.
 */
export function shown(zone: EvidenceZone, from: Subject, value: unknown): string {
  if (Array.isArray(value)) return value.map((entry) => shown(zone, from, entry)).join(', ');
  if (!isObject(value)) return literal(value);
  const reference =
    pseudo(zone, from, value) ?? named(zone, from, value) ?? zoneOfAvailability(value);
  if (reference !== undefined) return reference;
  const [function_, ...more] = Object.keys(value);
  if (function_ === 'Fn::Join' && more.length === 0) return joined(zone, from, value[function_]);
  if (function_ === 'Ref' || function_?.startsWith('Fn::') === true) return SET_AT_DEPLOY;
  return Object.entries(value)
    .map(([key, entry]) => `${key}: ${shown(zone, from, entry)}`)
    .join(', ');
}

function literal(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

function pseudo(zone: EvidenceZone, from: Subject, value: unknown): string | undefined {
  const { account } = zone.expectations;
  const region = zone.regionOf(from);
  switch (at(value, 'Ref')) {
    case 'AWS::AccountId':
      return account;
    case 'AWS::Region':
      return region;
    case 'AWS::Partition':
      return partitionOf(region);
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::NoValue':
      return '';
    default:
      return undefined;
  }
}

/** A resource by name; the stream of a table is not the table. */
function named(zone: EvidenceZone, from: Subject, value: unknown): string | undefined {
  const resource = zone.follow(from, value);
  if (resource === undefined) return undefined;
  const attribute = at(value, 'Fn::GetAtt');
  const isStream = Array.isArray(attribute) && attribute[1] === 'StreamArn';
  return `${nameOf(zone, resource)}${isStream ? ' (stream)' : ''}`;
}

/** CDK takes availability zones by their place in the list of the Region. */
function zoneOfAvailability(value: unknown): string | undefined {
  const select = at(value, 'Fn::Select');
  const [index, list]: readonly unknown[] = Array.isArray(select) ? select : [];
  return at(list, 'Fn::GetAZs') === undefined
    ? undefined
    : `availability zone ${Number(index) + 1} of the Region`;
}

function joined(zone: EvidenceZone, from: Subject, join: unknown): string {
  const [separator, parts]: readonly unknown[] = Array.isArray(join) ? join : [];
  if (typeof separator !== 'string' || !Array.isArray(parts)) return SET_AT_DEPLOY;
  return (parts as readonly unknown[])
    .map((part) => {
      if (!isObject(part)) return shown(zone, from, part);
      return pseudo(zone, from, part) ?? `<${shown(zone, from, part)}>`;
    })
    .join(separator);
}
