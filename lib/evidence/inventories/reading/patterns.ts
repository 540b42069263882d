import type { Subject } from '../../../compliance/evaluation';
import { textOf, THIS_ACCOUNT, THIS_REGION } from '../../../compliance/reading/value-text';
import { partitionOf } from '../../../names';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** Whether there is a text that both patterns, with `*` and `?`, are about. */
export function overlaps(one: string, other: string): boolean {
  const tried = new Set<number>();
  const meet = (i: number, j: number): boolean => {
    const place = i * (other.length + 1) + j;
    if (tried.has(place)) return false;
    tried.add(place);
    const [a, b] = [one[i], other[j]];
    if (a === '*') return meet(i + 1, j) || (b !== undefined && meet(i, j + 1));
    if (b === '*') return meet(i, j + 1) || (a !== undefined && meet(i + 1, j));
    if (a === undefined || b === undefined) return a === b;
    return (a === b || a === '?' || b === '?') && meet(i + 1, j + 1);
  };
  return meet(0, 0);
}

/** Parts of an ARN before the one that names the resource, which alone may have colons. */
const PARTS = 5;

/**
 * Whether there is an ARN that both patterns are about. A wildcard stays within its part, and what is
 * missing at the end of one is anything.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function arnsOverlap(one: string, other: string): boolean {
  const [a, b] = [partsOf(one), partsOf(other)];
  // What is no ARN is a pattern of all of it.
  if (a === undefined || b === undefined) return overlaps(one, other);
  return a.every((part, at) => overlaps(part, b[at] ?? '*'));
}

function partsOf(arn: string): readonly string[] | undefined {
  if (!arn.startsWith('arn:')) return undefined;
  const parts = arn.split(':');
  const begins = Array.from({ length: PARTS }, (_none, at) => parts[at] ?? '*');
  return [...begins, parts.length > PARTS ? parts.slice(PARTS).join(':') : '*'];
}

/**
 * A value of a policy as a pattern with the account and the Region by their values; undefined when it
 * cannot be read. A variable of a policy, such as `${aws:username}`, can be anything.
 */
export function patternOf(zone: EvidenceZone, from: Subject, value: unknown): string | undefined {
  const region = zone.regionOf(from);
  return textOf(zone, from, value)
    ?.replaceAll(THIS_ACCOUNT, zone.expectations.account)
    .replaceAll(THIS_REGION, region)
    .replaceAll('<Partition>', partitionOf(region))
    .replaceAll('<URLSuffix>', 'amazonaws.com')
    .replaceAll(/\$\{[^}]*\}/g, '*');
}
