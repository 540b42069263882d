import { isKnown, lossOf, SET_ONCE } from './stateful';
import type { TemplateJson } from './templates';

/**
 * What can be lost, as `<stack> <type> <logical id>`, with the values of what is set once:
 * `KeySchema: tenant HASH, kid RANGE`.
 */
export type Contract = Readonly<Record<string, string>>;

/** What of a zone can be lost, in the order of stacks, types and ids. */
export function contractOf(templates: ReadonlyMap<string, TemplateJson>): Contract {
  const rows = [...templates].flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => lossOf(Type) !== undefined)
      .map(([id, { Type, Properties = {} }]) => {
        const once = (SET_ONCE[Type] ?? []).filter((name) => Properties[name] !== undefined);
        const values = once.map((name) => `${name}: ${words(Properties[name])}`);
        return [`${stack} ${Type} ${id}`, values.join('; ')] as const;
      }),
  );
  return Object.fromEntries(rows.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A contract without values: another zone has other ones. */
export function idsOf(contract: Contract): Contract {
  return Object.fromEntries(Object.keys(contract).map((row) => [row, '']));
}

/** What of a contract does not hold: what would be lost, and how to mend it. */
export function breachesOf(contract: Contract, found: Contract): readonly string[] {
  const gone = Object.keys(contract).filter((row) => found[row] === undefined);
  const added = Object.keys(found).filter((row) => contract[row] === undefined);
  const other = Object.entries(found).filter(([row, values]) => values !== contract[row]);
  return [
    ...gone.map((row) => goneText(row, added)),
    ...added.map((row) => addedText(row)),
    ...other
      .filter(([row]) => contract[row] !== undefined)
      .map(([row, values]) => changedText(row, contract[row] ?? '', values)),
  ];
}

const CONTRACT = 'CONTRACT of test/contract.test.ts';
const OR_SAY = `Or say in CHANGELOG.md what CloudFormation will do and how the data moves, and change ${CONTRACT}.`;

function goneText(row: string, added: readonly string[]): string {
  const { stack, type, id } = partsOf(row);
  const alike = added.map(partsOf).filter((part) => part.stack === stack && part.type === type);
  const renamed = alike.length === 1 ? ` Was it renamed to ${String(alike[0]?.id)}?` : '';
  return `${row} is gone: where a zone stands CloudFormation deletes it, or leaves it behind where nobody uses it any longer. What would be lost: ${lost(type)}.${renamed} Give the construct its id and its place back, or the resource its logical id (overrideLogicalId('${id}')). ${OR_SAY}`;
}

function addedText(row: string): string {
  const { type } = partsOf(row);
  return isKnown(type)
    ? `${row} is new, and can be lost: ${lost(type)}. Write it into ${CONTRACT}; from its first deploy on the logical id stays.`
    : `${row} is of a type that nobody has looked at, and may hold anything. Say in lib/evidence/inventories/reading/store-types.ts what it holds; when it can be lost, say in SET_ONCE of test/support/stateful.ts which of its properties are set once, and write it into ${CONTRACT}.`;
}

function changedText(row: string, was: string, is: string): string {
  const { type } = partsOf(row);
  return `${row} had "${was}", and has "${is}", which is set once: where a zone stands CloudFormation makes a new and empty one in its place, or refuses the deploy. What would be lost: ${lost(type)}. Put the value back. ${OR_SAY}`;
}

function lost(type: string): string {
  return `${lossOf(type) ?? 'nothing'} (${type})`;
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
