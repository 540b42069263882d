import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface ZoneRoleProps {
  /** Path of the role: says who acts with it (see `names.ts`). */
  readonly path: string;
  readonly assumedBy: iam.IPrincipal;
  readonly description: string;
  /** Everything that the role may do. */
  readonly statements: readonly iam.PolicyStatement[];
  /**
   * The rest of it, where one policy would not hold everything: statements by the id of a policy. A
   * managed policy has 6144 characters at most.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   *
   * @default - none
   */
  readonly furtherStatements?: Readonly<Record<string, readonly iam.PolicyStatement[]>>;
  /** @default - CloudFormation makes one */
  readonly roleName?: string;
  /**
   * Policies beside its own.
   *
   * @default - none
   */
  readonly managedPolicies?: readonly iam.IManagedPolicy[];
}

/**
 * A role and its managed policy, seldom more than one.
 *
 * Grants of other constructs do not reach it (`withoutPolicyUpdates`): they would add an inline
 * policy, with wildcards of their own. What the role may do is its list of statements, in one place.
 */
export class ZoneRole extends iam.Role {
  /** The policy, for acknowledgements. */
  readonly policy: iam.ManagedPolicy;
  /** All its own policies, for what must not act before they are there. */
  readonly policies: readonly iam.ManagedPolicy[];
  /** The role, for constructs that would grant to it. */
  readonly fixed: iam.IRole;

  constructor(scope: Construct, id: string, props: ZoneRoleProps) {
    super(scope, id, {
      path: props.path,
      assumedBy: props.assumedBy,
      description: props.description,
      ...(props.roleName === undefined ? {} : { roleName: props.roleName }),
      managedPolicies: [...(props.managedPolicies ?? [])],
    });
    const policy = (id: string, statements: readonly iam.PolicyStatement[]): iam.ManagedPolicy =>
      new iam.ManagedPolicy(this, id, {
        path: props.path,
        description: props.description,
        statements: [...statements],
        roles: [this],
      });
    this.policy = policy('Policy', props.statements);
    const further = Object.entries(props.furtherStatements ?? {});
    this.policies = [this.policy, ...further.map(([id, statements]) => policy(id, statements))];
    this.fixed = this.withoutPolicyUpdates();
  }
}
