import { holdsPhi } from '../../compliance/reading/phi-store';
import { RETENTION_CLASS_TAG, retentionClassOf, tagsOf } from '../../compliance/reading/tags';
import type { ResourceView } from '../../compliance/reading/zone-view';
import type { EvidenceTable } from '../table';
import type { InventoryProps } from './props';
import { sorted } from './reading/lists';
import { aliasOf } from './reading/names';
import { exposureOf } from './reading/exposure';
import { shown } from './reading/shown';
import { HOLDS_NOTHING, storeTypeOf } from './reading/store-types';
import type { EvidenceZone } from '../zone/evidence-zone';

/** Every resource of the zone: where it is, whose it is, whether it holds PHI, whether it is public. */
export function assets({ zone }: Pick<InventoryProps, 'zone'>): EvidenceTable {
  return {
    id: 'assets',
    title: 'Assets',
    explains:
      'Every resource that the templates make, for the risk analysis (45 CFR 164.308(a)(1)(ii)(A)) and the record of media (164.310(d)(2)(iii)). What holds PHI is told from the tag RetentionClass or, without one, from the type; the tag DataClass is that of the whole zone. Audit records say who saw whose record: protect them as PHI.',
    columns: [
      'Stack',
      'Construct path',
      'Logical id',
      'Type',
      'Name',
      'Holds PHI',
      'Told from',
      'Reachable from the Internet',
      'DataClass',
      'RetentionClass',
      'Owner',
      'Environment',
    ],
    rows: sorted(zone.resources.map((resource) => rowOf(zone, resource))),
  };
}

function rowOf(zone: EvidenceZone, resource: ResourceView): readonly string[] {
  const tags = tagsOf(resource);
  const tag = (name: string): string => shown(zone, resource, tags.get(name));
  const { stack, path, logicalId, type } = resource;
  return [
    stack,
    path,
    logicalId,
    type,
    givenName(zone, resource),
    ...phiOf(resource),
    exposureOf(zone, resource),
    tag('DataClass'),
    tag(RETENTION_CLASS_TAG),
    tag('Owner'),
    tag('Environment'),
  ];
}

/** Properties by which types take a name. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::Cognito::UserPool': 'UserPoolName',
  'AWS::Cognito::UserPoolClient': 'ClientName',
  'AWS::Cognito::UserPoolGroup': 'GroupName',
  'AWS::CloudTrail::Trail': 'TrailName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ServiceLinkedRole': 'AWSServiceName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::ApiGateway::RestApi': 'Name',
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::WAFv2::WebACL': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Scheduler::ScheduleGroup': 'Name',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::Config::ConformancePack': 'ConformancePackName',
};

/** The name that the template gives a resource; most get theirs from CloudFormation. */
function givenName(zone: EvidenceZone, resource: ResourceView): string {
  const property = NAMED_BY[resource.type];
  const name = property === undefined ? undefined : resource.properties[property];
  return aliasOf(zone, resource) ?? (name === undefined ? '' : shown(zone, resource, name));
}

/**
 * Whether something holds PHI, and what says so. A store that has neither a tag nor a type by which that
 * could be told is not said to hold none.
 */
function phiOf(resource: ResourceView): readonly [string, string] {
  const kept = retentionClassOf(resource);
  const tag = `tag ${RETENTION_CLASS_TAG}: ${kept ?? 'none'}`;
  if (holdsPhi(resource)) {
    return ['yes', kept === undefined ? `type, since it has no tag ${RETENTION_CLASS_TAG}` : tag];
  }
  if (kept === 'audit') return ['audit records', tag];
  if (kept !== undefined) return ['no', tag];
  const why = HOLDS_NOTHING[resource.type];
  if (why !== undefined) return ['no', `type: ${why}`];
  return ['not marked', `type: ${storeTypeOf(resource.type)?.kind ?? ''}; ${tag}`];
}
