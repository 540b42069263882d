import { PortError } from '../../aws/calling';
import type { Look } from '../look';
import { seen } from '../look';
import { actionOf } from './actions';

/** The answer to a question, or why there is none. What is no error of AWS is thrown. */
export async function look<T>(ask: () => Promise<T>): Promise<Look<T>> {
  try {
    return seen(await ask());
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const { operation, code, detail } = error;
    return { seen: false, action: actionOf(operation), code, detail };
  }
}

/** The answer, or undefined where AWS says with one of these codes that there is no such thing. */
export async function unlessAbsent<T>(
  codes: readonly string[],
  ask: () => Promise<T>,
  says: RegExp = /(?:)/,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PortError && codes.includes(error.code) && says.test(error.detail)) {
      return undefined;
    }
    throw error;
  }
}

/** More pages than this is an error, not a longer wait. */
const MAX_PAGES = 100;

/** What all pages hold, one after another. */
export async function everyPage<P, T>(
  operation: string,
  pages: AsyncIterable<P>,
  items: (page: P) => readonly T[] | undefined,
): Promise<readonly T[]> {
  const all: T[] = [];
  let read = 0;
  for await (const page of pages) {
    read += 1;
    if (read > MAX_PAGES) {
      throw new PortError(operation, 'TooManyPages', `more than ${MAX_PAGES} pages`, false);
    }
    all.push(...(items(page) ?? []));
  }
  return all;
}
