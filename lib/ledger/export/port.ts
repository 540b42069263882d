/** What an export needs of the bucket. It only reads. */
export interface LedgerBucket {
  /** Up to 1,000 versions and delete markers below a prefix, in the order of the keys, newest first. */
  readonly listVersions: (prefix: string, cursor?: VersionCursor) => Promise<VersionPage>;
  readonly fetch: (version: VersionName) => Promise<FetchedObject>;
  /** The lock of a version, and its checksum when S3 has one. */
  readonly describe: (version: VersionName) => Promise<ObjectDescription>;
}

export interface VersionName {
  readonly key: string;
  readonly versionId: string;
}

export interface ListedVersion extends VersionName {
  readonly kind: 'version' | 'delete-marker';
  readonly latest: boolean;
  readonly bytes: number;
  readonly lastModified: Date;
}

export interface VersionCursor {
  readonly key: string;
  readonly versionId?: string | undefined;
}

export interface VersionPage {
  readonly versions: readonly ListedVersion[];
  /** Where the next page starts; missing on the last one. */
  readonly next?: VersionCursor | undefined;
}

export interface ObjectDescription {
  /** SHA-256 of the whole object in base64, when S3 has it. */
  readonly sha256: string | undefined;
  readonly lockMode: string | undefined;
  readonly retainUntil: Date | undefined;
}

export interface FetchedObject extends ObjectDescription {
  readonly bytes: Buffer;
}
