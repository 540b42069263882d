import type { Statement } from './statements';
import { actionsOf, resources, statementsOf } from './statements';
import type { TemplateJson } from './templates';

/** Statements of all policies of a function's role, by the id of the function's construct. */
export function roleStatements(template: TemplateJson, name: string): readonly Statement[] {
  return resources(template, 'AWS::IAM::ManagedPolicy', `${name}Role`).flatMap(([, properties]) =>
    statementsOf(properties['PolicyDocument']),
  );
}

/** Who makes the call: the code from its VPC, a service in its name, or Lambda from anywhere. */
export function caller({ Condition: condition = {} }: Statement): string {
  const equals = condition['StringEquals'] ?? {};
  if ('aws:SourceVpc' in equals) return 'code';
  const { 'kms:ViaService': service } = equals;
  return typeof service === 'string' ? service : 'Lambda';
}

/** Every action that a role may take but those on tables, sorted, by who calls. */
export function actionsByCaller(
  statements: readonly Statement[],
): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const statement of statements.filter((entry) => !isOfTable(entry))) {
    (found[caller(statement)] ??= []).push(...actionsOf(statement));
  }
  return Object.fromEntries(Object.entries(found).map(([who, list]) => [who, list.toSorted()]));
}

/** What Lambda does for every function. */
export const BY_LAMBDA = ['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:SendMessage'];
/** What services do for every function in its name. */
export const THROUGH_QUEUES = {
  'sqs.us-east-1.amazonaws.com': ['kms:Decrypt', 'kms:GenerateDataKey'],
};
/** What Lambda does to read the stream of a table. */
export const TABLE_STREAM = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];

function isOfTable(statement: Statement): boolean {
  return actionsOf(statement).every(
    (action) => action.startsWith('dynamodb:') && !TABLE_STREAM.includes(action),
  );
}

/**
 * What code may do with tables, such as `{ Directory: 'GetItem PutItem', 'Approvals/byState': 'Query' }`;
 * of code that may do so from anywhere, `Directory (anywhere)`.
 */
export function tableUses(statements: readonly Statement[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    statements.filter(isOfTable).flatMap((statement) => {
      const actions = actionsOf(statement).map((action) => action.replace('dynamodb:', ''));
      const where = caller(statement) === 'code' ? '' : ' (anywhere)';
      return [statement.Resource]
        .flat()
        .map((resource) => [`${tableOf(resource)}${where}`, actions.toSorted().join(' ')] as const);
    }),
  );
}

/** `Approvals/byState` of the ARN of an index of it. */
function tableOf(resource: unknown): string {
  const text = JSON.stringify(resource);
  const [, table = text] = /Tables([A-Za-z]+?)[0-9A-F]{8}/.exec(text) ?? [];
  const [, index] = /\/index\/(\w+)/.exec(text) ?? [];
  return index === undefined ? table : `${table}/${index}`;
}
