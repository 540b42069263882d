import type { Due } from '../clocks/clock';
import type { Day } from '../clocks/day';
import type { Incident } from '../register/incident';
import type { Contacts } from '../settings';
import type { Jurisdiction } from '../vocabulary';
import type { HhsSheet } from './hhs-sheet';
import type { Block } from './prose';

/** Drafts of notices: made from the record, read by people, and never sent by themselves. */

export const DRAFT_KINDS = ['letter', 'substitute', 'media', 'hhs'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** From what a draft is made, and from nothing else. */
export interface NoticeInput {
  readonly incident: Incident;
  readonly dues: readonly Due[];
  readonly contacts: Contacts;
  /** Where the organization is. */
  readonly today: Day;
}

/** Something that a notice must say and the record does not. */
export interface Missing {
  readonly what: string;
  /** Where it belongs: an operation of the API and its field, or a field of config. */
  readonly where: string;
  readonly citation: string;
  /** What others write there. @default - none */
  readonly suggestion?: string;
}

/** A text before it has a form. */
export interface NoticeText {
  readonly name: string;
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** @default - of none in particular */
  readonly jurisdiction?: Jurisdiction;
}

/** A text of a draft, such as the release for one State. */
export interface DraftPart {
  /** Such as `letter`, `web-posting`, `release-CA`. */
  readonly name: string;
  /** Line of subject, or headline. */
  readonly subject: string;
  /** Plain text. Begins with a line that marks it as a draft: taking it off is a person's act. */
  readonly text: string;
  /** @default - of none in particular */
  readonly jurisdiction?: Jurisdiction;
}

export interface Draft {
  readonly kind: DraftKind;
  readonly incident: string;
  /** Of the record from which it was made. */
  readonly version: number;
  readonly drill: boolean;
  readonly madeOn: Day;
  /** Whether the rule asks for this notice, as far as the record tells. */
  readonly needed: boolean;
  /** In each draft what has to be filled in first; nothing when it is whole. */
  readonly missing: readonly Missing[];
  /** What somebody should know who reads it: holds, days, sentences that are too long. */
  readonly notes: readonly string[];
  readonly parts: readonly DraftPart[];
  /** Fields of the HHS form. @default - only of kind `hhs` */
  readonly sheet?: HhsSheet;
  /** All of it on one self-contained page, to be printed on US Letter. */
  readonly html: string;
}
