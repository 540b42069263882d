/** A call to AWS that failed. The message never holds an object key. */
export class PortError extends Error {
  override readonly name = 'PortError';

  constructor(
    /** Name of the AWS operation, such as `DeleteStack`. */
    readonly operation: string,
    /** Error code of AWS, such as `AccessDenied`. */
    readonly code: string,
    /** What AWS says, where that can be shown. */
    readonly detail: string,
    /** Whether the same call may succeed a little later. */
    readonly transient: boolean,
  ) {
    super(detail === '' ? `${operation}: ${code}` : `${operation}: ${code}: ${detail}`);
  }
}

/** Error codes after which the same call may succeed a little later. */
const TRANSIENT = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'SlowDown',
  'InternalError',
  'InternalFailure',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'RequestTimeout',
  'RequestTimeTooSkewed',
  'TimeoutError',
  'OperationAborted',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
]);

/** What is read of an error of the SDK, none of which is certain to be there. */
interface SdkError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
}

/** Error code of an SDK error; a broken connection has its code in `code`, not in `name`. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'Unknown';
  const { name, code } = error as SdkError;
  if (typeof name === 'string' && name !== 'Error' && name !== '') return name;
  return typeof code === 'string' && code !== '' ? code : 'Unknown';
}

/**
 * Calls AWS and turns whatever goes wrong into a {@link PortError}. What S3 says is left out of it,
 * because it can name the object.
 */
export async function calling<R>(
  operation: string,
  say: 'code-and-message' | 'code-only',
  call: () => Promise<R>,
): Promise<R> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof PortError) throw error;
    const { message, code, $metadata } = (error ?? {}) as SdkError;
    const status = $metadata?.httpStatusCode;
    const transient =
      TRANSIENT.has(codeOf(error)) ||
      (typeof code === 'string' && TRANSIENT.has(code)) ||
      (typeof status === 'number' && (status >= 500 || status === 429));
    const detail = say === 'code-and-message' && typeof message === 'string' ? message : '';
    throw new PortError(operation, codeOf(error), detail, transient);
  }
}
