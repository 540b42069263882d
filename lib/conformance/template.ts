import { stringify } from 'yaml';
import type { ConfigRule } from './config-rule';

/**
 * Bytes of a template body that AWS Config takes.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_PutConformancePack.html
 */
const MOST_BYTES = 51_200;

/** The template of a conformance pack with these rules, in YAML; their order does not matter. */
export function conformancePackTemplate(rules: readonly ConfigRule[]): string {
  const resources = rules
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((rule) => [logicalId(rule.name), resource(rule)] as const);
  const body = stringify(
    { Resources: Object.fromEntries(resources) },
    // An anchor for a list that two rules share is YAML, but nothing says that AWS Config follows it.
    { aliasDuplicateObjects: false, lineWidth: 0 },
  );
  const bytes = Buffer.byteLength(body);
  if (bytes > MOST_BYTES) {
    throw new Error(
      `The conformance pack is ${bytes} bytes long; AWS Config takes ${MOST_BYTES}. Leave out rules, or make two packs of them.`,
    );
  }
  return body;
}

function resource({ name, identifier, scope, parameters }: ConfigRule): object {
  return {
    Type: 'AWS::Config::ConfigRule',
    Properties: {
      ConfigRuleName: name,
      Source: { Owner: 'AWS', SourceIdentifier: identifier },
      ...(scope === undefined ? {} : { Scope: { ComplianceResourceTypes: scope } }),
      ...(parameters === undefined ? {} : { InputParameters: parameters }),
    },
  };
}

/** `access-keys-rotated` as CloudFormation wants it: `AccessKeysRotated`. */
function logicalId(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
