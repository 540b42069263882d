import type { CheckLedger } from '../compliance/check-ledger';
import type { ZoneConfig } from '../config/schema';
import type { JudgedControl, TestResults } from '../controls/judged';
import type { Checklist, ChecklistAnswers } from './checklist';
import type { EvidenceTable } from './table';
import type { EvidenceZone } from './zone/evidence-zone';

/** Which code made the pack: the same source and config give the same bytes. */
export interface EvidenceSource {
  /** Version of the package. */
  readonly version: string;
  /** Commit of the checkout; with `-changed` behind it when files differ from it. Empty outside of one. */
  readonly commit: string;
  /**
   * Time of that commit, UTC, in ISO 8601 with seconds; `SOURCE_DATE_EPOCH` when it is set
   * (https://reproducible-builds.org/specs/source-date-epoch/).
   */
  readonly date: string;
}

/** Everything that the pack says, before it is written in any format. */
export interface EvidenceModel {
  readonly source: EvidenceSource;
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
  readonly tests: TestResults | undefined;
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
