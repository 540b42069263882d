import type { Condition, Statement } from '../reading/policy';
import { isOwner, namesItsOwner, statementsIn } from '../reading/policy';
import { policyDocuments } from '../reading/resource-policies';
import type { Rule } from '../rule';
import { textOf } from '../reading/value-text';
import type { ResourceView, ZoneView } from '../reading/zone-view';

/** A service that AWS documents not to send a source to what has policies of some types. */
interface WithoutSource {
  readonly service: string;
  readonly types: readonly string[];
  /** Page of AWS that says so. */
  readonly page: string;
}

/** With a condition on the source, nothing that these send would arrive. */
const WITHOUT_SOURCE: readonly WithoutSource[] = [
  {
    service: 'events.amazonaws.com',
    types: ['AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'],
    page: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions',
  },
  {
    service: 'events.amazonaws.com',
    types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
    page: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  },
];

export const servicePrincipalSource: Rule = {
  name: 'ServicePrincipalSource',
  asks: 'What a key, bucket, topic, queue, function or log allows to an AWS service, it allows on behalf of an account or resource that it names: without it anybody could use the service as a deputy.',
  citations: ['164.312(a)(1)'],
  types: [
    'AWS::KMS::Key',
    'AWS::KMS::ReplicaKey',
    'AWS::Lambda::Permission',
    'AWS::S3::BucketPolicy',
    'AWS::SNS::TopicPolicy',
    'AWS::SNS::TopicInlinePolicy',
    'AWS::SQS::QueuePolicy',
    'AWS::SQS::QueueInlinePolicy',
    'AWS::Logs::ResourcePolicy',
  ],
  find: (resource, zone) => {
    const documents = policyDocuments(resource).map(statementsIn);
    // A document that cannot be read is a finding of PolicyPrincipal, and here as well.
    if (documents.includes(undefined)) return ['The policy cannot be read at synth.'];
    const allowed = documents
      .flatMap((statements) => statements ?? [])
      .filter(({ effect }) => effect === 'Allow')
      .map((statement) => ({ statement, services: servicesOf(zone, resource, statement) }))
      .filter(({ services }) => services.length > 0);
    if (allowed.length === 0) return undefined;
    return allowed
      .filter(({ statement }) => !statement.conditions.some((one) => isSource(zone, resource, one)))
      .filter(({ services }) => !services.every((service) => sendsNone(service, resource.type)))
      .map(
        ({ statement: { name } }) =>
          `Statement ${name} allows to a service whoever it acts for. Add a condition on aws:SourceAccount or aws:SourceArn.`,
      );
  },
};

function servicesOf(
  zone: ZoneView,
  policy: ResourceView,
  { principals }: Statement,
): readonly (string | undefined)[] {
  return principals
    .filter(({ kind }) => kind === 'Service')
    .map(({ value }) => textOf(zone, policy, value));
}

function sendsNone(service: string | undefined, type: string): boolean {
  return WITHOUT_SOURCE.some((row) => row.service === service && row.types.includes(type));
}

/** Whether a condition names whom a service acts for. Not one that is also true of a call without the key. */
function isSource(
  zone: ZoneView,
  policy: ResourceView,
  { operator, key, values }: Condition,
): boolean {
  if (!/^(?:String|Arn)(?:Equals|Like)$/.test(operator) || values.length === 0) return false;
  const texts = values.map((value) => textOf(zone, policy, value));
  if (key === 'aws:sourcearn' || key.startsWith('kms:encryptioncontext:')) {
    return texts.every((text) => namesItsOwner(zone, text));
  }
  const owners = ['aws:sourceaccount', 'aws:sourceorgid', 'kms:calleraccount'];
  return owners.includes(key) && texts.every((text) => isOwner(zone, text));
}
