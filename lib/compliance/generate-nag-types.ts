import { CDK_NAG_VERSION, nagRuleCode } from './nag-packs';

/** How a rule of cdk-nag asks what it is given: `node instanceof aws_kms_1.CfnKey`. */
const ASKS_FOR = /\bnode instanceof (?<library>aws_\w+)_1\.(?<construct>Cfn\w+)/g;

/**
 * Source text of `nag-types.ts`: every type that a rule of the cdk-nag packs looks at. cdk-nag keeps
 * no list; its rules say so in their code only.
 *
 * @throws Error when the code of a rule can no longer be read this way.
 */
export function nagTypesSource(): string {
  const types = new Set([...nagRuleCode()].flatMap(([rule, code]) => typesIn(rule, code)));
  return [
    '// Written by `npm run generate` from the pinned cdk-nag. Do not edit.',
    '',
    `/** CloudFormation types that a rule of our cdk-nag packs looks at, as of cdk-nag ${CDK_NAG_VERSION}. */`,
    'export const NAG_TYPES: ReadonlySet<string> = new Set([',
    ...[...types].toSorted().map((type) => `  '${type}',`),
    ']);',
    '',
  ].join('\n');
}

function typesIn(rule: string, code: string): readonly string[] {
  const types = [...code.matchAll(ASKS_FOR)].map(
    ({ groups: { library = '', construct = '' } = {} }) => {
      const module = require(`aws-cdk-lib/${library.replaceAll('_', '-')}`) as Readonly<
        Record<string, { readonly CFN_RESOURCE_TYPE_NAME?: string } | undefined>
      >;
      return module[construct]?.CFN_RESOURCE_TYPE_NAME;
    },
  );
  if (types.length === 0 || types.includes(undefined)) {
    throw new Error(`cannot read which types ${rule} of cdk-nag looks at`);
  }
  return types.filter((type) => type !== undefined);
}

if (require.main === module) process.stdout.write(nagTypesSource());
