import { keyOf } from '../../../compliance/reading/customer-key';
import type { Statement } from '../../../compliance/reading/policy';
import { statementsIn } from '../../../compliance/reading/policy';
import { isSame, textOf } from '../../../compliance/reading/value-text';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { policiesOf } from '../../zone/actor-policies';
import type { EvidenceZone } from '../../zone/evidence-zone';
import type { Flow, Verb } from './flow';
import { between } from './flow';
import { idOf } from './labels';

/** Types that a function works on, by the prefix of the actions on them. */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  kinesis: ['AWS::Kinesis::Stream'],
  kms: ['AWS::KMS::Key'],
  'rds-db': ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  s3: ['AWS::S3::Bucket'],
  sns: ['AWS::SNS::Topic'],
  sqs: ['AWS::SQS::Queue'],
};
/** Names of actions that change nothing. What is not known here counts as a change. */
const READING =
  /^(?:Get|BatchGet|List|Describe|Query|Scan|Head|Receive|Select|PartiQLSelect|ConditionCheck)/;

/**
 * What each function may do to the stores, topics and keys of the zone, as the policies of its role
 * allow it. Conditions and denials only take away, so that a picture shows what may flow at most.
 */
export function rightsOfFunctions(zone: EvidenceZone): readonly Flow[] {
  return zone.ofType('AWS::Lambda::Function').flatMap((lambda) => {
    const role = zone.follow(lambda, lambda.properties['Role']);
    return role === undefined ? [] : rightsOf(zone, role, idOf(lambda));
  });
}

/** What the policies of a role, user or group allow, as flows of whoever `place` is. */
export function rightsOf(zone: EvidenceZone, actor: ResourceView, place: string): readonly Flow[] {
  return policiesOf(zone, actor).documents.flatMap(({ policy, document }) =>
    (statementsIn(document) ?? [])
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((statement) => flowsOf(zone, place, policy, statement)),
  );
}

function flowsOf(
  zone: EvidenceZone,
  place: string,
  owner: ResourceView,
  statement: Statement,
): readonly Flow[] {
  return Object.entries(SERVICES).flatMap(([service, types]) => {
    const names = namesOf(statement, service);
    // Lambda reads streams for the function: the mapping of the stream says that.
    if (names.every(isOfStream)) return [];
    return storesNamed(zone, owner, statement, service, types).flatMap((store) =>
      verbs(zone, owner, service, names, statement).map(({ does, what }) =>
        does === 'reads' ? between(store, place, does, what) : between(place, store, does, what),
      ),
    );
  });
}

/** Actions on a service, without its prefix; `*` for any. */
function namesOf({ actions, inverted }: Statement, service: string): readonly string[] {
  if (inverted.has('Action')) return ['*'];
  return actions.flatMap((action) => {
    const [prefix = '', name = '*'] = action.split(':');
    // What is set for a whole account is not done to a bucket.
    if (name.includes('Account')) return [];
    return prefix === '*' || prefix.toLowerCase() === service ? [name] : [];
  });
}

function isOfStream(name: string): boolean {
  return /^(?:DescribeStream(?:Summary)?|GetRecords|GetShardIterator|ListStreams|ListShards|SubscribeToShard)$/.test(
    name,
  );
}

/** Stores that a statement names, or all of the service where it names none but uses a wildcard. */
function storesNamed(
  zone: EvidenceZone,
  owner: ResourceView,
  { resources, inverted }: Statement,
  service: string,
  types: readonly string[],
): readonly ResourceView[] {
  const all = types.flatMap((type) => zone.ofType(type));
  if (inverted.has('Resource')) return all;
  return resources.flatMap((resource) => {
    const named = zone.mentioned(owner, resource);
    if (named.length > 0) {
      return named.flatMap((found) => {
        const store = service === 'kms' ? (keyOf(zone, owner, resource) ?? found) : found;
        return types.includes(store.type) || service === 'rds-db'
          ? all.filter((one) => isSame(one, store))
          : [];
      });
    }
    const text = textOf(zone, owner, resource) ?? '';
    return text === '*' || (text.includes('*') && text.includes(`:${service}:`)) ? all : [];
  });
}

interface Said {
  readonly does: Verb;
  readonly what: string;
}

function verbs(
  zone: EvidenceZone,
  owner: ResourceView,
  service: string,
  names: readonly string[],
  { resources, conditions }: Statement,
): readonly Said[] {
  if (service === 'kms') {
    // Neither of them uses what is secret in a key.
    const direct = names.filter((name) => name !== 'DescribeKey' && name !== 'GetPublicKey');
    // Through a service a key does what the store says that it is encrypted with.
    return direct.length === 0 || conditions.some(({ key }) => key === 'kms:viaservice')
      ? []
      : [{ does: 'uses', what: direct.toSorted().join(', ') }];
  }
  if (service === 'sns' || service === 'sqs') return [{ does: 'tells', what: '' }];
  const what = service === 's3' ? foldersOf(zone, owner, resources) : '';
  const any = names.some((name) => name.includes('*')) || service === 'rds-db';
  return [
    ...(any || names.some((name) => READING.test(name)) ? [{ does: 'reads', what } as const] : []),
    ...(any || names.some((name) => !READING.test(name))
      ? [{ does: 'writes', what } as const]
      : []),
  ];
}

/** Folders of a bucket that resources name: `ledger/spool`. */
function foldersOf(zone: EvidenceZone, owner: ResourceView, resources: readonly unknown[]): string {
  const folders = resources.flatMap((resource) => {
    const key = /^(?:arn:[^/]*|<[^>]*>)\/(?<key>.*)$/s.exec(textOf(zone, owner, resource) ?? '')
      ?.groups?.['key'];
    const folder = key
      ?.split('/')
      .filter((part, at, parts) => at < parts.length - 1 && !/[*?]/.test(part));
    return folder === undefined || folder.length === 0 ? [] : [folder.slice(0, 2).join('/')];
  });
  return [...new Set(folders)].toSorted().join(', ');
}
