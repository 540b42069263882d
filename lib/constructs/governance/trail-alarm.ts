import type { IFilterPattern } from 'aws-cdk-lib/aws-logs';

/** Something in the trail that somebody has to hear of. */
export interface TrailAlarm {
  /** Id of its construct and name of its metric; in kebab case, name of the alarm and of its runbook section. */
  readonly id: string;
  /** What has happened, in one sentence. */
  readonly meaning: string;
  /** What asks for it. */
  readonly citation: string;
  /** Which events count. */
  readonly pattern: IFilterPattern;
  /**
   * From how many events in five minutes it rings.
   *
   * @default 1
   */
  readonly threshold?: number;
}
