import type { DeletionFailure } from './port';

/** Why teardown stopped half-way. Data, so that `--json` can print it as it is. */
export type Problem =
  | {
      readonly kind: 'compliance-locked';
      readonly bucket: string;
      readonly objects: number;
      /** When teardown can be repeated with success. */
      readonly until: string;
    }
  | { readonly kind: 'legal-hold'; readonly bucket: string; readonly objects: number }
  | {
      readonly kind: 'undeletable';
      readonly bucket: string;
      readonly objects: number;
      /** How many objects stayed for which error code. */
      readonly codes: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: 'refilled';
      readonly bucket: string;
      /** How many versions the last pass found. */
      readonly objects: number;
      readonly passes: number;
    }
  | { readonly kind: 'vault-locked'; readonly vault: string; readonly recoveryPoints: number }
  | {
      readonly kind: 'recovery-points';
      readonly vault: string;
      readonly left: number;
      /** How many AWS Backup marked EXPIRED: it was told to delete them, and could not. */
      readonly expired: number;
      /** Refusals of the last round, by error code. */
      readonly codes: Readonly<Record<string, number>>;
      /** What AWS Backup said of one of them. */
      readonly example: string;
    }
  | {
      readonly kind: 'delete-failed';
      readonly stack: string;
      readonly failures: readonly DeletionFailure[];
    }
  | {
      readonly kind: 'too-slow';
      readonly stack: string;
      readonly status: string;
      readonly minutes: number;
    }
  | { readonly kind: 'changed'; readonly stack: string; readonly why: string }
  | {
      readonly kind: 'call-failed';
      readonly operation: string;
      readonly code: string;
      readonly detail: string;
    }
  | { readonly kind: 'interrupted' };

/** Carries problems out of a step. */
export class Stopped extends Error {
  override readonly name = 'Stopped';

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map((problem) => problem.kind).join(', '));
  }
}
