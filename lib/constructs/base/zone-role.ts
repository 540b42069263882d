import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface ZoneRoleProps {
  /** Path of the role: says who acts with it (see `names.ts`). */
  readonly path: string;
  readonly assumedBy: iam.IPrincipal;
  readonly description: string;
  /** Everything that the role may do. */
  readonly statements: readonly iam.PolicyStatement[];
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
 * A role and its one managed policy.
 *
 * Grants of other constructs do not reach it (`withoutPolicyUpdates`): they would add an inline
 * policy, with wildcards of their own. What the role may do is its list of statements, in one place.
 */
export class ZoneRole extends iam.Role {
  /** The policy, for acknowledgements. */
  readonly policy: iam.ManagedPolicy;
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
    this.policy = new iam.ManagedPolicy(this, 'Policy', {
      path: props.path,
      description: props.description,
      statements: [...props.statements],
      roles: [this],
    });
    this.fixed = this.withoutPolicyUpdates();
  }
}
