/**
 * What the page carries for its own script, once: each text is written one time, and numbers point to
 * it. Read by the generator and by the browser, so that it knows neither Node nor the DOM.
 */
export interface PageData {
  /** Name of the zone. */
  readonly zone: string;
  /** What a browser keeps answers under: of this pack, and of no other. */
  readonly answersKey: string;
  /** Names of the packs, ids of rules, reasons, days of review, excerpts. */
  readonly texts: readonly string[];
  readonly resources: readonly PageResource[];
  readonly rows: readonly PageRow[];
  /** By id of the control, mechanism by mechanism. */
  readonly controls: Readonly<Record<string, readonly PageMechanism[]>>;
}

export interface PageResource {
  readonly path: string;
  readonly logicalId: string;
  /** CloudFormation type. */
  readonly type: string;
  /** Name of the stack. */
  readonly stack: string;
  /** Its template in the pack; empty when there is none. */
  readonly file: string;
  /** What stands in the template, in the beginning: index of a text. */
  readonly excerpt: number;
  /** Whether the excerpt leaves something out. */
  readonly cut: boolean;
}

/** Rule with its finding (a text), resource, verdict, reason (a text), review (a text). */
export type PageRow = readonly [
  rule: number,
  resource: number,
  verdict: number,
  reason: number,
  review: number,
];

export interface PageMechanism {
  readonly resources: readonly number[];
  readonly rows: readonly number[];
}

/** Verdicts of a row, what needs somebody first. */
export const VERDICTS = ['error', 'non-compliant', 'acknowledged', 'compliant'] as const;

/** A verdict, as the page says it. `Passed` is what one rule said of one resource, and no more. */
export const VERDICT_WORDS: Readonly<Record<(typeof VERDICTS)[number], string>> = {
  error: 'Error',
  'non-compliant': 'Open',
  acknowledged: 'Acknowledged',
  compliant: 'Passed',
};

/** Id of the element that holds the data. */
export const DATA_ID = 'hlz-data';

/** Mark in the timeline of the browser: filters, search and links work. */
export const INTERACTIVE_MARK = 'hlz-interactive';

/** In characters; the same as `hlz evidence --answers` takes. */
export const LONGEST_NOTE = 2000;
