import type { Day } from '../clocks/day';
import type { Due, Mark } from '../clocks/clock';
import type {
  Exclusion,
  Factor,
  FindingSource,
  Jurisdiction,
  NoticeKind,
  NoticeWay,
  PhiKind,
  RuleId,
  Severity,
  State,
} from '../vocabulary';

/**
 * An incident is what its entries make of it: each says one change, and none is ever changed itself
 * (45 CFR 164.414(b), 164.530(j)). Times are milliseconds since 1970, days are days of the calendar where
 * the organization is.
 */

/** Where it came from. */
export type Origin =
  /** The detector: acts of one person. */
  | { readonly kind: 'rule'; readonly rule: RuleId; readonly actor: string }
  /** A finding of an AWS service, by its id and type. */
  | {
      readonly kind: 'finding';
      readonly source: FindingSource;
      readonly finding: string;
      readonly type: string;
    }
  /** Somebody told of it. */
  | { readonly kind: 'report' };

/** Acts that a rule was broken by, all in one. */
export interface Hits {
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Ids of audit events: the first ones, at most `MOST_EVIDENCE`. */
  readonly events: readonly string[];
}
export const MOST_EVIDENCE = 20;

/** What is known of it in words. Letters quote it: no name and no number of a person may stand in it. */
export interface Facts {
  readonly title?: string;
  /** What happened. 45 CFR 164.404(c)(1)(A). */
  readonly description?: string;
  readonly breachFrom?: Day;
  readonly breachTo?: Day;
  /** 45 CFR 164.404(c)(1)(B). */
  readonly phiKinds?: readonly PhiKind[];
  /** Where it was, as the HHS form asks: such as `email`, `network-server`, `paper`. */
  readonly location?: string;
  /** Of what kind it was, as the HHS form asks: such as `unauthorized-access`, `theft`. */
  readonly breachType?: string;
  /** What individuals should do. 45 CFR 164.404(c)(1)(C). */
  readonly steps?: string;
  /** What is done to investigate, to mitigate harm, and against the next one. 45 CFR 164.404(c)(1)(D). */
  readonly mitigation?: string;
  /** Safeguards that were there before, as the HHS form asks. */
  readonly safeguards?: string;
}

/** Whom it concerns. */
export interface Counts {
  readonly total: number;
  /** Residents of each State or jurisdiction, as far as known, and of none (`ZZ`): together at most `total`. */
  readonly byState: Readonly<Partial<Record<Jurisdiction, number>>>;
  /** Persons whose address is missing or out of date. 45 CFR 164.404(d)(2). */
  readonly unreachable: number;
}

/** PHI that was encrypted as HHS guidance says, with keys that were not compromised: 74 FR 19006. */
export interface SafeHarbor {
  readonly method: string;
  readonly keysCompromised: boolean;
  readonly rationale: string;
}

export interface Excluded {
  readonly exclusion: Exclusion;
  readonly rationale: string;
}

/** 45 CFR 164.402, "Breach" (2): findings in words for each factor, and no score. */
export interface Assessment {
  readonly factors: Readonly<Record<Factor, string>>;
  readonly conclusion: 'low-probability' | 'breach';
  readonly rationale: string;
}

/** A finding that it was no breach, and who wrote and who approved it. */
export interface Signed<T> {
  readonly finding: T;
  readonly by: string;
  readonly at: number;
  readonly approvedBy?: string;
  readonly approvedAt?: number;
}

/** Law-enforcement delay: 45 CFR 164.412. */
export interface Hold {
  /** (a) written, names its end; (b) oral, 30 days at most, and no longer than until a written one comes. */
  readonly kind: 'written' | 'oral';
  readonly statedOn: Day;
  /** The day on which it ends, and notices go out. @default - of an oral one 30 days from its statement */
  readonly until?: Day;
  readonly official: string;
  readonly agency: string;
  /** Where the statement is kept, or was written down. */
  readonly statement: string;
}

