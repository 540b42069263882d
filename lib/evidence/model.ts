import type { CheckLedger } from '../compliance/check-ledger';
import type { ZoneConfig } from '../config/schema';
import type { JudgedControl, TestResults } from '../controls/judged';
import type { Checklist, ChecklistAnswers } from './checklist';
import type { EvidenceTable } from './table';
import type { EvidenceZone } from './zone/evidence-zone';

/** Which code made the pack: the same source and inputs give the same bytes. */
export interface EvidenceSource {
  /** Version of the package. */
  readonly version: string;
  /** Commit of the checkout; with `-changed` behind it when files differ from it. Empty outside of one. */
  readonly commit: string;
  /** UTC, in ISO 8601 with seconds. */
  readonly date: string;
  /**
   * What the date is of: the commit; `SOURCE_DATE_EPOCH`, which whoever makes the pack sets
   * (https://reproducible-builds.org/specs/source-date-epoch/); or nothing at all.
   */
  readonly dated: 'commit' | 'SOURCE_DATE_EPOCH' | 'nothing';
}

/** What went into a pack beside the code, each as SHA-256 in lower-case hexadecimal. */
export interface EvidenceInputs {
  /** The config with its defaults: `config.json` of the pack. */
  readonly config: string;
  /** The file of `--tests`, and what it says. Undefined when none was given. */
  readonly tests?: TestsInput | undefined;
  /** The file of `--answers`. Undefined when none was given. */
  readonly answers?: string | undefined;
}

/** Results of tests, as somebody gave them. */
export interface TestsInput {
  readonly sha256: string;
  /** When the run began, by the clock of that machine: UTC, in ISO 8601. */
  readonly started: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Results of tests, with what is known of the run. */
export interface GivenTests extends TestResults {
  readonly run: TestsInput;
  /** By what the run was less than one of all tests of this commit: sentences, often none. */
  readonly lacks: readonly string[];
}

/** Everything that the pack says, before it is written in any format. */
export interface EvidenceModel {
  readonly source: EvidenceSource;
  readonly inputs: EvidenceInputs;
  readonly config: ZoneConfig;
  readonly zone: EvidenceZone;
  /** The check ledger of the same synth. */
  readonly ledger: CheckLedger;
  /** Why the synth would not have passed, beside open findings. */
  readonly problems: readonly string[];
  readonly controls: readonly JudgedControl[];
  /** Acknowledgements, encryption, retention, permissions, assets, access matrix, settings. */
  readonly tables: readonly EvidenceTable[];
  readonly pictures: readonly Picture[];
  readonly checklists: readonly Checklist[];
  /** What a person has answered so far; empty when nobody has. */
  readonly answers: ChecklistAnswers['answers'];
  /** Undefined when no results file was given: then every test is `not-run`. */
  readonly tests: GivenTests | undefined;
}

/** A drawing made from the templates. */
export interface Picture {
  /** Name of its file, `<id>.svg`, and anchor on the page, `picture-<id>`: a table may have the same id. */
  readonly id: 'network' | 'data-flow' | 'audit-flow' | 'alerts';
  readonly title: string;
  /** What one sees, in words, for whoever does not. */
  readonly explains: string;
  /**
   * An SVG document of its own: root element with `viewBox`, `role="img"`, `<title>` and `<desc>`; colours
   * by `currentColor` and `var(--name, fallback)`, so that it follows light and dark also inside a page.
   */
  readonly svg: string;
}

/** A file of the pack. */
export interface EvidenceFile {
  /** Path within the pack, with `/`: `templates/Keys.template.json`. */
  readonly path: string;
  readonly content: string;
}
