import { HOLDS_NOTHING } from '../../inventories/reading/store-types';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** Types that pictures draw, or whose lines they are. */
const DRAWN: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::Backup::BackupVault',
  'AWS::CloudTrail::Trail',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EC2::EgressOnlyInternetGateway',
  'AWS::EC2::TransitGatewayAttachment',
  'AWS::EC2::TransitGatewayVpcAttachment',
  'AWS::EC2::VPCPeeringConnection',
  'AWS::Kinesis::Stream',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::NetworkManager::VpcAttachment',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
]);

/** Types that carry no data of a patient: what AWS found about the account, and what CDK writes of itself. */
const SILENT: ReadonlySet<string> = new Set([
  'AWS::AccessAnalyzer::Analyzer',
  'AWS::CDK::Metadata',
  'AWS::Config::ConfigurationRecorder',
  'AWS::GuardDuty::Detector',
  'AWS::Macie::Session',
  'AWS::SecurityHub::Hub',
]);

/**
 * What no picture knows, counted by type: whatever is in none of the lists of types that are drawn or
 * carry nothing. A type that nobody has looked at is therefore named.
 */
export function undrawn(zone: EvidenceZone): readonly string[] {
  return [...new Set(zone.resources.map(({ type }) => type))]
    .filter((type) => !DRAWN.has(type) && !SILENT.has(type) && !Object.hasOwn(HOLDS_NOTHING, type))
    .toSorted()
    .map((type) => {
      const all = zone.ofType(type);
      const open = all.filter(({ properties }) => properties['AuthorizationType'] === 'NONE');
      const words = `${all.length} ${type}`;
      return open.length === 0 ? words : `${words}, ${open.length} WITHOUT AUTHORIZATION`;
    });
}
