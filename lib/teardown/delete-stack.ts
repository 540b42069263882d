import { emptyContents } from './contents';
import type { Context } from './context';
import { whyNot } from './guard';
import { backoffMs, pause } from './patience';
import type { Stack, StackResource } from './port';
import { Stopped } from './problem';

/** Kinds of resources that CloudFormation refuses to delete while something is in them. */
const FILLS_UP = new Set(['AWS::S3::Bucket', 'AWS::Backup::BackupVault']);

/**
 * Empties and deletes one stack, whatever state it is in. Resolves with the resources that its
 * template says to keep.
 */
export async function removeStack(
  context: Context,
  name: string,
): Promise<readonly StackResource[]> {
  const { port, limits, report } = context;
  const waiting = { ms: 0 };
  for (let round = 1; ; round += 1) {
    const found = await port.stack(name);
    const stack =
      found?.status === 'DELETE_IN_PROGRESS' ? await untilSettled(context, found, waiting) : found;
    if (stack === undefined) {
      report({ event: 'stack', stack: name, state: found === undefined ? 'absent' : 'deleted' });
      return found === undefined ? [] : keptOf(context, found.id);
    }
    stopIfNotOurs(stack);

    report({ event: 'stack', stack: name, state: 'emptying' });
    await emptyContents(context, stack);
    report({ event: 'stack', stack: name, state: 'deleting' });
    if (stack.terminationProtection) await port.allowDeletion(stack.id);
    await port.deleteStack(stack.id);
    // CloudFormation may tell the status of before the call for a moment: a failure would be taken for a new one.
    const failedBefore = stack.status === 'DELETE_FAILED';
    await pause(context, failedBefore ? limits.pollMs : limits.firstPollMs);
    const rest = await untilSettled(context, stack, waiting);
    if (rest === undefined) {
      report({ event: 'stack', stack: name, state: 'deleted' });
      return keptOf(context, stack.id);
    }
    const failures = await port.deletionFailures(stack.id);
    // What is delivered late, such as access logs, may have filled a bucket again: then once more.
    const filledUp = failures.some(({ type }) => FILLS_UP.has(type));
    if (!filledUp || round >= limits.deleteRounds) {
      throw new Stopped([{ kind: 'delete-failed', stack: name, failures }]);
    }
  }
}

/**
 * Waits for the end of a deletion. Resolves with what is left of the stack, if anything is. All
 * waiting for one stack counts together, so that trying again does not make it longer.
 */
async function untilSettled(
  context: Context,
  { id, name }: Stack,
  waiting: { ms: number },
): Promise<Stack | undefined> {
  const { port, clock, limits, report } = context;
  const polling = { retryBaseMs: limits.firstPollMs, retryCapMs: limits.pollMs };
  for (let looks = 0; ; looks += 1) {
    const start = clock.now();
    const stack = await port.stack(id);
    if (stack === undefined || stack.status === 'DELETE_COMPLETE') return undefined;
    if (stack.status === 'DELETE_FAILED') return stack;
    if (waiting.ms >= limits.stackMs) {
      const minutes = Math.round(waiting.ms / 60_000);
      throw new Stopped([{ kind: 'too-slow', stack: name, status: stack.status, minutes }]);
    }
    const seconds = Math.round(waiting.ms / 1000);
    report({ event: 'waiting', stack: name, status: stack.status, seconds });
    await pause(context, backoffMs(polling, looks));
    waiting.ms += clock.now() - start;
  }
}

/** Somebody may have deployed since the first look: the tag is looked at again, right before. */
function stopIfNotOurs({ name, tags, status }: Stack): void {
  const why = whyNot({ tags, status });
  if (why !== undefined) throw new Stopped([{ kind: 'changed', stack: name, why }]);
}

/** What CloudFormation left standing, because the template says so. */
async function keptOf({ port }: Context, stackId: string): Promise<readonly StackResource[]> {
  const resources = await port.resources(stackId);
  return resources.filter(({ status }) => status === 'DELETE_SKIPPED');
}
