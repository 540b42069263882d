import type { Context } from './context';
import { whyNot } from './guard';
import { deletionOrder, isStackOf, type Zone } from './plan';
import type { Stack } from './port';

/** What is deployed of a zone, or why teardown will not touch it. */
export type Survey =
  | { readonly kind: 'clear'; readonly stacks: readonly Stack[] }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** Looks, and touches nothing. All reasons against it are found at once. */
export async function survey({ port }: Context, zone: Zone): Promise<Survey> {
  const account = await port.callerAccount();
  if (account !== zone.account) {
    return {
      kind: 'refused',
      reasons: [`the credentials are for account ${account}, the config is for ${zone.account}`],
    };
  }
  const order = deletionOrder(zone);
  const deployed = (await port.stackNames()).filter((name) => isStackOf(zone, name));
  const reasons = deployed
    .filter((name) => !order.includes(name))
    .map(
      (name) =>
        `stack ${name} is deployed but unknown here: use the version of hlz that deployed it`,
    );
  const stacks: Stack[] = [];
  for (const name of order) {
    const stack = await port.stack(name);
    if (stack === undefined) continue;
    stacks.push(stack);
    const why = whyNot(stack);
    if (why !== undefined) reasons.push(`stack ${name}: ${why}`);
  }
  return reasons.length > 0 ? { kind: 'refused', reasons } : { kind: 'clear', stacks };
}
