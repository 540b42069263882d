import type { Value } from '../../shared/table';
import type { Severity } from '../vocabulary';

/** Tells people, by how grave it is. */
export interface Alerts {
  publish(alert: Alert): Promise<void>;
}

/** A message for people and for machines. It leaves the zone by e-mail: no patient, and nothing that somebody wrote. */
export interface Alert {
  readonly severity: Severity;
  /** At most 100 characters of ASCII, in one line. */
  readonly subject: string;
  /** For machines: one JSON object. */
  readonly facts: Readonly<Record<string, Value>>;
  /** For people. */
  readonly text: string;
}
