import type { RuleId } from '../compliance/rule-ids';
import type { Control, Duty, Mechanism, ResourceReference, TestReference } from './control';

/** What a row of the table says; what it leaves out is empty, or follows from its citation. */
export interface Row extends Pick<Control, 'title' | 'type' | 'doneBy' | 'asks' | 'note'> {
  /** @default - none */
  readonly mechanisms?: readonly Mechanism[];
  /** @default - none */
  readonly duties?: readonly Duty[];
}

/** A row of today's rules. */
export function control(citation: string, row: Row): Control {
  return {
    mechanisms: [],
    duties: [],
    ...row,
    citation,
    oscalId: oscalIdOf(citation),
    ruleVersion: '2013-omnibus',
  };
}

/** The citation as a token of OSCAL: `164.312(a)(2)(iv)` is `s164.312-a-2-iv`. */
export function oscalIdOf(citation: string): string {
  const words = citation.toLowerCase().split(/[^a-z0-9.]+/);
  return `s${words.filter((word) => word !== '').join('-')}`;
}

type NameIn<Pack extends string> = RuleId extends infer Id
  ? Id extends `${Pack}-${infer Name}`
    ? Name
    : never
  : never;

/** Rules of our own, by name. */
export function own(...names: readonly NameIn<'LandingZone'>[]): readonly RuleId[] {
  return names.map((name): RuleId => `LandingZone-${name}`);
}

/** Rules of the HIPAA pack of cdk-nag, by name. */
export function hipaa(...names: readonly NameIn<'HIPAA.Security'>[]): readonly RuleId[] {
  return names.map((name): RuleId => `HIPAA.Security-${name}`);
}

/**
 * One resource of a type, `AWS::` left out, under each path, or anywhere: `one('KMS::Key', 'Keys/Phi')`.
 * Custom resources are named in full.
 */
export function one(type: string, ...under: readonly string[]): readonly ResourceReference[] {
  return under.length === 0 ? many(type, 1) : under.flatMap((path) => many(type, 1, path));
}

/** So many resources of a type under a path, or anywhere: `many('KMS::Key', 6, 'Keys')`. */
export function many(
  type: string,
  count: ResourceReference['count'],
  under?: string,
): readonly ResourceReference[] {
  const full = type.startsWith('Custom::') ? type : `AWS::${type}`;
  return [{ type: full, count, ...(under === undefined ? {} : { under }) }];
}

/** Whole test files. */
export function files(...paths: readonly string[]): readonly TestReference[] {
  return paths.map((path) => ({ file: `test/${path}.test.ts` }));
}

/** Tests or blocks of a file, by their full names. */
export function named(path: string, ...names: readonly string[]): readonly TestReference[] {
  return names.map((name) => ({ file: `test/${path}.test.ts`, name }));
}

/** Something that one does, and what one keeps to show it. */
export function duty(does: string, keeps: string): Duty {
  return { does, keeps };
}
