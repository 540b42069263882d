/** A resource of a synthesized template, the same whichever way it was looked at. */
export interface Subject {
  /** Name of the stack, such as `hlz-mercy-keys`. */
  readonly stack: string;
  readonly logicalId: string;
  /** Construct path, such as `Keys/Phi/Resource`. */
  readonly path: string;
  /** CloudFormation type. */
  readonly type: string;
}

/** What one rule said of one resource, before any acknowledgement. */
export interface Evaluation extends Subject {
  readonly pack: string;
  /** Rule id as the pack prints it, such as `HIPAA.Security-S3DefaultEncryptionKMS`. */
  readonly rule: string;
  /** Which of several findings of the rule, such as `Resource::*`; empty when the rule has only one. */
  readonly finding: string;
  readonly citations: readonly string[];
  readonly description: string;
  readonly outcome: 'compliant' | 'not-applicable' | 'non-compliant' | 'error';
}

/** Rule id with its finding, the form in which cdk-nag prints it: `AwsSolutions-IAM5[Resource::*]`. */
export function findingId({ rule, finding }: Pick<Evaluation, 'rule' | 'finding'>): string {
  return finding === '' ? rule : `${rule}[${finding}]`;
}

/** Evaluations in an order that depends on nothing but their content. */
export function inOrder(evaluations: readonly Evaluation[]): readonly Evaluation[] {
  return evaluations
    .map((evaluation) => ({ evaluation, key: sortKey(evaluation) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ evaluation }) => evaluation);
}

function sortKey(e: Evaluation): string {
  return [e.pack, e.stack, e.logicalId, e.rule, e.finding].join('\n');
}

/** Citations named in the message of a nag rule: `... (Control IDs: 164.312(b), 164.312(c)(1)).` */
export function citationsIn(message: string): readonly string[] {
  const list = /\(Control IDs?: (.+?)\)\.?$/.exec(message.trim())?.[1];
  return list === undefined ? [] : list.split(/,\s*/);
}
