/** What came of a question to AWS: the answer, or why there is none. */
export type Look<T> = Seen<T> | Unseen;

export interface Seen<T> {
  readonly seen: true;
  readonly value: T;
}

/** A question that was not answered. */
export interface Unseen {
  readonly seen: false;
  /** IAM action that the question needs, such as `guardduty:ListDetectors`. */
  readonly action: string;
  /** Error code of AWS, such as `AccessDenied`. */
  readonly code: string;
  /** What AWS said. */
  readonly detail: string;
}

export function seen<T>(value: T): Seen<T> {
  return { seen: true, value };
}

const DENIED =
  /^(?:AccessDenied|AccessDeniedException|AuthorizationError|AuthorizationErrorException|UnauthorizedOperation|NotAuthorizedException|UnauthorizedException|Forbidden)$/;

/** Whether a right is missing, and nothing else. */
export function isDenied({ code }: Pick<Unseen, 'code'>): boolean {
  return DENIED.test(code);
}

/** The account is too new, or was never finished, for that service. */
export function isNotActivated({ code }: Pick<Unseen, 'code'>): boolean {
  return /^(?:OptInRequired|SubscriptionRequiredException)$/.test(code);
}
