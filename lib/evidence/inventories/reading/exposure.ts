import {
  hasWildcardPrincipal,
  isTiedToOwner,
  listOf,
  statementsIn,
} from '../../../compliance/reading/policy';
import { attachedPolicies, policyDocuments } from '../../../compliance/reading/resource-policies';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { at } from '../../../compliance/reading/zone-view';
import type { EvidenceZone } from '../../zone/evidence-zone';

type Look = (zone: EvidenceZone, resource: ResourceView) => string;

const PUBLIC_BLOCKS = [
  'BlockPublicAcls',
  'BlockPublicPolicy',
  'IgnorePublicAcls',
  'RestrictPublicBuckets',
];

const LOOKS: Readonly<Record<string, Look>> = {
  'AWS::S3::Bucket': (zone, bucket) => {
    const block = at(bucket.properties, 'PublicAccessBlockConfiguration');
    const open = PUBLIC_BLOCKS.filter((name) => at(block, name) !== true);
    return open.length > 0
      ? `may be: ${open.join(', ')} is not set`
      : `no: all public access is blocked${opened(zone, bucket)}`;
  },
  'AWS::RDS::DBInstance': (_zone, { properties: { PubliclyAccessible: is } }) =>
    is === false
      ? 'no'
      : is === true
        ? 'yes: PubliclyAccessible'
        : 'may be: PubliclyAccessible is not set',
  'AWS::ApiGateway::RestApi': (_zone, { properties }) => {
    const types = listOf(at(properties, 'EndpointConfiguration', 'Types')).map(String);
    return types.includes('PRIVATE') && types.length === 1
      ? 'no: private, through an endpoint of the VPC'
      : 'yes: a public address; its policy and web ACL say who gets in';
  },
  'AWS::Cognito::UserPool': () => 'yes: people sign in at an address of Cognito',
  'AWS::Cognito::UserPoolDomain': () => 'yes: sign-in pages',
  'AWS::EC2::InternetGateway': () => 'yes: a way to the Internet',
  'AWS::EC2::NatGateway': () => 'out of the VPC only',
  'AWS::EC2::EIP': () => 'yes: a public address',
  'AWS::EC2::Subnet': (_zone, { properties: { MapPublicIpOnLaunch: is } }) =>
    is === true ? 'yes: gives public addresses' : 'no: gives no public addresses',
  'AWS::EC2::SecurityGroup': (_zone, { properties }) =>
    listOf(properties['SecurityGroupIngress']).some(isFromAnywhere)
      ? 'lets in from any address that routes lead from'
      : 'no',
  'AWS::Lambda::Url': (_zone, { properties: { AuthType: type } }) => `yes: ${String(type)}`,
  'AWS::SQS::Queue': (zone, queue) => `no${opened(zone, queue)}`,
  'AWS::SNS::Topic': (zone, topic) => `no${opened(zone, topic)}`,
  'AWS::SNS::Subscription': (_zone, { properties: { Protocol: protocol } }) =>
    protocol === 'lambda' || protocol === 'sqs' ? 'no' : `it sends out: ${String(protocol)}`,
  'AWS::KMS::Key': (zone, key) => `no${opened(zone, key)}`,
  'AWS::Lambda::Function': () => 'no: called by name and right alone',
};

/** Whether a resource can be reached from the Internet, by its template; empty for what has no address. */
export function exposureOf(zone: EvidenceZone, resource: ResourceView): string {
  return LOOKS[resource.type]?.(zone, resource) ?? '';
}

/** A warning about policies that let in more than principals of this account. */
function opened(zone: EvidenceZone, resource: ResourceView): string {
  const policies = [resource, ...attachedPolicies(zone, resource)];
  const isOpen = policies.some((policy) =>
    policyDocuments(policy).some((document) =>
      (statementsIn(document) ?? []).some(
        (statement) =>
          statement.effect === 'Allow' &&
          hasWildcardPrincipal(statement) &&
          !isTiedToOwner(zone, policy, statement),
      ),
    ),
  );
  return isOpen ? ', but its policy lets everybody in' : '';
}

function isFromAnywhere(rule: unknown): boolean {
  return at(rule, 'CidrIp') === '0.0.0.0/0' || at(rule, 'CidrIpv6') === '::/0';
}
