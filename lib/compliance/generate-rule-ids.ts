import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { ACKNOWLEDGEABLE_DIAGNOSTICS, VALIDATE_PACK } from './cloudformation-validate';
import { NAG_PACKS } from './nag-packs';
import { zonePack } from './zone-pack';

/**
 * Source text of `rule-ids.ts`: the id of every rule that can be acknowledged, so that a misspelt
 * acknowledgement does not compile.
 */
export function ruleIdsSource(): string {
  const stack = new Stack(new App(), 'Stack');
  new CfnResource(stack, 'Resource', { type: 'Custom::Nothing' });
  const own = zonePack({
    account: '',
    region: '',
    lockMode: 'COMPLIANCE',
    auditDays: 0,
    backupDays: 0,
    permanent: true,
    egress: false,
    roles: { workloadPath: '', workloadTag: '', servicePath: '' },
    settings: [],
  });
  const packs = [
    ...[...NAG_PACKS, own].map(
      (pack) => [pack.name, pack.evaluate(stack).map(({ rule }) => rule)] as const,
    ),
    [VALIDATE_PACK, ACKNOWLEDGEABLE_DIAGNOSTICS] as const,
  ].map(
    ([name, ids]) =>
      `  '${name}': [\n${[...new Set(ids)]
        .toSorted()
        .map((id) => `    '${id}',\n`)
        .join('')}  ],\n`,
  );
  return [
    '// Written by `npm run generate` from the pinned cdk-nag and lib/compliance/rules. Do not edit.',
    '',
    'export const RULE_IDS = {',
    `${packs.join('')}} as const;`,
    '',
    'export type PackName = keyof typeof RULE_IDS;',
    'export type RuleId = (typeof RULE_IDS)[PackName][number];',
    '',
  ].join('\n');
}

if (require.main === module) process.stdout.write(ruleIdsSource());
