import { isKnown, lossOf, SET_ONCE } from './stateful';
import type { TemplateJson } from './templates';

/** What can be lost, as `<stack> <type> <logical id>`, with the values of what is set once. */
export type Contract = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What of a zone can be lost, in the order of stacks, types and ids. */
export function contractOf(templates: ReadonlyMap<string, TemplateJson>): Contract {
  const rows = [...templates].flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => lossOf(Type) !== undefined)
      .map(([id, { Type, Properties = {} }]) => {
        const once = (SET_ONCE[Type] ?? []).filter((name) => Properties[name] !== undefined);
        const values = once.map((name) => [name, words(Properties[name])] as const);
        return [`${stack} ${Type} ${id}`, Object.fromEntries(values)] as const;
      }),
  );
  return Object.fromEntries(rows.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A contract without values: they are other ones in another zone. */
export function idsOf(contract: Contract): Contract {
  return Object.fromEntries(Object.keys(contract).map((row) => [row, {}]));
}

/** What of a contract does not hold: what would be lost, and how to mend it. */
export function breachesOf(contract: Contract, found: Contract): readonly string[] {
  const gone = Object.keys(contract).filter((row) => found[row] === undefined);
  const added = Object.keys(found).filter((row) => contract[row] === undefined);
  const both = Object.keys(contract).filter((row) => found[row] !== undefined);
  return [
    ...gone.map((row) => goneText(row, added)),
    ...added.map((row) => addedText(row)),
    ...both.flatMap((row) => changedTexts(row, contract[row] ?? {}, found[row] ?? {})),
  ];
}

const OR_SAY =
  'Or say in CHANGELOG.md what CloudFormation will do and how the data moves, and change CONTRACT of test/contract.test.ts.';

function goneText(row: string, added: readonly string[]): string {
  const { stack, type, id } = partsOf(row);
  const alike = added.map(partsOf).filter((part) => part.stack === stack && part.type === type);
  const renamed = alike.length === 1 ? ` Was it renamed to ${String(alike[0]?.id)}?` : '';
  return `${row} is gone: CloudFormation deletes it where a zone stands, or leaves it behind, and nobody uses it any longer: a ${lossOf(type) ?? type}.${renamed} Give the construct its id and its place back, or its resource the logical id (overrideLogicalId('${id}')). ${OR_SAY}`;
}

function addedText(row: string): string {
  const { type } = partsOf(row);
  return isKnown(type)
    ? `${row} is new, and can be lost: a ${lossOf(type) ?? type}. Write it into CONTRACT of test/contract.test.ts; from its first deploy on the logical id stays.`
    : `${row} is of a type that nobody has looked at, and may hold anything: say in lib/evidence/inventories/reading/store-types.ts what it holds. When it can be lost, say in SET_ONCE of test/support/stateful.ts which of its properties are set once, and write it into CONTRACT of test/contract.test.ts.`;
}

function changedTexts(
  row: string,
  was: Readonly<Record<string, string>>,
  is: Readonly<Record<string, string>>,
): readonly string[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names
    .filter((name) => was[name] !== is[name])
    .map((name) => {
      const { type } = partsOf(row);
      return `${row}: ${name} was ${was[name] ?? 'not set'}, and is ${is[name] ?? 'not set'}. It is set once: where a zone stands CloudFormation makes a new and empty one in its place, or refuses the deploy. What would be lost: a ${lossOf(type) ?? type}. Put the value back. ${OR_SAY}`;
    });
}

function partsOf(row: string): {
  readonly stack: string;
  readonly type: string;
  readonly id: string;
} {
  const [stack = '', type = '', id = ''] = row.split(' ');
  return { stack, type, id };
}

/** A value in one line: `tenant HASH, kid RANGE`. */
function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join(', ');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(words).join(' ');
  return String(value);
}
