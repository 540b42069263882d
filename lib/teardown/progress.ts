/** What teardown tells while it works. One object is one line of `--json`. */
export type Progress =
  | {
      readonly event: 'stack';
      readonly stack: string;
      readonly state: 'emptying' | 'deleting' | 'deleted' | 'absent';
    }
  | {
      readonly event: 'bucket';
      readonly stack: string;
      readonly bucket: string;
      readonly state: 'emptying' | 'empty' | 'absent';
      /** Versions and delete markers deleted by this run. */
      readonly deleted: number;
    }
  | {
      readonly event: 'vault';
      readonly stack: string;
      readonly vault: string;
      readonly state: 'emptying' | 'empty' | 'absent';
      /** Recovery points still in there. */
      readonly left: number;
    }
  | {
      readonly event: 'waiting';
      readonly stack: string;
      readonly status: string;
      readonly seconds: number;
    }
  | {
      readonly event: 'retry';
      /** Name of the AWS operation that failed for a passing reason, and its error code. */
      readonly operation: string;
      readonly code: string;
      /** When it is tried again. */
      readonly seconds: number;
    };
