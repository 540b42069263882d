/** What a policy that stands by itself is put on, by its type: the property that names it. */
export const TARGETS: Readonly<Record<string, string>> = {
  'AWS::S3::AccessPoint': 'Bucket',
  'AWS::S3::BucketPolicy': 'Bucket',
  'AWS::SQS::QueuePolicy': 'Queues',
  'AWS::SQS::QueueInlinePolicy': 'Queue',
  'AWS::SNS::TopicPolicy': 'Topics',
  'AWS::SNS::TopicInlinePolicy': 'TopicArn',
  'AWS::Lambda::Permission': 'FunctionName',
  'AWS::SecretsManager::ResourcePolicy': 'SecretId',
  'AWS::Kinesis::ResourcePolicy': 'ResourceArn',
};
