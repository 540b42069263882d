import type { Coverage as CoverageBody } from '../../../shared/http/generated/types';
import type { Span } from '../../index/walk';

/** What of a period the index has. */
export interface Covered {
  /** The part that is read; empty when it begins where it ends. */
  readonly span: Span;
  /** Every part of the period, and whether it is read. */
  readonly parts: readonly CoverageBody[];
}

/** Rows that are about to go may be gone when they are read. */
const GOING_MS = 60_000;

/**
 * @param coveredFrom from when on the index has all events, in milliseconds since 1970; undefined when it has none
 */
export function covered({ from, to }: Span, coveredFrom: number | undefined): Covered {
  const start = coveredFrom === undefined ? to : new Date(coveredFrom + GOING_MS).toISOString();
  if (start <= from) return { span: { from, to }, parts: [{ from, to, source: 'index' }] };
  if (start >= to) {
    return { span: { from: to, to }, parts: [{ from, to, source: 'not-read' }] };
  }
  return {
    span: { from: start, to },
    parts: [
      { from, to: start, source: 'not-read' },
      { from: start, to, source: 'index' },
    ],
  };
}
