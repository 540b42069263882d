import type { Place } from './event';

/** `enforce`: make it so. `existing`: change nothing, fail if it is not so. (`off`: the template has no resource.) */
export const MODES = ['enforce', 'existing'] as const;
export type Mode = (typeof MODES)[number];

export interface Outcome {
  /** What was changed, in words for people. Empty: it was right already. */
  readonly changed: readonly string[];
  /** More attributes for `Fn::GetAtt`. */
  readonly data?: Readonly<Record<string, string>>;
}

/** A setting with valid properties. */
export interface PreparedSetting {
  readonly mode: Mode;
  /** The same for the same setting of the same account, Region or VPC: an update never replaces. */
  readonly physicalId: string;
  /** May be repeated at any time, also after it was cut off half-way. */
  apply(signal: AbortSignal): Promise<Outcome>;
}

/** One account setting = one resource type. */
export interface Setting {
  readonly resourceType: string;
  /** Checks the properties; calls nothing. */
  prepare(properties: unknown, place: Place): PreparedSetting;
}

export type Sleep = (milliseconds: number) => Promise<unknown>;