/** A business associate in whose hands it happened, or one of its subcontractors. 45 CFR 164.410. */
export interface Associate {
  /** Id of the agreement or of the company, from the organization's own list. */
  readonly associate: string;
  /** For whom it works. @default - for us */
  readonly worksFor?: string;
  /** Whether it is an agent under the federal common law of agency: then what it knew, we knew. 45 CFR 164.404(a)(2). */
  readonly agent: boolean;
  readonly discoveredOn?: Day;
  /** When it told the one above. */
  readonly notifiedOn?: Day;
  /** Days that its agreement gives it. @default 60 */
  readonly days?: number;
}

/** That somebody was told. 45 CFR 164.414(b). */
export interface Notice {
  readonly kind: NoticeKind;
  readonly on: Day;
  readonly way: NoticeWay;
  /** Whom of them, such as a State for the media. */
  readonly jurisdiction?: Jurisdiction;
  /** Which associate told. */
  readonly associate?: string;
  /** How many persons it reached, or HHS was told of. @default - kinds `individuals` and `hhs` have to say it */
  readonly persons?: number;
  /** Until when a posting stands, or the toll-free number answers. */
  readonly until?: Day;
  /** Where the proof of it is: a reference, such as a tracking number of the portal. */
  readonly evidence: string;
}

/** What an entry recorded, as the head has it. */
export type Recorded<T> = T & {
  /** Of its entry: by it it is withdrawn. @default - written before entries could be withdrawn */
  readonly n?: number;
};

/** One change. */
export type Change =
  | {
      readonly kind: 'opened';
      readonly tenant: string;
      readonly origin: Origin;
      readonly severity: Severity;
      readonly discoveredOn: Day;
      readonly drill: boolean;
      readonly hits?: Hits;
      readonly facts?: Facts;
    }
  | { readonly kind: 'hit'; readonly severity: Severity; readonly hits: Hits }
  | { readonly kind: 'facts'; readonly facts: Facts }
  | { readonly kind: 'discovery'; readonly discoveredOn: Day; readonly why: string }
  | { readonly kind: 'counts'; readonly counts: Counts }
  | { readonly kind: 'safe-harbor'; readonly finding: SafeHarbor }
  | { readonly kind: 'exclusion'; readonly finding: Excluded }
  | { readonly kind: 'assessment'; readonly finding: Assessment }
  | { readonly kind: 'approval'; readonly of: 'safe-harbor' | 'exclusion' | 'assessment' }
  | { readonly kind: 'hold'; readonly hold: Hold }
  | { readonly kind: 'associate'; readonly associate: Associate }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** That a hold, an associate or a notice was recorded by mistake: in the entry `n`, which stays as it is. */
  | { readonly kind: 'withdraw'; readonly n: number; readonly why: string }
  | { readonly kind: 'state'; readonly to: State; readonly why: string }
  | { readonly kind: 'reminder'; readonly clock: string; readonly due: Day; readonly mark: Mark };
export type ChangeKind = Change['kind'];

/** Who made it. */
export type Author =
  | { readonly kind: 'person'; readonly id: string; readonly role: string }
  | { readonly kind: 'service'; readonly id: string };

/** One change as it is kept. */
export interface Entry {
  /** From 1, without a gap. */
  readonly n: number;
  readonly at: number;
  readonly by: Author;
  readonly change: Change;
  /** What was due after it: so that it can be told later what was known when. */
  readonly dues: readonly Due[];
}

/** What the entries make. */
export interface Incident {
  readonly id: string;
  readonly tenant: string;
  /** `n` of the last entry. */
  readonly version: number;
  readonly drill: boolean;
  readonly origin: Origin;
  readonly state: State;
  readonly severity: Severity;
  /** The gravest of what opened it and of its hits, whatever the counts make of it. @default - `severity` */
  readonly detected?: Severity;
  readonly openedAt: number;
  readonly changedAt: number;
  readonly discoveredOn: Day;
  readonly facts: Facts;
  readonly hits?: Hits;
  readonly counts?: Counts;
  readonly safeHarbor?: Signed<SafeHarbor>;
  readonly exclusion?: Signed<Excluded>;
  readonly assessment?: Signed<Assessment>;
  readonly holds: readonly Recorded<Hold>[];
  readonly associates: readonly Recorded<Associate>[];
  readonly notices: readonly Recorded<Notice>[];
  /** Reminders that were sent. */
  readonly reminders: readonly {
    readonly clock: string;
    readonly due: Day;
    readonly mark: Mark;
  }[];
}
