import { AwsCallError } from '../errors';

/** Gives every failed call the name of the action that the role needs for it. */
export async function callAws<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new AwsCallError(action, error);
  }
}

/** The same, where some error codes are an answer too. */
export async function callAwsUnless<T>(
  codes: readonly string[],
  action: string,
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await callAws(action, call);
  } catch (error) {
    if (error instanceof AwsCallError && codes.includes(error.code)) {
      return undefined;
    }
    throw error;
  }
}
