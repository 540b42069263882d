import type { JsonPattern } from 'aws-cdk-lib/aws-logs';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { KEY_PURPOSE } from '../../../lambda/phi/keys/data-keys';
import type { ZoneConfig } from '../../config/schema';
import { iamArn, stackName, teardownRoleArn, WORKLOAD_ROLE_PATH, zoneArn } from '../../names';
import type { TrailAlarm } from './trail-alarm';
import { equals, events, notByADeploy, unless } from './trail-patterns';

/** What would let somebody in, or do what he may not: roles, keys, identity, the API, code. */
export function accessAlarms(config: ZoneConfig): readonly TrailAlarm[] {
  return [
    {
      // An event of IAM names a role, not its path: every role counts. The account is the zone's own.
      id: 'RoleChangedByHand',
      meaning:
        'A role or a policy of roles was changed, or a person given a way in, by somebody else than a deploy.',
      citation: '45 CFR 164.312(a)(1)',
      pattern: FilterPattern.all(
        events('iam.amazonaws.com', [
          'AddUserToGroup',
          'AttachRolePolicy',
          'CreateAccessKey',
          'CreateLoginProfile',
          'CreatePolicyVersion',
          'CreateRole',
          'CreateUser',
          'DeleteRolePermissionsBoundary',
          'DeleteRolePolicy',
          'DetachRolePolicy',
          'PutRolePermissionsBoundary',
          'PutRolePolicy',
          'SetDefaultPolicyVersion',
          'TagRole',
          'UntagRole',
          'UpdateAssumeRolePolicy',
        ]),
        notByADeploy(config),
      ),
    },
    {
      // A deploy rings too: who may use a key changes rarely, and never by the way.
      id: 'KeyPolicyChanged',
      meaning: 'Who may use a KMS key, where it lies, or whether it rotates was changed.',
      citation: '45 CFR 164.312(a)(2)(iv)',
      pattern: FilterPattern.any(
        events('kms.amazonaws.com', [
          'DeleteImportedKeyMaterial',
          'DisableKeyRotation',
          'PutKeyPolicy',
          'ReplicateKey',
          'UpdatePrimaryRegion',
        ]),
        // Services make a grant for each volume and database; a person has no need to.
        FilterPattern.all(
          events('kms.amazonaws.com', ['CreateGrant']),
          FilterPattern.notExists('$.userIdentity.invokedBy'),
        ),
      ),
    },
    {
      id: 'KeyUseDenied',
      meaning: 'Somebody tried to use a KMS key and was denied.',
      citation: '45 CFR 164.308(a)(1)(ii)(D)',
      pattern: FilterPattern.all(
        events('kms.amazonaws.com', [
          'CreateGrant',
          'Decrypt',
          'Encrypt',
          'GenerateDataKey*',
          'GenerateMac',
          'ReEncrypt*',
          'Sign',
          'VerifyMac',
        ]),
        equals('errorCode', 'AccessDenied*'),
        // Its automated discovery tries an object of every bucket, also where the key says no.
        // https://docs.aws.amazon.com/macie/latest/user/discovery-asdd.html
        unless('userIdentity.sessionContext.sessionIssuer.arn', [
          iamArn(config, 'role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie'),
        ]),
      ),
    },
    {
      // Functions make one for a tenant in phi.epochDays, and one when somebody rotates: a key of less
      // than a minute stays. https://docs.aws.amazon.com/kms/latest/developerguide/ct-generatedatakey.html
      id: 'DataKeysMadeOften',
      meaning: 'Data keys of tenants were made again and again.',
      citation: '45 CFR 164.312(a)(2)(iv)',
      pattern: FilterPattern.all(
        events('kms.amazonaws.com', ['GenerateDataKey*']),
        equals('requestParameters.encryptionContext.purpose', KEY_PURPOSE),
      ),
      threshold: 5,
    },
    {
      // People and functions sign in with IAM. BatchGetSecretValue leaves this event for each secret.
      // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html
      id: 'DatabasePasswordRead',
      meaning: 'The master password of a database was read by somebody else than RDS.',
      citation: '45 CFR 164.312(d)',
      pattern: FilterPattern.all(
        events('secretsmanager.amazonaws.com', ['GetSecretValue']),
        // By name or by ARN, as the caller wrote it.
        FilterPattern.any(
          equals('requestParameters.secretId', 'rds!*'),
          equals('requestParameters.secretId', zoneArn(config, 'secretsmanager', 'secret:rds!*')),
        ),
        unless('userIdentity.invokedBy', ['rds.amazonaws.com']),
        notByADeploy(config),
      ),
    },
    {
      // Who may sign in and how, and the tables that say what he may. A client or provider that nobody
      // knows is a way in; whoever writes the public keys makes tokens.
      id: 'IdentityChanged',
      meaning:
        'The user pool, a client or identity provider of it, or a table or its policy was changed by somebody else than a deploy.',
      citation: '45 CFR 164.312(d)',
      pattern: FilterPattern.all(
        FilterPattern.any(
          events('cognito-idp.amazonaws.com', [
            'CreateIdentity*',
            'CreateUserPool*',
            'DeleteIdentity*',
            'DeleteUserPool*',
            'SetLog*',
            'SetRisk*',
            // Not what a person sets for himself.
            'SetUserPool*',
            'UpdateIdentity*',
            'UpdateUserPool*',
          ]),
          events('dynamodb.amazonaws.com', [
            'DeleteResourcePolicy',
            'DeleteTable',
            'PutResourcePolicy',
            'UpdateContinuous*',
            'UpdateTable*',
            'UpdateTime*',
          ]),
        ),
        notByADeploy(config),
      ),
    },
    {
      id: 'RegistersWrittenByOthers',
      meaning:
        'An item of a table of identity, of access or of data keys was written by somebody else than a function of the zone.',
      citation: '45 CFR 164.312(c)(1)',
      pattern: writtenByOthers(config, ['Identity', 'Access', 'Phi']),
    },
    {
      id: 'IncidentsWrittenByOthers',
      meaning:
        'An item of the register of incidents, or of what the detector remembers, was written by somebody else than a function of the zone.',
      citation: '45 CFR 164.414(b)',
      pattern: writtenByOthers(config, ['Breach']),
    },
    {
      // A stage that traces data writes bodies into a log; without its authorizer or its web ACL an
      // operation is open to everybody who reaches it.
      id: 'ApiChanged',
      meaning:
        'An API, its stage, its web ACL or the log of it was changed by somebody else than a deploy.',
      citation: '45 CFR 164.312(e)(1)',
      pattern: FilterPattern.all(
        FilterPattern.any(
          events('apigateway.amazonaws.com', ['CreateDeployment', 'Delete*', 'Put*', 'Update*']),
          events('wafv2.amazonaws.com', [
            'Associate*',
            'Delete*',
            'Disassociate*',
            'PutLogging*',
            'UpdateWebACL',
          ]),
        ),
        notByADeploy(config),
      ),
    },
    {
      // Whoever changes the code of a function, or makes one with its role, does what it may: the
      // checkpointer may sign. Lambda writes the date of its API behind the names.
      // https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
      id: 'FunctionChangedByHand',
      meaning:
        'A function was made, changed, throttled, opened to a caller or deleted by somebody else than a deploy.',
      citation: '45 CFR 164.312(c)(1)',
      pattern: FilterPattern.all(
        events('lambda.amazonaws.com', [
          'AddPermission*',
          'CreateFunction*',
          'DeleteFunction*',
          'PutFunction*',
          'PutRuntimeManagementConfig*',
          'UpdateFunction*',
        ]),
        notByADeploy(config),
      ),
    },
    ...(config.profile === 'sandbox'
      ? [
          {
            id: 'TeardownRoleUsed',
            meaning: 'The role that empties this sandbox was assumed.',
            citation: '45 CFR 164.310(d)(2)(i)',
            pattern: FilterPattern.all(
              events('sts.amazonaws.com', ['AssumeRole']),
              equals('requestParameters.roleArn', teardownRoleArn(config)),
            ),
          },
        ]
      : []),
  ];
}

