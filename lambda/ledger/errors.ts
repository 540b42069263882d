import { describeError, ZoneError } from '../shared/errors';

const DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'EACCES', 'EPERM']);

/**
 * A call to a store of the ledger, or to its signing key, failed after the retries of the client.
 * Names the action and the object; what is in the object never stands here.
 */
export class LedgerCallError extends ZoneError {
  override readonly name: string = 'LedgerCallError';
  /** Error code of AWS or of the file system, such as `NoSuchKey` or `ENOSPC`. */
  readonly code: string;

  /** @param action as IAM spells it, such as `s3:PutObject`, or what was done to a file */
  constructor(
    readonly action: string,
    subject: string,
    cause: unknown,
  ) {
    const code = codeOf(cause);
    super(
      DENIED.has(code)
        ? `${action} of ${subject} was denied (${code}): allow it to the role that asks.`
        : `${action} of ${subject} failed (${code}).`,
      { cause },
    );
    this.code = code;
  }
}

/** There is no object under this key. */
export class NoSuchObjectError extends LedgerCallError {
  override readonly name = 'NoSuchObjectError';
}

/** An object has more bytes than anybody of the ledger writes there. None of them was kept. */
export class ObjectTooLargeError extends ZoneError {
  override readonly name = 'ObjectTooLargeError';

  /** @param most bytes that were expected */
  constructor(key: string, most: number) {
    super(`${key} is longer than ${String(most)} bytes, so no part of the ledger wrote it.`);
  }
}

/**
 * Another write to the same key was under way, and S3 let neither say how it ended. Read again, then
 * try again. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export class WriteConflictError extends LedgerCallError {
  override readonly name = 'WriteConflictError';
}

/** A key that no part of the ledger writes, so that nothing can be kept under it in a directory. */
export class LedgerKeyError extends ZoneError {
  override readonly name = 'LedgerKeyError';
}

/** An event of Lambda that is none of those which a function of the ledger takes. Nothing was written. */
export class LedgerEventError extends ZoneError {
  override readonly name = 'LedgerEventError';
}

/** A batch was not sealed to its end. What is sealed is sealed; Lambda gives the batch again. */
export class NotSealedError extends ZoneError {
  override readonly name = 'NotSealedError';
}

/** Some logs could not be checked, because calls failed. The others are signed; the next run tries again. */
export class CheckpointRunError extends ZoneError {
  override readonly name = 'CheckpointRunError';
}

/** Some logs could not be indexed, because calls failed. What is indexed is indexed; the next run goes on. */
export class IndexRunError extends ZoneError {
  override readonly name = 'IndexRunError';
}

/** Rows of the index that DynamoDB did not take, however often it was asked. */
export class IndexWriteError extends ZoneError {
  override readonly name = 'IndexWriteError';
}

/** The code of a broken connection or of a file is in `code`, that of AWS in `name`. */
function codeOf(error: unknown): string {
  const { name } = describeError(error);
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return name === 'Error' && typeof code === 'string' ? code : name;
}
