import type { Problem } from '../lambda/shared/http/generated/types';
import type { Caller } from './credentials';
import { ClientSetupError, NoAnswerError, refusal } from './errors';
import type { Ending, Repeatable, RepeatLimits } from './repeat';
import { pauseBefore } from './repeat';

export interface TransportProps {
  /** Address of the API with its stage. */
  readonly endpoint: string;
  readonly caller: Caller;
  readonly limits: RepeatLimits;
  /** Milliseconds that one try may take. */
  readonly tryMs: number;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** Time, so that a test need not wait. */
export interface Clock {
  /** Milliseconds, never going back. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** Sends a body to a path below the root of the caller, and returns what a 2xx says. */
export type Send = (path: string, body: object, repeatable: Repeatable) => Promise<unknown>;

/**
 * @throws ClientSetupError when the endpoint is none, or would be spoken to without TLS
 */
export function createTransport({
  endpoint,
  caller,
  limits,
  tryMs,
  fetch,
  clock,
}: TransportProps): Send {
  const base = baseOf(endpoint);

  async function attempt(path: string, body: string): Promise<Tried> {
    const url = new URL(`${base}${caller.root}${path}`);
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const signed = await caller.sign({ url, method: 'POST', headers, body });
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: signed,
        body,
        // A signed body goes where it was signed for, and nowhere else.
        redirect: 'error',
        signal: AbortSignal.timeout(tryMs),
      });
      return await triedOf(answer);
    } catch (cause) {
      return { kind: 'no-answer', cause };
    }
  }

  return async (path, body, repeatable) => {
    const text = JSON.stringify(body);
    const began = clock.now();
    let renewed = false;
    for (let tries = 1; ; tries += 1) {
      const tried = await attempt(path, text);
      if (tried.kind === 'answer') return tried.body;
      // An access token lives for minutes: one that ended on the way is worth another, once.
      if (tried.kind === 'status' && tried.status === 401 && caller.renews && !renewed) {
        renewed = true;
        continue;
      }
      const pause = pauseBefore(tried, {
        attempt: tries,
        elapsedMs: clock.now() - began,
        repeatable,
        limits,
        random: clock.random(),
      });
      if (pause === undefined) throw errorOf(tried);
      await clock.pause(pause);
    }
  };
}

type Tried =
  | { readonly kind: 'answer'; readonly body: unknown }
  | (Ending & { readonly kind: 'status'; readonly problem: Partial<Problem> })
  | (Ending & { readonly kind: 'no-answer'; readonly cause: unknown });

async function triedOf(answer: Response): Promise<Tried> {
  const text = await answer.text();
  if (answer.ok) return { kind: 'answer', body: JSON.parse(text) as unknown };
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return {
    kind: 'status',
    status: answer.status,
    problem: problemIn(text),
    ...(Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {}),
  };
}

/** Of a proxy on the way nothing is taken over: nobody knows what stands in its page. */
function problemIn(text: string): Partial<Problem> {
  try {
    const value = JSON.parse(text) as unknown;
    const isProblem =
      typeof value === 'object' && value !== null && 'code' in value && 'title' in value;
    return isProblem ? (value as Problem) : {};
  } catch {
    return {};
  }
}

function errorOf(tried: Exclude<Tried, { kind: 'answer' }>): Error {
  if (tried.kind === 'status') {
    const { status, problem, retryAfterMs } = tried;
    return refusal(
      status,
      problem,
      retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000),
    );
  }
  // Not its cause: the message of a parser repeats what it read.
  const { cause } = tried;
  const why = cause instanceof Error ? cause.name : 'unknown';
  return new NoAnswerError(
    `No answer that can be read came from the API (${why}). Whether the call was carried out is not known.`,
  );
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

function baseOf(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const isSafe =
    url !== undefined &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)));
  if (!isSafe || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new ClientSetupError(
      'The endpoint is none: expected the address of the API with its stage, such as https://abc123.execute-api.us-east-1.amazonaws.com/live (an output of the Api stack).',
    );
  }
  return url.href.replace(/\/+$/, '');
}
