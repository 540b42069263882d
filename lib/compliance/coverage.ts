import type { CheckRow } from './check-ledger';
import { VALIDATE_PACK } from './cloudformation-validate';
import type { Rule } from './rule';
import { RULES } from './rules';
import { ZONE_PACK } from './zone-pack';

/** Which rules look at a resource type. */
export interface TypeCoverage {
  /** CloudFormation type. */
  readonly type: string;
  /** Ids of the rules that judge a resource of this type, or another one by it. */
  readonly rules: readonly string[];
}

/** Rules that look at every resource alike say nothing about what a type is for. */
const GENERAL: ReadonlySet<string> = new Set(
  RULES.filter(({ types }) => types === 'every').map(idOf),
);

/** For each type of the rows, the rules that look at it; resource schemas and general rules left out. */
export function coverageOf(rows: readonly CheckRow[]): readonly TypeCoverage[] {
  const types = [...new Set(rows.map(({ type }) => type))].toSorted();
  return types.map((type) => ({
    type,
    rules: [
      ...new Set([
        ...rows
          .filter(
            (row) => row.type === type && row.pack !== VALIDATE_PACK && !GENERAL.has(row.rule),
          )
          .map(({ rule }) => rule),
        ...RULES.filter(({ reads = [] }) => reads.includes(type)).map(idOf),
      ]),
    ].toSorted(),
  }));
}

function idOf({ name }: Rule): string {
  return `${ZONE_PACK}-${name}`;
}
