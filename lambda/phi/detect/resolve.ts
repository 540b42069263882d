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

/** Of findings that overlap each other. */
function settle(text: string, cluster: readonly Finding[]): readonly Finding[] {
  if (cluster.length < 2) return cluster;
  const standing: Finding[] = [];
  for (const finding of cluster.toSorted(bySureness)) {
    standing.push(...remains(text, finding, standing));
  }
  return standing.toSorted((a, b) => a.start - b.start);
}

function bySureness(a: Finding, b: Finding): number {
  return (
    b.confidence - a.confidence ||
    b.end - b.start - (a.end - a.start) ||
    a.start - b.start ||
    IDENTIFIERS.indexOf(a.identifier) - IDENTIFIERS.indexOf(b.identifier)
  );
}

/** What of a finding no other one covers, as far as it says anything. */
function remains(text: string, finding: Finding, others: readonly Finding[]): readonly Finding[] {
  let parts: readonly Finding[] = [finding];
  for (const other of others) {
    if (other.end <= finding.start || other.start >= finding.end) continue;
    parts = parts.flatMap((part) => [
      { ...part, end: Math.min(part.end, other.start) },
      { ...part, start: Math.max(part.start, other.end) },
    ]);
  }
  return parts.length === 1 ? parts : parts.filter((part) => says(text, part));
}

function says(text: string, { start, end }: Finding): boolean {
  return start < end && /[\p{L}\p{N}]/u.test(text.slice(start, end));
}
