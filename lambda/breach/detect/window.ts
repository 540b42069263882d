/** What is kept of what one rule counted. Times are milliseconds since 1970. */

/**
 * Events of one time and one producer whose numbers follow each other: those of one call mostly do. None has
 * an id in common with another of the same window.
 */
export interface Moment {
  readonly time: number;
  /** Of the ids of the events, which are `<epoch>-<n>`. */
  readonly epoch: string;
  /** First and last `n`. */
  readonly from: number;
  readonly to: number;
  /** How much they count together. */
  readonly weight: number;
  /** Whether the rule was told to be broken at these events. */
  readonly hit: boolean;
}

/**
 * That a patient was seen, or a call made: within a window that ends anywhere in [from, last + length of the
 * window). Another time in between changes nothing, so no more need be kept, and nothing is lost.
 */
export interface Span {
  /** A pseudonym, or `callOf`: 22 characters. */
  readonly name: string;
  readonly from: number;
  readonly last: number;
}

export interface Window {
  /** By time, then by id. */
  readonly moments: readonly Moment[];
  /** Of rules that count patients or calls; spans of one name do not touch each other. Empty for others. */
  readonly spans: readonly Span[];
}

export const EMPTY_WINDOW: Window = { moments: [], spans: [] };

/** An event as a rule counts it. */
export interface Arrival {
  readonly time: number;
  readonly epoch: string;
  readonly n: number;
  readonly weight: number;
  /** Of rules that count patients or calls: which. */
  readonly name: string;
}

/** When a rule is broken: its measure reaches `least` within `length` milliseconds, the first of them excluded. */
export interface Limit {
  readonly least: number;
  readonly length: number;
}
