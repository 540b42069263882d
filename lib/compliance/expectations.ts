import type { TreatedSetting } from './check-ledger';

/**
 * What our own rules hold a zone to: the limits of its profile, never the values of its config, so
 * that a weaker config is a finding and not a weaker rule.
 */
export interface Expectations {
  /** Account of the zone. */
  readonly account: string;
  /** Region of the zone. */
  readonly region: string;
  /** Object Lock mode of write-once buckets. */
  readonly lockMode: 'COMPLIANCE' | 'GOVERNANCE';
  /** Shortest time that records of class `audit` are kept, in days. */
  readonly auditDays: number;
  /** Shortest time that a recovery point is kept, in days. */
  readonly backupDays: number;
  /** Whether backup vaults have a compliance lock, and stores protection from deletion. */
  readonly permanent: boolean;
  /** Whether config asks for a way to the internet for workload subnets. */
  readonly egress: boolean;
  /** Roles that the denials of a key may spare. */
  readonly roles: ExpectedRoles;
  /** How config treats each account setting and singleton. */
  readonly settings: readonly TreatedSetting[];
}

/** Where roles stand in IAM, by who acts with them. */
export interface ExpectedRoles {
  /** Path of the roles of functions and workloads: `/hlz/`. */
  readonly workloadPath: string;
  /** Tag of those roles. */
  readonly workloadTag: string;
  /** Path of the roles that AWS services act with: `/hlz-service/`. */
  readonly servicePath: string;
}
