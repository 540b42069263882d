/**
 * Types that no rule of any pack looks at in particular, and why that is no gap. The gate refuses
 * any other such type (`ReviewedTypes`). A type belongs here when it holds no PHI, opens no way in or
 * out, and has no setting that could be wrong, or when something else than a rule holds it: say what.
 * A test holds the list to what a zone can have; `docs/rules.md` shows it.
 */
export const UNCHECKED_TYPES: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account':
    'Names the role with which API Gateway writes logs. The policies of the role are judged.',
  'AWS::ApiGateway::ClientCertificate':
    'A certificate by which API Gateway shows itself to what it calls over TLS. Lambda asks for none; a rule of cdk-nag does.',
  'AWS::Backup::RestoreTestingPlan':
    'Tests restores, and protects nothing itself. A test of the Data stack holds schedule and vault.',
  'AWS::Backup::RestoreTestingSelection':
    'What is restored is judged by what it is restored from. A test of the Data stack holds that it stands in the data subnets, behind the group of the database.',
  'AWS::CloudWatch::Dashboard': 'Shows counts and states of alarms, never a record.',
  'AWS::Cognito::LogDeliveryConfiguration':
    'Has Cognito write its log of sign-ins into a log group. The group is judged, and who may write into it; a test of the Identity stack holds that the two belong together.',
  'AWS::Cognito::ManagedLoginBranding': 'Colours and words of sign-in pages.',
  'AWS::Cognito::UserPoolDomain':
    'Where the sign-in pages stand, when config asks for them. Who may sign in there is judged by pool and client.',
  'AWS::Cognito::UserPoolGroup':
    'A name of a role. The directory decides what somebody may, and a test holds the names to the roles of the matrix.',
  'AWS::Config::ConformancePack':
    'Checks others. Tests hold its table to the rules of AWS (docs/config-rules.md).',
  'AWS::EC2::EIP':
    'The address of a NAT gateway. Whether there may be such a gateway is judged, and an address by itself leads nowhere.',
  'AWS::EC2::SecurityGroupEgress':
    'Where packets may go is bounded by the routes, which rules do look at; the group opens one port to the group of the database.',
  'AWS::GuardDuty::MalwareProtectionPlan':
    'A test of the Data stack holds that it is there, tags, and that nobody reads an object that it has not found clean.',
  'AWS::IAM::ServiceLinkedRole': 'AWS writes its policy, and nobody can change it.',
  'AWS::KMS::Alias': 'A name of a key. The key is judged.',
  'AWS::Logs::MetricFilter':
    'A pattern over the trail, or over the log of a function. Tests run each pattern over made-up events; the alarm is judged.',
  'AWS::Scheduler::ScheduleGroup':
    'A name, by which the role of the schedules knows them. It holds nothing.',
  'AWS::WAFv2::WebACLAssociation':
    'Puts a web ACL before a stage. Whether a stage has one is judged, and a test of the Api stack holds which.',
  'Custom::EbsDefaultEncryption':
    'A setting of the account. Its function has tests of its own, and AWS Config checks the result.',
  'Custom::IamPasswordPolicy':
    'A setting of the account. Its function has tests of its own, and AWS Config checks the result.',
  'Custom::OtherDefaultSecurityGroups':
    'Empties default security groups of the account. Its function has tests of its own, and AWS Config checks the result.',
  'Custom::S3AccountPublicAccessBlock':
    'A setting of the account. Its function has tests of its own, and AWS Config checks the result.',
  'Custom::VpcRestrictDefaultSG':
    'Empties the default security group; cdk-nag looks for it on the VPC, and AWS Config checks the result.',
};
