import { coversAction, listOf } from '../../compliance/reading/policy';
import { isSame } from '../../compliance/reading/value-text';
import type { ResourceView } from '../../compliance/reading/zone-view';
import { at, isObject } from '../../compliance/reading/zone-view';
import type { EvidenceTable } from '../table';
import type { InventoryProps } from './props';
import { keptOf } from './reading/kept';
import { distinct, sorted } from './reading/lists';
import { actorOf, placeOf } from './reading/names';
import type { RoleRights } from './reading/role-rights';
import { rightsIn } from './reading/role-rights';
import { shown } from './reading/shown';
import type { EvidenceZone } from '../zone/evidence-zone';

/** What runs in the zone: every function, what calls it and what it may write. */
export function functions({ zone }: Pick<InventoryProps, 'zone'>): EvidenceTable {
  const rights = rightsIn(zone);
  return {
    id: 'functions',
    title: 'Functions',
    explains:
      'Every function of the zone, as its template makes it. Whether it writes audit events is told from its rights: whoever may put records into the audit stream. What it may do else stands under permissions of roles.',
    columns: [
      'Function',
      'Resource',
      'What for',
      'Runtime',
      'Memory (MB)',
      'Timeout (seconds)',
      'Concurrent calls at most',
      'Network',
      'Called by',
      'Writes audit events',
      'Log group',
      'Log kept',
      'Failures go to',
    ],
    rows: sorted(
      zone.ofType('AWS::Lambda::Function').map((handler) => rowOf(zone, handler, rights)),
    ),
  };
}

function rowOf(
  zone: EvidenceZone,
  handler: ResourceView,
  rights: readonly RoleRights[],
): readonly string[] {
  const { properties } = handler;
  const role = zone.follow(handler, properties['Role']);
  const own = rights.find((entry) => isSame(role, entry.role));
  const log = zone.follow(handler, at(properties, 'LoggingConfig', 'LogGroup'));
  const text = (name: string): string => shown(zone, handler, properties[name]);
  return [
    role === undefined ? placeOf(handler) : actorOf(role),
    placeOf(handler),
    text('Description'),
    text('Runtime') || text('PackageType'),
    text('MemorySize') || '128',
    text('Timeout') || '3',
    text('ReservedConcurrentExecutions'),
    networkOf(zone, handler),
    callersOf(zone, handler).join('; ') || 'an operator, by name and right alone',
    own !== undefined && writesAuditEvents(zone, own) ? 'yes' : 'no',
    log === undefined ? 'the one that Lambda makes' : placeOf(log),
    log === undefined ? '' : keptOf(zone, log).kept,
    shown(zone, handler, at(properties, 'DeadLetterConfig', 'TargetArn')),
  ];
}

function networkOf(zone: EvidenceZone, handler: ResourceView): string {
  const config = handler.properties['VpcConfig'];
  if (!isObject(config) || listOf(config['SubnetIds']).length === 0) return 'outside the VPC';
  const groups = shown(zone, handler, config['SecurityGroupIds']);
  return `in the VPC: ${shown(zone, handler, config['SubnetIds'])}; group ${groups}`;
}

/** Where calls come from, as the templates wire them. */
function callersOf(zone: EvidenceZone, handler: ResourceView): readonly string[] {
  const is = (from: ResourceView, value: unknown): boolean =>
    zone.mentioned(from, value).some((mentioned) => isSame(mentioned, handler));
  const permissions = zone
    .ofType('AWS::Lambda::Permission')
    .filter((permission) => is(permission, permission.properties['FunctionName']))
    .map((permission) => {
      const { Principal: principal, SourceArn: source } = permission.properties;
      const who = shown(zone, permission, principal).replace('.amazonaws.com', '');
      const [from] = zone.mentioned(permission, source);
      return from === undefined ? who : `${who}: ${placeOf(from)}`;
    });
  const mappings = zone
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter((mapping) => is(mapping, mapping.properties['FunctionName']))
    .map((mapping) => `records of ${shown(zone, mapping, mapping.properties['EventSourceArn'])}`);
  const schedules = zone
    .ofType('AWS::Scheduler::Schedule')
    .filter((schedule) => is(schedule, at(schedule.properties, 'Target', 'Arn')))
    .map(
      (schedule) =>
        `schedule ${shown(zone, schedule, schedule.properties['ScheduleExpression'])}: ${shown(zone, schedule, schedule.properties['Description'])}`,
    );
  const custom = zone.resources
    .filter(
      ({ type }) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource',
    )
    .filter((resource) => is(resource, resource.properties['ServiceToken']))
    .map((resource) => `CloudFormation: ${placeOf(resource)}`);
  return distinct([...permissions, ...mappings, ...schedules, ...custom]);
}

/** Whether a role may put records into a stream of class audit. */
function writesAuditEvents(zone: EvidenceZone, { policies }: RoleRights): boolean {
  return policies.some(({ policy, statements }) =>
    (statements ?? []).some(
      (statement) =>
        statement.effect === 'Allow' &&
        ['kinesis:PutRecord', 'kinesis:PutRecords'].some((action) =>
          coversAction(statement, action),
        ) &&
        zone
          .mentioned(policy, statement.resources)
          .some(({ type }) => type === 'AWS::Kinesis::Stream'),
    ),
  );
}
