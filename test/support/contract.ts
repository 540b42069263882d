import { onlyOtherEntries, setOnceOf, words } from './set-once';
import { isKnown, lossOf } from './stateful';
import type { TemplateJson, TemplateResource } from './templates';

/**
 * What can be lost, as `<stack> <type> <logical id>`, with what of it stays as it is: the values of what is set
 * once, and whether CloudFormation leaves it where it is when it would delete or replace it.
 * `KeySchema: user HASH; AttributeDefinitions: user S; policies: Retain`.
 */
export type Contract = Readonly<Record<string, string>>;

/** What of a zone can be lost, in the order of stacks, types and ids. */
export function contractOf(templates: ReadonlyMap<string, TemplateJson>): Contract {
  const rows = [...templates].flatMap(([stack, { Resources }]) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => lossOf(Type) !== undefined)
      .map(([id, resource]) => {
        const values = [...setOnceOf(resource), ...attributesOf(resource)];
        const text = values.map(([name, value]) => `${name}: ${value}`).join('; ');
        return [`${stack} ${resource.Type} ${id}`, text] as const;
      }),
  );
  return Object.fromEntries(rows.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const CONDITION = 'Condition';
const POLICIES = 'policies';

/** What stands beside the properties of a resource and decides whether it stays. */
function attributesOf(resource: TemplateResource): readonly (readonly [string, string])[] {
  const condition = resource[CONDITION];
  const { DeletionPolicy = 'none', UpdateReplacePolicy = 'none' } = resource;
  const policies = [DeletionPolicy, UpdateReplacePolicy].map((policy) => words(policy));
  // They differ in what becomes of it when the deploy fails that makes it, and in nothing once it stands.
  const isKept = policies.every((policy) => /^Retain(ExceptOnCreate)?$/.test(policy));
  return [
    ...(condition === undefined ? [] : [[CONDITION, words(condition)] as const]),
    [POLICIES, isKept ? 'Retain' : policies.join(', ')],
  ];
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

const CONTRACT = 'CONTRACT of test/contract.ts';
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
  const [before, after] = [valuesOf(was), valuesOf(is)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changes = names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => valueText(type, name, before.get(name), after.get(name)));
  return `${row}: ${changes.join(' ')} What would be lost: ${lost(type)}. Put back what it had. ${OR_SAY}`;
}

function valueText(type: string, name: string, was = 'nothing', is = 'nothing'): string {
  const change = `${name} was "${was}" and is "${is}"`;
  if (name === CONDITION) return `${change}: where a condition is false CloudFormation deletes it.`;
  if (name === POLICIES) {
    return `${change} (DeletionPolicy, UpdateReplacePolicy): they say whether it stays where it leaves the template, where its stack is deleted, and where it is replaced.`;
  }
  return onlyOtherEntries(type, name, was, is)
    ? `${change}: an entry that is new is set once from its first deploy on, and one that is gone takes with it what was in it, or the deploy is refused.`
    : `${change}, which is set once: where a zone stands CloudFormation makes a new and empty one in its place, or refuses the deploy.`;
}

/** Values of a row by their names. */
function valuesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('; ').map((part) => {
      const [name = '', ...rest] = part.split(': ');
      return [name, rest.join(': ')];
    }),
  );
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
