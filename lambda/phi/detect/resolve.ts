import type { Finding } from './finding';
import { IDENTIFIERS } from './finding';

/**
 * Findings of which none overlaps another, in the order of their start. Where some overlap, the surer
 * one stands; of equally sure ones the longer; then the one that begins first, then the one whose
 * identifier the law names first. What the others cover beside it stays found: nothing that somebody
 * found is given up.
 */
export function resolve(text: string, findings: readonly Finding[]): readonly Finding[] {
  const ordered = findings.toSorted((a, b) => a.start - b.start);
  const resolved: Finding[] = [];
  let cluster: Finding[] = [];
  let end = 0;
  for (const finding of ordered) {
    if (finding.start >= end && cluster.length > 0) {
      resolved.push(...settle(text, cluster));
      cluster = [];
    }
    cluster.push(finding);
    end = Math.max(end, finding.end);
  }
  resolved.push(...settle(text, cluster));
  return resolved;
}

/** Of findings that overlap each other. In time linear in their lengths, however many there are. */
function settle(text: string, cluster: readonly Finding[]): readonly Finding[] {
  const [first] = cluster;
  if (first === undefined || cluster.length < 2) return cluster;
  const from = first.start;
  const taken = new Uint8Array(cluster.reduce((most, { end }) => Math.max(most, end), from) - from);
  const standing = cluster.toSorted(bySureness).flatMap((finding) => {
    const [start, end] = [finding.start - from, finding.end - from];
    const free = stretches(taken, start, end);
    taken.fill(1, start, end);
    const isWhole = free[0]?.[0] === start && free[0][1] === end;
    return isWhole
      ? [finding]
      : free.flatMap(([start, end]) =>
          trimmed(text, { ...finding, start: from + start, end: from + end }),
        );
  });
  return standing.toSorted((a, b) => a.start - b.start);
}

/** What of a span nobody has taken. */
function stretches(
  taken: Uint8Array,
  start: number,
  end: number,
): readonly (readonly [number, number])[] {
  const free: [number, number][] = [];
  for (let at = start; at < end; at += 1) {
    if (taken[at] === 1) continue;
    const from = at;
    while (at < end && taken[at] === 0) at += 1;
    free.push([from, at]);
  }
  return free;
}

function bySureness(a: Finding, b: Finding): number {
  return (
    b.confidence - a.confidence ||
    b.end - b.start - (a.end - a.start) ||
    a.start - b.start ||
    IDENTIFIERS.indexOf(a.identifier) - IDENTIFIERS.indexOf(b.identifier)
  );
}

/** A letter or digit; beyond ASCII everything may be part of one. */
const SAYS = /[A-Za-z0-9\u0080-\uffff]/;

/** Without what says nothing at its ends, such as a comma; nothing when there is nothing else. */
function trimmed(text: string, part: Finding): readonly Finding[] {
  let { start, end } = part;
  while (start < end && !SAYS.test(text[start] ?? '')) start += 1;
  while (start < end && !SAYS.test(text[end - 1] ?? '')) end -= 1;
  return start < end ? [{ ...part, start, end }] : [];
}
