import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_GROUPS } from '../../lib/conformance/rules';
import type { Statement } from '../support/statements';
import { actionsOf, resources, statementsOf } from '../support/statements';
import type { TemplateJson } from '../support/templates';
import { ROOT } from '../support/root';
import { templatesOf } from '../support/templates';

/** What `docs/config-rules.md` says of the zone itself, held to its templates. */

const STACKS: readonly TemplateJson[] = (['production', 'sandbox'] as const).flatMap((profile) => [
  ...templatesOf(profile).values(),
]);
const BOOTSTRAP = join(ROOT, 'bootstrap');

function every(type: string): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  return STACKS.flatMap((template) => resources(template, type));
}

/** Logical ids, without their hash, of the buckets of which something is true. */
function buckets(
  is: (properties: Readonly<Record<string, unknown>>) => boolean,
): readonly string[] {
  const found = every('AWS::S3::Bucket').filter(([, properties]) => is(properties));
  return [...new Set(found.map(([id]) => id.slice(0, -8)))].toSorted();
}

/** Whether a statement lets somebody do something that a pattern matches, to everything. */
function allowsOnAll(statement: Statement, action: RegExp): boolean {
  return (
    statement.Effect === 'Allow' &&
    [statement.Resource].flat().includes('*') &&
    actionsOf(statement).some((name) => action.test(name))
  );
}

/** What the rules on KMS block, and everything. */
const BLOCKED = /^(?:\*|kms:(?:\*|Decrypt|ReEncrypt.*))$/;
const FULL_ACCESS = /^(?:\*|[a-z0-9-]+:\*)$/;

it('has nothing of what the guards watch', () => {
  const guarded = RULE_GROUPS.filter(({ watches }) => watches === 'guard')
    .flatMap(({ rules }) => rules)
    .flatMap(({ scope = [] }) => scope);
  const made = new Set(
    STACKS.flatMap(({ Resources }) => Object.values(Resources)).map(({ Type }) => Type),
  );
  expect(made.size).toBeGreaterThan(20);
  expect(guarded.filter((type) => made.has(type))).toEqual([]);
});

it('has two buckets without access logs and one without a key: those of the page', () => {
  expect(buckets(({ LoggingConfiguration: logging }) => logging === undefined)).toEqual([
    'AccessLogs',
    'Archive',
  ]);
  expect(buckets(({ BucketEncryption: encryption }) => !usesKey(encryption))).toEqual([
    'AccessLogs',
  ]);
});

function usesKey(encryption: unknown): boolean {
  return JSON.stringify(encryption).includes('"SSEAlgorithm":"aws:kms"');
}

it('turns no rule on IAM policies red', () => {
  const statements = every('AWS::IAM::ManagedPolicy').flatMap(([, { PolicyDocument: document }]) =>
    statementsOf(document),
  );
  expect(statements.length).toBeGreaterThan(20);
  expect(statements.filter((statement) => allowsOnAll(statement, BLOCKED))).toEqual([]);
  expect(
    statements.flatMap((statement) =>
      statement.Effect === 'Allow' ? actionsOf(statement).filter((a) => FULL_ACCESS.test(a)) : [],
    ),
  ).toEqual([]);
  expect(every('AWS::IAM::Policy')).toEqual([]);
  expect(every('AWS::IAM::Role').filter(([, role]) => role['Policies'] !== undefined)).toEqual([]);
});

it('has the one bootstrap policy that the page names, and the boundary, in red', () => {
  const files = readdirSync(BOOTSTRAP).filter((file) => !file.startsWith('scp-'));
  const statements = (file: string): readonly Statement[] =>
    statementsOf(JSON.parse(readFileSync(join(BOOTSTRAP, file), 'utf8')));
  const red = (action: RegExp): readonly string[] =>
    files.filter((file) => statements(file).some((one) => allowsOnAll(one, action)));
  expect(red(BLOCKED)).toEqual(['execution-policy-stores.json', 'permissions-boundary.json']);
  expect(red(FULL_ACCESS)).toEqual(['permissions-boundary.json']);
});

it('takes counts from its logs into metrics, and no name of anybody', () => {
  const taken = every('AWS::Logs::MetricFilter').flatMap(
    ([, filter]) => filter['MetricTransformations'] as readonly Readonly<Record<string, unknown>>[],
  );
  expect(taken.length).toBeGreaterThan(30);
  // A value that is no number makes no metric; a dimension would be shown as it stands in the log.
  expect(taken.filter(({ Dimensions: dimensions }) => dimensions !== undefined)).toEqual([]);
  expect(new Set(taken.map(({ MetricValue: value }) => value))).toEqual(
    new Set([
      '1',
      '$.message.accounts',
      '$.message.acts',
      '$.message.fields',
      '$.message.hits',
      '$.message.records',
      '$.message.unsignedSegments',
      '$.message.unsealedSpool',
    ]),
  );
});
