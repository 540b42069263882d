import type { Finding, Identifier, PhiDetector } from '../../lambda/phi/detect/finding';
import type { Gold, GoldKind, Labelled, Range } from './corpus/labelled';
import { IDENTIFIER_OF } from './corpus/labelled';

/** So many of so many. */
export interface Share {
  readonly hits: number;
  readonly of: number;
}

/** How well a detector does on texts. */
export interface Score {
  /** Identifiers that it found whole: every letter and digit of them lies within findings, whatever those call it. */
  readonly recall: ReadonlyMap<GoldKind, Share>;
  /** Findings that touch an identifier, by what they call it. Those on names of organizations do not count. */
  readonly precision: ReadonlyMap<Identifier, Share>;
  /** Texts without an identifier in which it found one. */
  readonly falseAlarms: Share;
}

/** Runs a detector over texts and compares. */
export async function score(texts: readonly Labelled[], detector: PhiDetector): Promise<Score> {
  const recall = new Map<GoldKind, Share>();
  const precision = new Map<Identifier, Share>();
  const alarms: boolean[] = [];
  for (const labelled of texts) {
    const findings = await detector.detect(labelled.text);
    for (const gold of labelled.gold)
      count(recall, gold.kind, isCovered(labelled.text, gold, findings));
    for (const finding of findings) {
      const isRight = touches(finding, labelled.gold);
      if (isRight || !touches(finding, labelled.neutral)) {
        count(precision, finding.identifier, isRight);
      }
    }
    if (labelled.gold.length === 0) alarms.push(findings.length > 0);
  }
  const falseAlarms = { hits: alarms.filter(Boolean).length, of: alarms.length };
  return { recall, precision, falseAlarms };
}

/** All of these together. */
export function pooled<Key>(
  shares: ReadonlyMap<Key, Share>,
  keys: Iterable<Key> = shares.keys(),
): Share {
  return [...keys]
    .map((key) => shares.get(key) ?? { hits: 0, of: 0 })
    .reduce((sum, share) => ({ hits: sum.hits + share.hits, of: sum.of + share.of }), {
      hits: 0,
      of: 0,
    });
}

/** In percent; not a number of none. */
export function percent({ hits, of }: Share): number {
  return (100 * hits) / of;
}

export const GOLD_KINDS = Object.keys(IDENTIFIER_OF) as readonly GoldKind[];

function count<Key>(shares: Map<Key, Share>, key: Key, isHit: boolean): void {
  const { hits, of } = shares.get(key) ?? { hits: 0, of: 0 };
  shares.set(key, { hits: hits + (isHit ? 1 : 0), of: of + 1 });
}

function touches({ start, end }: Range, ranges: readonly Range[]): boolean {
  return ranges.some((range) => start < range.end && range.start < end);
}

const MARK = /[^\p{L}\p{N}]/u;

function isCovered(text: string, { start, end }: Gold, findings: readonly Finding[]): boolean {
  let at = start;
  for (const finding of findings) {
    while (at < end && at < finding.start && MARK.test(text.charAt(at))) at += 1;
    if (finding.start <= at && at < finding.end) at = finding.end;
  }
  while (at < end && MARK.test(text.charAt(at))) at += 1;
  return at >= end;
}
