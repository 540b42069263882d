import { ENCRYPTIONS } from '../../../compliance/reading/encryption';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** Types by which data comes in, beside those that hold it. */
const WAYS = [
  'AWS::ApiGatewayV2::Api',
  'AWS::AppSync::GraphQLApi',
  'AWS::CloudFront::Distribution',
  'AWS::ElasticLoadBalancing::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::Lambda::Url',
  'AWS::StepFunctions::StateMachine',
] as const;

/** Types that hold data and that pictures know. */
const DRAWN: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupVault',
  'AWS::CloudTrail::Trail',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Kinesis::Stream',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
]);

/** What may hold or take data and that no picture knows how to draw, counted by type. */
export function undrawn(zone: EvidenceZone): readonly string[] {
  return [...WAYS, ...Object.keys(ENCRYPTIONS)]
    .filter((type) => !DRAWN.has(type) && zone.ofType(type).length > 0)
    .toSorted()
    .map((type) => `${zone.ofType(type).length} ${type}`);
}
