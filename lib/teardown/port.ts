/**
 * What teardown needs of an account. The engine sees nothing else of AWS, so that a test can hand
 * it an account in memory, and a reader can see on one page what it is able to do.
 *
 * Every call can be repeated: what is gone already is no error.
 */
export interface TeardownPort {
  /** The account to which the caller's credentials belong. */
  readonly callerAccount: () => Promise<string>;
  /** Names of all stacks of the account and Region that are not deleted, whoever owns them. */
  readonly stackNames: () => Promise<readonly string[]>;
  /** A stack by name or id; undefined when there is none. By id, one that is deleted may be told too. */
  readonly stack: (nameOrId: string) => Promise<Stack | undefined>;
  readonly resources: (stackId: string) => Promise<readonly StackResource[]>;
  readonly allowDeletion: (stackId: string) => Promise<void>;
  /** Starts the deletion of a stack; whoever wants to know how it ends looks at {@link stack}. */
  readonly deleteStack: (stackId: string) => Promise<void>;
  /** What the last attempt to delete a stack could not delete, and why. */
  readonly deletionFailures: (stackId: string) => Promise<readonly DeletionFailure[]>;

  /** Up to 1000 object versions and delete markers; undefined when there is no such bucket. */
  readonly listVersions: (
    bucket: string,
    cursor?: VersionCursor,
  ) => Promise<VersionPage | undefined>;
  /** Deletes up to 1000 versions, governance locks bypassed. Resolves with those that stayed. */
  readonly deleteVersions: (
    bucket: string,
    versions: readonly ObjectVersion[],
  ) => Promise<readonly VersionFailure[]>;
  readonly lockOf: (bucket: string, version: ObjectVersion) => Promise<ObjectLock>;

  /** A backup vault; undefined when there is none. */
  readonly vault: (name: string) => Promise<Vault | undefined>;
  readonly unlockVault: (name: string) => Promise<void>;
  readonly listRecoveryPoints: (vault: string, cursor?: string) => Promise<RecoveryPointPage>;
  /** Starts the deletion of a recovery point. */
  readonly deleteRecoveryPoint: (vault: string, arn: string) => Promise<void>;
}

export interface Stack {
  readonly id: string;
  readonly name: string;
  /** A CloudFormation stack status, such as `CREATE_COMPLETE`. */
  readonly status: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly terminationProtection: boolean;
}

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  /** Missing when the resource was never made. */
  readonly physicalId?: string | undefined;
  readonly status: string;
}

export interface DeletionFailure {
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
}

/** One version or delete marker. Its key may be sensitive: it never leaves the process. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly lastModified?: Date | undefined;
}

export interface VersionCursor {
  readonly key: string;
  readonly versionId?: string | undefined;
}

export interface VersionPage {
  readonly versions: readonly ObjectVersion[];
  /** Where the next page starts; missing on the last one. */
  readonly next?: VersionCursor | undefined;
}

export interface VersionFailure {
  readonly version: ObjectVersion;
  /** Error code of S3, such as `AccessDenied`. */
  readonly code: string;
}

export interface ObjectLock {
  readonly mode?: 'GOVERNANCE' | 'COMPLIANCE' | undefined;
  readonly until?: Date | undefined;
  readonly legalHold: boolean;
}

export interface Vault {
  readonly name: string;
  readonly locked: boolean;
  /** Since when, or from when on, the lock cannot be removed; missing for a governance lock. */
  readonly lockDate?: Date | undefined;
}

export interface RecoveryPoint {
  readonly arn: string;
  /** A status of AWS Backup, such as `COMPLETED` or `DELETING`. */
  readonly status: string;
}

export interface RecoveryPointPage {
  readonly points: readonly RecoveryPoint[];
  readonly next?: string | undefined;
}
