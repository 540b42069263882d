/**
 * Types for which CloudFormation of the emulator (MiniStack 1.5.33) has no handler: it refuses a template with one
 * of them. By the stack that cannot be held for them; what other stacks have of them is left out of an emulator
 * zone (`lib/config/emulator.ts`). A run asks the emulator whether this is still so.
 */
export const NO_HANDLER = {
  Network: ['AWS::EC2::FlowLog', 'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupIngress'],
  Data: [
    'AWS::Backup::BackupSelection',
    'AWS::Backup::RestoreTestingPlan',
    'AWS::Backup::RestoreTestingSelection',
    'AWS::GuardDuty::MalwareProtectionPlan',
  ],
} as const;

/** Likewise, in stacks that are held without them. */
export const NO_HANDLER_ELSEWHERE = [
  'AWS::AccessAnalyzer::Analyzer',
  'AWS::CloudTrail::Trail',
  'AWS::Config::ConfigurationRecorder',
  'AWS::Config::ConformancePack',
  'AWS::Config::DeliveryChannel',
  'AWS::GuardDuty::Detector',
  'AWS::Macie::Session',
  'AWS::SecurityHub::Hub',
  'AWS::SecurityHub::Standard',
  'AWS::ApiGateway::ClientCertificate',
  'AWS::Backup::BackupSelection',
  'AWS::Cognito::LogDeliveryConfiguration',
  'AWS::Cognito::UserPoolRiskConfigurationAttachment',
  'AWS::IAM::ServiceLinkedRole',
  'AWS::WAFv2::LoggingConfiguration',
  'AWS::WAFv2::WebACLAssociation',
] as const;
