import type { Count, StackInventory } from './inventory';
import { describeKept, explain, number, STAYS } from './messages';
import type { Zone } from './plan';
import type { Problem } from './problem';
import type { Ending } from './teardown';

/** All ways in which `hlz teardown` can end. */
export type End =
  /** It will not do it. Nothing was touched. */
  | { readonly outcome: 'refused'; readonly reasons: readonly string[] }
  /** It could not even look. Nothing was touched. */
  | { readonly outcome: 'failed'; readonly problems: readonly Problem[] }
  | { readonly outcome: 'dry-run'; readonly stacks: readonly StackInventory[] }
  | Ending;

/** The last line of `--json`. */
export function jsonEnd(end: End, exitCode: number, zone: Zone): string {
  const messages =
    'problems' in end ? { messages: end.problems.map((problem) => explain(problem, zone)) } : {};
  const stays = end.outcome === 'done' ? { stays: STAYS } : {};
  return JSON.stringify({ event: 'end', exitCode, ...end, ...messages, ...stays });
}

/** The same for a person. */
export function plainEnd(end: End, zone: Zone): readonly string[] {
  switch (end.outcome) {
    case 'refused':
      return [
        `Zone ${zone.name} is not torn down, and nothing was touched:`,
        ...end.reasons.map((reason) => `  ${reason}`),
      ];
    case 'failed':
      return [
        `Zone ${zone.name} could not be looked at, and nothing was touched:`,
        ...end.problems.map((problem) => explain(problem, zone)),
      ];
    case 'dry-run':
      return plan(end.stacks, zone);
    case 'stopped':
      return [
        ...end.problems.map((problem) => explain(problem, zone)),
        `Zone ${zone.name} is half gone. Run the same command again: it takes up where it stopped.`,
      ];
    default:
      return [`Zone ${zone.name} is gone.`, ...end.kept.map(describeKept), ...STAYS];
  }
}

function plan(stacks: readonly StackInventory[], zone: Zone): readonly string[] {
  if (stacks.length === 0) return [`Nothing of zone ${zone.name} is deployed.`];
  return [
    `Of zone ${zone.name}, account ${zone.account}, ${zone.region}, this would be deleted, in this order:`,
    ...stacks.flatMap((stack) => [
      `  stack ${stack.stack} (${stack.status}${stack.terminationProtection ? ', termination protection on' : ''})`,
      ...stack.buckets.map(
        (count) => `    bucket ${count.name}: ${amount(count, 'object versions')}`,
      ),
      ...stack.vaults.map(
        (count) => `    vault ${count.name}: ${amount(count, 'recovery points')}`,
      ),
    ]),
    ...STAYS,
  ];
}

function amount({ count, more, absent }: Count, what: string): string {
  if (absent) return 'deleted already';
  return `${more ? 'more than ' : ''}${number(count)} ${what}`;
}
