import type { CfnResource } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Evaluation, Subject } from './evaluation';

/** A pack of rules that says everything it sees, of every resource. */
export interface RulePack {
  readonly name: string;
  readonly version: string;
  /** Applies every rule to every resource under the scope. */
  readonly evaluate: (scope: IConstruct, subjectOf?: SubjectOf) => readonly Evaluation[];
}

/** How a construct is told apart; differs between the construct tree and an included template. */
export type SubjectOf = (resource: CfnResource) => Subject;

/** A resource of the construct tree. */
export const subjectInTree: SubjectOf = (resource) => ({
  stack: resource.stack.stackName,
  logicalId: String(Stack.of(resource).resolve(resource.logicalId)),
  path: resource.node.path,
  type: resource.cfnResourceType,
});
