import { jsonObject } from './export-layout';

/** A line of versions.jsonl: an object version or a delete marker, as S3 lists it. */
export interface VersionLine {
  readonly key: string;
  readonly versionId: string;
  readonly kind: 'version' | 'delete-marker';
  /** Whether it is what S3 shows under the key. */
  readonly latest: boolean;
  readonly bytes: number;
  /** SHA-256 of the stored bytes in base64; null where they were not read. */
  readonly sha256: string | null;
  readonly lockMode: string | null;
  /** ISO 8601, like all times. */
  readonly retainUntil: string | null;
  readonly lastModified: string;
}

/** Without its newline. */
export function formatVersionLine(line: VersionLine): string {
  const { key, versionId, kind, latest, bytes, sha256, lockMode, retainUntil, lastModified } = line;
  return JSON.stringify({
    key,
    versionId,
    kind,
    latest,
    bytes,
    sha256,
    lockMode,
    retainUntil,
    lastModified,
  });
}

/** Undefined for anything that `formatVersionLine` would not write. */
export function parseVersionLine(text: string): VersionLine | undefined {
  const line = jsonObject(text) as Partial<VersionLine>;
  const { key, versionId, kind, latest, bytes, sha256, lockMode, retainUntil, lastModified } = line;
  if (
    typeof key !== 'string' ||
    typeof versionId !== 'string' ||
    (kind !== 'version' && kind !== 'delete-marker') ||
    typeof latest !== 'boolean' ||
    !isSize(bytes) ||
    !isTextOrNull(sha256) ||
    !isTextOrNull(lockMode) ||
    !(retainUntil === null || isTime(retainUntil)) ||
    !isTime(lastModified)
  ) {
    return undefined;
  }
  const read: VersionLine = {
    key,
    versionId,
    kind,
    latest,
    bytes,
    sha256,
    lockMode,
    retainUntil,
    lastModified,
  };
  return formatVersionLine(read) === text ? read : undefined;
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

/** Whether a key comes before another in the order of S3, which is that of their bytes in UTF-8. */
export function isBefore(key: string, other: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(other)) < 0;
}
