import type { Weakening } from '../support/weaken';

const MAPPING = 'Ledger/Sealer/Records';
const RULE = 'LandingZone-EventSourceLosesNothing';

export const LEDGER: readonly Weakening[] = [
  {
    what: 'a sealer that gives up',
    path: MAPPING,
    change: { MaximumRetryAttempts: 3 },
    rule: RULE,
  },
  {
    what: 'a sealer that leaves out what is old',
    path: MAPPING,
    change: { MaximumRecordAgeInSeconds: 3600 },
    rule: RULE,
  },
  {
    what: 'a sealer that sees some records only',
    path: MAPPING,
    change: { FilterCriteria: { Filters: [{ Pattern: '{"partitionKey":["a"]}' }] } },
    rule: RULE,
  },
  {
    what: 'two sealers of one shard at once',
    path: MAPPING,
    change: { ParallelizationFactor: 2 },
    rule: RULE,
  },
  {
    what: 'a sealer that nobody tells what the stream has dropped',
    path: MAPPING,
    change: { DestinationConfig: undefined },
    rule: 'Serverless-LambdaEventSourceMappingDestination',
  },
  {
    what: 'a sealer with a wildcard of its own',
    path: 'Ledger/Sealer/Role/Policy/Resource',
    change: { 'PolicyDocument.Statement.2.Resource': 'arn:aws:s3:::ledger/*' },
    rule: 'AwsSolutions-IAM5',
  },
  {
    what: 'a checkpointer that nobody calls',
    path: 'Ledger/Schedules/Checkpoint',
    change: { State: 'DISABLED' },
    rule: 'LandingZone-EventRuleReaches',
  },
  {
    what: 'calls by the clock that fail and tell nobody',
    path: 'Ledger/Schedules/CheckpointCalls',
    change: { 'DestinationConfig.OnFailure': undefined },
    rule: 'Serverless-LambdaAsyncFailureDestination',
  },
  {
    what: 'a checkpointer outside the VPC',
    path: 'Ledger/Checkpointer/Function/Resource',
    change: { VpcConfig: undefined },
    rule: 'HIPAA.Security-LambdaInsideVPC',
  },
];