/**
 * Items of the tables of stacks, three at most: CloudWatch Logs takes no more selectors of lists in a pattern.
 *
 * PartiQL names no table but in its text and rings for SELECT too: functions do not use it. Every table of a call
 * is looked at, not only the first: a transaction can name a harmless one before.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/understanding-ddb-log-entries.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
function writtenByOthers(config: ZoneConfig, stacks: readonly string[]): JsonPattern {
  return FilterPattern.all(
    events('dynamodb.amazonaws.com', [
      'BatchExecuteStatement',
      'BatchWriteItem',
      'DeleteItem',
      'ExecuteStatement',
      'ExecuteTransaction',
      'PutItem',
      'TransactWriteItems',
      'UpdateItem',
    ]),
    // CloudFormation gives them the name of their stack.
    FilterPattern.any(
      ...stacks.map((stack) =>
        equals(
          'resources[*].ARN',
          zoneArn(config, 'dynamodb', `table/${stackName(config, stack)}-*`),
        ),
      ),
    ),
    unless('userIdentity.sessionContext.sessionIssuer.arn', [
      iamArn(config, `role${WORKLOAD_ROLE_PATH}*`),
    ]),
    // What expires is deleted by DynamoDB. No page says whether the trail has that.
    unless('userIdentity.invokedBy', ['dynamodb.amazonaws.com']),
  );
}
