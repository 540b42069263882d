import type { Context } from './context';
import { removeStack } from './delete-stack';
import { deletionOrder, type Zone } from './plan';
import { PortError } from '../aws/calling';
import { Stopped, type Problem } from './problem';

/** How a teardown ended. A stopped one can be repeated: it takes up where it stopped. */
export type Ending =
  | { readonly outcome: 'done'; readonly kept: readonly Kept[] }
  | { readonly outcome: 'stopped'; readonly problems: readonly Problem[] };

/** A resource that its template says to keep. */
export interface Kept {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

/**
 * Deletes the stacks of a zone, last deployed first. Each step looks for itself at what is there,
 * so that it does not matter what an earlier run had got done.
 */
export async function teardown(context: Context, zone: Zone): Promise<Ending> {
  const kept: Kept[] = [];
  try {
    for (const stack of deletionOrder(zone)) {
      for (const { logicalId, type, physicalId } of await removeStack(context, stack)) {
        kept.push({ stack, logicalId, type, physicalId: physicalId ?? '' });
      }
    }
    return { outcome: 'done', kept };
  } catch (error) {
    return { outcome: 'stopped', problems: problemsOf(error) };
  }
}

/** What the person is told of an error; throws what is not for them. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof Stopped) return error.problems;
  if (error instanceof PortError) {
    const { operation, code, detail } = error;
    return [{ kind: 'call-failed', operation, code, detail }];
  }
  throw error;
}
