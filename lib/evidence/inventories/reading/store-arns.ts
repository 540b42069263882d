import type { ResourceView } from '../../../compliance/reading/zone-view';
import { partitionOf } from '../../../names';
import { patternOf } from './patterns';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** How AWS names stores of a type in ARNs. */
interface Naming {
  /** Service, and the part before the name: `['dynamodb', 'table/']`. */
  readonly begins: readonly [service: string, prefix: string];
  /**
   * Property with the name.
   *
   * @default - AWS makes an id
   */
  readonly name?: string;
  /** What stands behind the name, for parts of the store. */
  readonly below: readonly string[];
}

const NAMINGS: Readonly<Record<string, Naming>> = {
  'AWS::DynamoDB::GlobalTable': {
    begins: ['dynamodb', 'table/'],
    name: 'TableName',
    below: ['', '/*'],
  },
  'AWS::DynamoDB::Table': { begins: ['dynamodb', 'table/'], name: 'TableName', below: ['', '/*'] },
  'AWS::EFS::FileSystem': { begins: ['elasticfilesystem', 'file-system/'], below: [''] },
  'AWS::Kinesis::Stream': { begins: ['kinesis', 'stream/'], name: 'Name', below: ['', '/*'] },
  'AWS::Lambda::Function': {
    begins: ['lambda', 'function:'],
    name: 'FunctionName',
    below: ['', ':*'],
  },
  'AWS::Logs::LogGroup': {
    begins: ['logs', 'log-group:'],
    name: 'LogGroupName',
    below: ['', ':*'],
  },
  'AWS::S3::Bucket': { begins: ['s3', ''], name: 'BucketName', below: ['/*'] },
  'AWS::SNS::Topic': { begins: ['sns', ''], name: 'TopicName', below: [''] },
  'AWS::SQS::Queue': { begins: ['sqs', ''], name: 'QueueName', below: [''] },
  // A name may have a slash at its beginning, which the ARN has but once.
  'AWS::SSM::Parameter': { begins: ['ssm', 'parameter'], below: [''] },
  'AWS::SecretsManager::Secret': { begins: ['secretsmanager', 'secret:'], below: [''] },
};

/** Types that CloudFormation names after the stack, and how much of the name of that is sure to stand. */
const NAMED_AFTER_STACK = /^AWS::(?:DynamoDB|Kinesis|Lambda|Logs|S3|SNS|SQS)::/;
const SURELY = 20;

/** An ARN of what is in a store, as a pattern: of what only AWS knows, a wildcard. */
export interface StoreArn {
  readonly pattern: string;
  /** What stands in it behind the ARN of the store itself. */
  readonly below: string;
}

/** ARNs of what is in a store. Of a type whose ARNs are not known here, any. */
export function storeArns(zone: EvidenceZone, store: ResourceView): readonly StoreArn[] {
  const naming = NAMINGS[store.type];
  if (naming === undefined) return [{ pattern: '*', below: '' }];
  const [service, prefix] = naming.begins;
  const region = zone.regionOf(store);
  // An ARN of a bucket has neither Region nor account; a global table has replicas.
  const owner =
    service === 's3'
      ? ':'
      : `${store.type.includes('Global') ? '*' : region}:${zone.expectations.account}`;
  const arn = `arn:${partitionOf(region)}:${service}:${owner}:${prefix}${storeName(zone, store)}`;
  return naming.below.map((below) => ({ pattern: `${arn}${below}`, below }));
}

/** Name of a store as a pattern; of one that AWS makes up, a wildcard at its end. */
export function storeName(zone: EvidenceZone, store: ResourceView): string {
  const property = NAMINGS[store.type]?.name;
  const given = property === undefined ? undefined : store.properties[property];
  return (
    (given === undefined ? undefined : patternOf(zone, store, given)) ?? generated(store, given)
  );
}

function generated({ type, stack }: ResourceView, given: unknown): string {
  if (given !== undefined || !NAMED_AFTER_STACK.test(type)) return '*';
  const begins = stack.slice(0, SURELY);
  return `${type === 'AWS::S3::Bucket' ? begins.toLowerCase() : begins}*`;
}
