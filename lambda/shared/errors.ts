/** Base of every error thrown on purpose. Its message is for people: no PHI, no secret, what to do about it. */
export abstract class ZoneError extends Error {
  /** Written out by each class: minifying renames the classes themselves. */
  abstract override readonly name: string;
}

export interface ErrorText {
  readonly name: string;
  readonly message: string;
}

/** Name and message of whatever was thrown. Looks at the shape: `instanceof` fails for errors of another realm. */
export function describeError(error: unknown): ErrorText {
  if (typeof error !== 'object' || error === null) {
    return { name: 'Thrown', message: String(error) };
  }
  return {
    name: 'name' in error && typeof error.name === 'string' ? error.name : 'Error',
    message: 'message' in error && typeof error.message === 'string' ? error.message : '',
  };
}

const DEEPEST_CAUSE = 5;

/** An error and its causes in one line: `DeliveryError: … <- TypeError: fetch failed <- Error: connect ECONNREFUSED`. */
export function errorChain(error: unknown): string {
  const links: string[] = [];
  let current = error;
  while (current !== undefined && current !== null && links.length < DEEPEST_CAUSE) {
    const { name, message } = describeError(current);
    links.push(message === '' ? name : `${name}: ${message}`);
    current = typeof current === 'object' && 'cause' in current ? current.cause : undefined;
  }
  return links.join(' <- ');
}
