import { NAG_TYPES } from '../nag-types';
import type { Rule } from '../rule';
import { UNCHECKED_TYPES } from '../unchecked-types';

/** Type of a custom resource that says nothing about what it does. */
const NAMELESS = 'AWS::CloudFormation::CustomResource';

/**
 * The rule that refuses what no other rule looks at. Without it a type that everybody has forgotten
 * would pass for one that everybody has looked at.
 */
export function reviewedTypes(others: readonly Rule[]): Rule {
  const ours = others.flatMap(({ types, reads = [] }) =>
    types === 'every' ? reads : [...types, ...reads],
  );
  const looked: ReadonlySet<string> = new Set([...ours, ...NAG_TYPES]);
  return {
    name: 'ReviewedTypes',
    asks: 'A resource is of a type that some rule looks at in particular, or that has been reviewed and found to need none.',
    citations: ['164.308(a)(8)', '164.308(a)(1)(ii)(A)'],
    types: 'every',
    find: ({ type }) => {
      if (looked.has(type)) return undefined;
      return Object.hasOwn(UNCHECKED_TYPES, type) ? [] : [problemOf(type)];
    },
  };
}

function problemOf(type: string): string {
  if (type === NAMELESS) {
    return `${type} can do anything, and no review of the type would say what. Give it a type of its own (\`resourceType: 'Custom::...'\`), and review that.`;
  }
  return [
    `No rule of any pack looks at ${type} in particular: what it lets in, keeps or sends out has been judged by nobody.`,
    'Write a rule for it (one file in lib/compliance/rules, named in its index.ts; docs/adr/0008-rules-of-our-own.md),',
    'or, where it holds no PHI, opens no way in or out and has no setting that could be wrong,',
    `add the line \`'${type}': '<why that is no gap>',\` to lib/compliance/unchecked-types.ts.`,
  ].join(' ');
}
