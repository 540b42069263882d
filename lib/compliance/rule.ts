import type { ResourceView, ZoneView } from './reading/zone-view';

/**
 * A rule of our own, for what no pack looks at: one a file in `rules/`.
 *
 * A rule reads a resource as CloudFormation gets it. What it cannot read (a value known only at
 * deploy, an unknown form) it takes for wrong: fail closed.
 */
export interface Rule {
  /** Id without the pack: `KeyRotation`. */
  readonly name: string;
  /** What it asks, in one sentence that an auditor understands. */
  readonly asks: string;
  /** Citations of 45 CFR: `164.312(a)(2)(iv)`. */
  readonly citations: readonly [string, ...string[]];
  /** CloudFormation types that it looks at, or `every` for what all resources have in common. */
  readonly types: readonly [string, ...string[]] | 'every';
  /**
   * Types that it looks for in the rest of the zone, to judge the first.
   *
   * @default - none
   */
  readonly reads?: readonly string[];
  /**
   * What is wrong with a resource of one of its types: each entry a sentence that says what was
   * found, what was expected, and how to mend it. Empty when nothing is; undefined when the rule
   * does not apply to this resource after all.
   */
  readonly find: (resource: ResourceView, zone: ZoneView) => readonly string[] | undefined;
}
