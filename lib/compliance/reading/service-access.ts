import { keyOf } from './customer-key';
import type { Statement } from './policy';
import { coversAction, coversResource, statementsIn } from './policy';
import { attachedPolicies } from './resource-policies';
import type { ResourceView, ZoneView } from './zone-view';

/** What a publisher or sender needs of the key of an encrypted topic or queue. */
const USE_OF_A_KEY = ['kms:Decrypt', 'kms:GenerateDataKey*'] as const;

/**
 * Why what a service sends does not arrive in a topic or queue: its own policy, or that of its key,
 * does not name the service. Nothing fails at deploy; messages are lost without a word.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function undelivered(
  zone: ZoneView,
  target: ResourceView,
  service: string,
): readonly string[] {
  const { KmsMasterKeyId: keyId } = target.properties;
  const key = keyId === undefined ? undefined : keyOf(zone, target, keyId);
  const action = target.type === 'AWS::SNS::Topic' ? 'sns:Publish' : 'sqs:SendMessage';
  return [
    ...(allowsSending(zone, target, service, action)
      ? []
      : [
          `No policy of ${target.logicalId} lets ${service} send to it. Allow ${service} ${action}.`,
        ]),
    ...(keyId === undefined || (key !== undefined && allowsUse(key, service))
      ? []
      : [
          `The key of ${target.logicalId} does not let ${service} use it, so its messages are lost without a word. Allow ${service} ${USE_OF_A_KEY.join(' and ')} in the key policy, and take a customer managed key: the policy of an AWS managed one cannot be changed.`,
        ]),
  ];
}

function allowsSending(
  zone: ZoneView,
  target: ResourceView,
  service: string,
  action: string,
): boolean {
  return attachedPolicies(zone, target).some((policy) =>
    (statementsIn(policy.properties['PolicyDocument']) ?? []).some(
      (statement) =>
        allows(statement, service, action) && coversResource(zone, policy, statement, target),
    ),
  );
}

function allowsUse(key: ResourceView, service: string): boolean {
  const statements = statementsIn(key.properties['KeyPolicy']) ?? [];
  return USE_OF_A_KEY.every((action) =>
    statements.some((statement) => allows(statement, service, action)),
  );
}

function allows(statement: Statement, service: string, action: string): boolean {
  return (
    statement.effect === 'Allow' &&
    !statement.inverted.has('Principal') &&
    statement.principals.some(({ kind, value }) => kind === 'Service' && value === service) &&
    coversAction(statement, action)
  );
}
