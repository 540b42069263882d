import type { Condition } from '../../../compliance/reading/policy';
import { isForEverybody, listOf, statementsIn } from '../../../compliance/reading/policy';
import { attachedPolicies } from '../../../compliance/reading/resource-policies';
import { isSame } from '../../../compliance/reading/value-text';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { at, isObject } from '../../../compliance/reading/zone-view';
import { deniesWithoutTls } from '../../../compliance/rules/tls-only';
import { distinct } from './lists';
import { shown } from './shown';
import type { StoreType } from './store-types';
import type { EvidenceZone } from '../../zone/evidence-zone';

type Look = (zone: EvidenceZone, store: ResourceView) => string;

/** What a service moves by itself. */
export const WITHIN_AWS = 'within AWS: no template can set it';

const HTTP_ALLOWED = 'no policy refuses calls without TLS';

const LOOKS: Readonly<Record<string, Look>> = {
  'AWS::S3::Bucket': (zone, bucket) => {
    const policies = attachedPolicies(zone, bucket);
    const isTlsOnly = policies.some(
      (policy) =>
        deniesWithoutTls(zone, policy, bucket, 's3:*') &&
        deniesWithoutTls(zone, policy, bucket, 's3:*', 'below'),
    );
    const versions = policies.flatMap((policy) => leastVersions(policy));
    return [
      isTlsOnly ? 'TLS only, by its policy' : HTTP_ALLOWED,
      ...versions.map((version) => `version ${version} or later`),
    ].join(', ');
  },
  'AWS::SQS::Queue': withPolicy('sqs:*'),
  'AWS::SNS::Topic': withPolicy('sns:Publish'),
  'AWS::RDS::DBInstance': (zone, database) =>
    parametersText(zone, database, 'DBParameterGroupName'),
  'AWS::RDS::DBCluster': (zone, cluster) =>
    parametersText(zone, cluster, 'DBClusterParameterGroupName'),
  'AWS::Cognito::UserPool': () => 'HTTPS only: Cognito has no other',
  'AWS::ApiGateway::RestApi': (zone, api) =>
    `HTTPS only: API Gateway has no other; security policy ${shown(zone, api, api.properties['SecurityPolicy']) || 'of its default'}`,
};

/** What is in the templates for data on its way into a store and out of it. */
export function transitText(zone: EvidenceZone, store: ResourceView, type: StoreType): string {
  return (
    LOOKS[store.type]?.(zone, store) ?? (type.called === true ? serviceText(zone) : WITHIN_AWS)
  );
}

function withPolicy(action: string): Look {
  return (zone, store) =>
    attachedPolicies(zone, store).some((policy) => deniesWithoutTls(zone, policy, store, action))
      ? 'TLS only, by its policy'
      : HTTP_ALLOWED;
}

/** Versions of TLS below which a policy denies. */
function leastVersions(policy: ResourceView): readonly string[] {
  const isVersion = ({ operator, key }: Condition): boolean =>
    operator === 'NumericLessThan' && key === 's3:tlsversion';
  return distinct(
    (statementsIn(policy.properties['PolicyDocument']) ?? [])
      .filter((statement) => statement.effect === 'Deny' && isForEverybody(statement))
      .flatMap(({ conditions }) => conditions.filter(isVersion))
      .flatMap(({ values }) => values.map(String)),
  );
}

/** Settings of a database about TLS, as they stand in its parameter group. */
function parametersText(zone: EvidenceZone, database: ResourceView, property: string): string {
  const group = zone.follow(database, database.properties[property]);
  const parameters = at(group?.properties, 'Parameters');
  const set = Object.entries(isObject(parameters) ? parameters : {})
    .filter(([name]) => /ssl|tls|secure_transport/i.test(name))
    .map(([name, value]) => `${name} = ${String(value)}`);
  return set.length === 0 ? 'no parameter about TLS is set' : `parameters: ${set.join(', ')}`;
}

/** A store that is reached by an API of AWS, and has no policy that could ask for TLS: then the ports count. */
function serviceText(zone: EvidenceZone): string {
  const groups = zone
    .ofType('AWS::Lambda::Function')
    .flatMap((handler) =>
      zone.mentioned(handler, at(handler.properties, 'VpcConfig', 'SecurityGroupIds')),
    )
    .filter((group, index, all) => all.findIndex((other) => isSame(other, group)) === index);
  const isHttps = (rule: unknown): boolean =>
    at(rule, 'IpProtocol') === 'tcp' && at(rule, 'FromPort') === 443 && at(rule, 'ToPort') === 443;
  const onlyHttps =
    groups.length > 0 &&
    groups.every((group) => {
      const rules = listOf(group.properties['SecurityGroupEgress']);
      return rules.length > 0 && rules.every(isHttps);
    });
  return onlyHttps
    ? 'HTTPS: security groups let functions in the VPC reach port 443 alone; no policy refuses others without TLS'
    : HTTP_ALLOWED;
}
