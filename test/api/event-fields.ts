import { auditEventJsonSchema } from '../../lambda/shared/audit/json-schema';
import { openApi } from '../support/api/open-api';
import { markdown } from '../../lib/markdown';

/** What an event that is appended needs, as the schema of stored events says. */

interface Schema {
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Words>>;
  readonly required?: readonly string[];
}

interface Words {
  readonly $ref?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
}

/** What nobody gives, or everybody as he likes. */
const NOT_TOLD = new Set([
  'schemaVersion',
  'eventId',
  'time',
  'tenant',
  'actor',
  'requestId',
  'type',
  'action',
  'outcome',
  'idempotencyKey',
  'phiAccessed',
  'breakGlass',
  'sourceIp',
  'userAgent',
]);
/** As the API spells it. */
const SPELLED: Readonly<Record<string, string>> = { patient: 'patientId' };

const root = auditEventJsonSchema() as Schema & {
  readonly $defs: Readonly<Record<string, object>>;
};

function resolved<T extends { readonly $ref?: string }>(schema: T): T {
  const { $ref } = schema;
  return $ref === undefined ? schema : (root.$defs[$ref.replace('#/$defs/', '')] as T);
}

function variants(schema: Schema): readonly Schema[] {
  const { oneOf } = resolved(schema);
  return oneOf === undefined ? [resolved(schema)] : oneOf.flatMap(variants);
}

function wordsOf({ properties }: Schema, name: string): readonly string[] {
  const { const: only, enum: words = [] } = resolved(properties?.[name] ?? {});
  return only === undefined ? words : [only];
}

/** Fields that all variants ask for, and those that one of them takes. */
function fieldsOf(all: readonly Schema[]): readonly [needed: string[], taken: string[]] {
  const told = (names: readonly string[]): string[] =>
    names.filter((name) => !NOT_TOLD.has(name)).map((name) => SPELLED[name] ?? name);
  const asked = all.map(({ required = [] }) => required);
  const needed = told(asked[0] ?? []).filter((name) =>
    asked.every((names) => told(names).includes(name)),
  );
  const known = new Set(all.flatMap(({ properties = {} }) => told(Object.keys(properties))));
  return [needed, [...known].filter((name) => !needed.includes(name))];
}

/** A row for each set of types that take the same. */
export function eventFieldsTable(): string {
  const { enum: types = [] } = (openApi().components.schemas['AppendableEventType'] ?? {}) as Words;
  const rows = new Map<string, string[]>();
  for (const type of types) {
    const cells = [['success'], ['denied', 'error']].flatMap((outcomes) => {
      const fitting = variants(root).filter(
        (schema) =>
          wordsOf(schema, 'type').includes(type) &&
          wordsOf(schema, 'outcome').some((outcome) => outcomes.includes(outcome)),
      );
      return fieldsOf(fitting).map((names) => names.map((name) => `\`${name}\``).join(', '));
    });
    const key = JSON.stringify(cells);
    rows.set(key, [...(rows.get(key) ?? []), `\`${type}\``]);
  }
  return markdown(
    ['`type`', '`success` needs', 'and takes', '`denied`, `error` need', 'and take'],
    [...rows].map(([cells, names]) => [names.join(', '), ...(JSON.parse(cells) as string[])]),
  );
}
