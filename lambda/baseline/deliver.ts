import { errorChain } from '../shared/errors';
import type { Logger } from '../shared/log';
import { DeliveryError } from './errors';
import type { Sleep } from './setting';

export interface AnswerSender {
  /** PUTs the body and resolves to the HTTP status; rejects when there was none. */
  put(url: string, body: string): Promise<number>;
}

export interface DeliveryDependencies {
  readonly sender: AnswerSender;
  readonly sleep: Sleep;
  readonly log: Logger;
}

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;
/** How long a sender may take for one attempt. */
export const ATTEMPT_TIMEOUT_MS = 3000;

const MARGIN_MS = 1250;

/** The longest that a delivery takes, all attempts and pauses. So much of the function's time is kept for it. */
export const DELIVERY_TIME_MS =
  ATTEMPTS * ATTEMPT_TIMEOUT_MS + FIRST_PAUSE_MS * (2 ** (ATTEMPTS - 1) - 1) + MARGIN_MS;

/** Answers CloudFormation, trying several times. Throws if it did not take the answer: Lambda then repeats the event. */
export async function deliver(
  { sender, sleep, log }: DeliveryDependencies,
  responseUrl: string,
  body: string,
): Promise<void> {
  const hide = hider(responseUrl);
  let problem = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) {
      await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 2));
    }
    try {
      const status = await sender.put(responseUrl, body);
      if (status >= 200 && status < 300) {
        return;
      }
      problem = `HTTP status ${status}`;
    } catch (error) {
      problem = hide(errorChain(error));
    }
    log.warn('answer-not-delivered', { attempt, problem });
  }
  // The cause is a copy: the message of the original may hold the URL, and Lambda logs what is thrown.
  throw new DeliveryError(
    `CloudFormation did not take the answer in ${ATTEMPTS} attempts; the event has to be repeated.`,
    { cause: new Error(problem) },
  );
}

/** Removes the ResponseURL, and its query string with the signature, from a text. */
export function hider(responseUrl: string): (text: string) => string {
  const query = responseUrl.split('?').slice(1).join('?');
  return (text) => {
    const without = text.replaceAll(responseUrl, '<ResponseURL>');
    return query === '' ? without : without.replaceAll(query, '<signature>');
  };
}
