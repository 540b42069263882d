import { CfnOutput, CfnResource, Stack, TagManager } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Subject } from '../evaluation';
import type { Expectations } from '../expectations';
import type { SubjectOf } from '../rule-pack';
import type { JsonObject } from './json';
import { at, isObject } from './json';
import { withoutSubstitutions } from './substitution';

export { at, isObject } from './json';
export type { JsonObject } from './json';

/**
 * A resource as CloudFormation gets it: plain JSON, with intrinsic functions as they stand, but for
 * `Fn::Sub`, which is written out.
 */
export interface ResourceView extends Subject {
  readonly properties: JsonObject;
  /** Whether the type takes tags. Unknown of a raw resource in the construct tree, hence false there. */
  readonly taggable: boolean;
}

/** The whole zone, for rules that look at more than one resource. */
export interface ZoneView {
  readonly expectations: Expectations;
  readonly resources: readonly ResourceView[];
  /** Every resource of a type, in every stack. */
  readonly ofType: (type: string) => readonly ResourceView[];
  /**
   * The resource that a value refers to, in its stack or, through an export, in another one:
   * `Ref`, `Fn::GetAtt` or `Fn::ImportValue`. Undefined for anything else.
   */
  readonly follow: (from: Subject, value: unknown) => ResourceView | undefined;
  /** Every resource that is referred to anywhere in a value, such as an ARN that is joined together. */
  readonly mentioned: (from: Subject, value: unknown) => readonly ResourceView[];
}

/** What a stack exports under a name. */
export interface Export {
  /** Name of the stack that exports it. */
  readonly stack: string;
  readonly value: unknown;
}

/** Looks at every resource under a scope, of the construct tree or of included templates. */
export function zoneView(
  scope: IConstruct,
  subjectOf: SubjectOf,
  expectations: Expectations,
): ZoneView {
  const nodes = scope.node.findAll();
  const resources = nodes
    .filter((node): node is CfnResource => CfnResource.isCfnResource(node))
    .map((node) => resourceView(node, subjectOf(node)));
  return viewOf(resources, new Map(nodes.flatMap((node) => exportOf(node))), expectations);
}

/** Looks at resources that have been read, and what their stacks export by name. */
export function viewOf(
  resources: readonly ResourceView[],
  exports: ReadonlyMap<string, Export>,
  expectations: Expectations,
): ZoneView {
  const byId = new Map(resources.map((view) => [`${view.stack}/${view.logicalId}`, view]));
  const byType = new Map<string, ResourceView[]>();
  for (const view of resources) {
    const alike = byType.get(view.type);
    if (alike === undefined) byType.set(view.type, [view]);
    else alike.push(view);
  }
  const follow = (from: Pick<Subject, 'stack'>, value: unknown): ResourceView | undefined => {
    const reference = referenceIn(value);
    if (reference === undefined) return undefined;
    if (reference.logicalId !== undefined) return byId.get(`${from.stack}/${reference.logicalId}`);
    const found = exports.get(reference.export);
    return found === undefined ? undefined : follow({ stack: found.stack }, found.value);
  };

  const mentioned = (from: Subject, value: unknown): readonly ResourceView[] => {
    const found = follow(from, value);
    if (found !== undefined) return [found];
    if (Array.isArray(value)) return value.flatMap((entry) => mentioned(from, entry));
    return isObject(value) ? Object.values(value).flatMap((entry) => mentioned(from, entry)) : [];
  };

  return {
    expectations,
    resources,
    ofType: (type) => byType.get(type) ?? [],
    follow,
    mentioned,
  };
}

function resourceView(node: CfnResource, subject: Subject): ResourceView {
  // What CDK writes into the template. The method is public but for its declaration.
  const render: unknown = Reflect.get(node, '_toCloudFormation');
  if (typeof render !== 'function') throw new Error('this aws-cdk-lib renders resources otherwise');
  const rendered: unknown = node.stack.resolve(Reflect.apply(render, node, []));
  const body = at(rendered, 'Resources', String(node.stack.resolve(node.logicalId)));
  // As JSON: typed constructs leave keys without a value, which the template does not have.
  const text = JSON.stringify(at(body, 'Properties') ?? {});
  const json: unknown = JSON.parse(text);
  const properties = text.includes('"Fn::Sub"') ? withoutSubstitutions(json) : json;
  return {
    ...subject,
    properties: isObject(properties) ? properties : {},
    taggable: TagManager.of(node) !== undefined,
  };
}

function exportOf(node: IConstruct): readonly (readonly [string, Export])[] {
  if (!(node instanceof CfnOutput) || node.exportName === undefined) return [];
  const stack = Stack.of(node);
  const name: unknown = stack.resolve(node.exportName);
  return typeof name === 'string'
    ? [[name, { stack: stack.stackName, value: withoutSubstitutions(stack.resolve(node.value)) }]]
    : [];
}

type Reference =
  | { readonly logicalId: string }
  | { readonly logicalId?: undefined; readonly export: string };

function referenceIn(value: unknown): Reference | undefined {
  if (!isObject(value)) return undefined;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported } = value;
  if (typeof ref === 'string') return { logicalId: ref };
  if (typeof imported === 'string') return { export: imported };
  const [logicalId] = typeof attribute === 'string' ? attribute.split('.') : asStrings(attribute);
  return logicalId === undefined ? undefined : { logicalId };
}

function asStrings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
