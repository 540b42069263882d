/** A list that a person ticks: nothing here can be seen in a template. */
export interface Checklist {
  /** `business-associates`. */
  readonly id: string;
  readonly title: string;
  readonly explains: string;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistItem {
  /** Unique in the pack and never used again for something else: answers are kept under it. */
  readonly id: string;
  readonly asks: string;
  /** Citations of 45 CFR without its name. */
  readonly citations: readonly string[];
}

/** What a person answered: saved from the page as a file, and given to the next pack. */
export interface ChecklistAnswers {
  readonly answers: Readonly<Record<string, ChecklistAnswer>>;
}

export interface ChecklistAnswer {
  readonly state: 'done' | 'not-applicable' | 'open';
  /** Where the proof is, or why it does not apply. Never PHI. */
  readonly note: string;
}
