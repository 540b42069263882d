import type { TemplateJson } from './templates';

/** A statement of a policy in a template. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Statements of a policy document. */
export function statementsOf(document: unknown): readonly Statement[] {
  return (document as { readonly Statement: readonly Statement[] }).Statement;
}

/** Resources of a type whose logical id begins with a prefix. */
export function resources(
  template: TemplateJson,
  type: string,
  prefix = '',
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  return Object.entries(template.Resources)
    .filter(([id, resource]) => resource.Type === type && id.startsWith(prefix))
    .map(([id, resource]) => [id, resource.Properties ?? {}] as const);
}

/** The one resource of a type whose logical id begins with a prefix. */
export function resource(
  template: TemplateJson,
  type: string,
  prefix = '',
): Readonly<Record<string, unknown>> {
  const found = resources(template, type, prefix);
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(
      `${found.length} resources ${type} ${prefix}*: ${found.map(([id]) => id).join()}`,
    );
  }
  return first[1];
}

/** Actions of a statement as a list. */
export function actionsOf(statement: Statement): readonly string[] {
  return typeof statement.Action === 'string' ? [statement.Action] : statement.Action;
}
