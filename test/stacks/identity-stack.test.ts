import { TRAIL_EVENTS } from '../../lambda/identity/events/trail-event';
import { SESSION_KINDS } from '../../lambda/identity/principal';
import { ROLES } from '../../lambda/identity/roles';
import { at } from '../../lib/compliance/reading/zone-view';
import { counts } from '../support/filter-pattern';
import {
  actionsByCaller,
  BY_LAMBDA,
  roleStatements,
  TABLE_STREAM,
  tableUses,
  THROUGH_QUEUES,
} from '../support/role-policies';
import { reviewable } from '../support/snapshot';
import { actionsOf, resource, resources, statementsOf } from '../support/statements';
import type { TemplateJson } from '../support/templates';
import { shippedConfig, templatesFor, templatesOf, withFederation } from '../support/templates';

type FunctionOf = 'SignIn' | 'Events' | 'Keys';

function identity(templates = templatesOf('production')): TemplateJson {
  const template = templates.get('Identity');
  if (template === undefined) throw new Error('no Identity stack');
  return template;
}

const ACCOUNT = shippedConfig('production').account;
const FEDERATED = identity(templatesFor(withFederation(shippedConfig('production'))));
const arnOf = (id: RegExp): unknown => ({ 'Fn::GetAtt': [expect.stringMatching(id), 'Arn'] });
const refTo = (id: RegExp): unknown => ({ Ref: expect.stringMatching(id) as unknown });
const imported = (name: string): unknown => ({
  'Fn::ImportValue': expect.stringContaining(name) as unknown,
});

it.each(['production', 'sandbox'] as const)('looks as reviewed (%s)', (profile) => {
  expect(reviewable(identity(templatesOf(profile)))).toMatchSnapshot();
});

describe('the user pool', () => {
  const pool = resource(identity(), 'AWS::Cognito::UserPool');

  it('asks everybody for a second factor, by an app or a passkey that knows its owner', () => {
    expect(pool).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      WebAuthnUserVerification: 'required',
      WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    });
  });

  it('sends nobody a code to sign in with', () => {
    expect(pool['AccountRecoverySetting']).toEqual({
      RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }],
    });
    const text = JSON.stringify(pool);
    for (const word of ['SMS', 'Sms', 'phone', 'EMAIL_OTP']) expect(text).not.toContain(word);
  });

  it('takes long passwords that were in no breach, and none again', () => {
    expect(pool).toMatchObject({
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
          PasswordHistorySize: 24,
          TemporaryPasswordValidityDays: 1,
        },
      },
    });
    expect(resource(identity(), 'AWS::Cognito::UserPoolRiskConfigurationAttachment')).toEqual({
      UserPoolId: refTo(/^UserPool/),
      ClientId: 'ALL',
      CompromisedCredentialsRiskConfiguration: {
        Actions: { EventAction: 'BLOCK' },
        EventFilter: ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP'],
      },
    });
  });

  it('has accounts that administrators make', () => {
    expect(pool['AdminCreateUserConfig']).toEqual({ AllowAdminCreateUserOnly: true });
  });

  it('is not deleted by chance', () => {
    expect(pool['DeletionProtection']).toBe('ACTIVE');
    const sandbox = resource(identity(templatesOf('sandbox')), 'AWS::Cognito::UserPool');
    expect(sandbox['DeletionProtection']).toBe('INACTIVE');
  });

  it('has a group for each role, and no other', () => {
    const groups = resources(identity(), 'AWS::Cognito::UserPoolGroup');
    expect(groups.map(([, { GroupName: name }]) => name)).toEqual(ROLES);
    // A group with an IAM role would give credentials of AWS away.
    for (const [, group] of groups) expect(group).not.toHaveProperty('RoleArn');
  });

  it('asks the sign-in function before and after, and before it gives tokens', () => {
    const signIn = arnOf(/^SignInFunction/);
    expect(pool['LambdaConfig']).toEqual({
      PreAuthentication: signIn,
      PostAuthentication: signIn,
      PreTokenGeneration: signIn,
    });
  });
});

describe('app clients', () => {
  const clients = resources(identity(), 'AWS::Cognito::UserPoolClient').map(
    ([, properties]) => properties,
  );

  it('are one for each place where a person can sit', () => {
    expect(clients.map(({ ClientName: name }) => name)).toEqual(
      ['public-terminal', 'mobile', 'console', 'workstation'].map((kind) => `hlz-mercy-${kind}`),
    );
    expect(clients).toHaveLength(SESSION_KINDS.length);
  });

  it.each(clients.map((client) => [String(client['ClientName']), client] as const))(
    '%s: short tokens, used once, no password in the open, no word of who is there',
    (_, client) => {
      expect(client).toMatchObject({
        AccessTokenValidity: 15,
        IdTokenValidity: 15,
        RefreshTokenValidity: 12,
        TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'hours' },
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
        EnableTokenRevocation: true,
        PreventUserExistenceErrors: 'ENABLED',
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH'],
        SupportedIdentityProviders: ['COGNITO'],
      });
      expect(client).not.toHaveProperty('AllowedOAuthFlows');
    },
  );

  it('give tokens that live as config says', () => {
    const config = shippedConfig('sandbox');
    const template = identity(
      templatesFor({
        ...config,
        identity: { ...config.identity, accessTokenMinutes: 5, absoluteSessionHours: 8 },
      }),
    );
    for (const [, client] of resources(template, 'AWS::Cognito::UserPoolClient')) {
      expect(client).toMatchObject({ AccessTokenValidity: 5, RefreshTokenValidity: 8 });
    }
  });
});

describe('sign-in by other identity providers', () => {
  it('is not there unless config names one', () => {
    for (const type of ['UserPoolDomain', 'UserPoolIdentityProvider', 'ManagedLoginBranding']) {
      expect(resources(identity(), `AWS::Cognito::${type}`)).toEqual([]);
    }
  });

  it('comes back with a code, to the application that asked', () => {
    expect(resource(FEDERATED, 'AWS::Cognito::UserPoolDomain')).toMatchObject({
      Domain: 'mercy-sign-in',
      ManagedLoginVersion: 2,
    });
    expect(resource(FEDERATED, 'AWS::Cognito::UserPoolClient', 'AppClientsworkstation')).toEqual(
      expect.objectContaining({
        AllowedOAuthFlows: ['code'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'],
        CallbackURLs: ['https://app.hospital.example/signed-in'],
        LogoutURLs: ['https://app.hospital.example/signed-out'],
        SupportedIdentityProviders: ['COGNITO', 'hospital', 'partner'],
      }),
    );
    const mobile = resource(FEDERATED, 'AWS::Cognito::UserPoolClient', 'AppClientsmobile');
    expect(mobile['SupportedIdentityProviders']).toEqual(['COGNITO']);
  });

  it('believes no answer that nobody asked for, and has no secret in the template', () => {
    const details = (name: string): unknown =>
      resource(FEDERATED, 'AWS::Cognito::UserPoolIdentityProvider', `Federation${name}`)[
        'ProviderDetails'
      ];
    expect(details('hospital')).toEqual({
      MetadataURL: 'https://login.hospital.example/metadata',
      IDPInit: 'false',
      IDPSignout: 'true',
      RequestSigningAlgorithm: 'rsa-sha256',
    });
    expect(details('partner')).toMatchObject({
      oidc_issuer: 'https://login.partner.example',
      client_secret: '{{resolve:secretsmanager:hlz/mercy/partner-login:SecretString:clientSecret}}',
    });
  });

  it('is there before the clients that name it', () => {
    const client = Object.values(FEDERATED.Resources).find(
      ({ Type: type }) => type === 'AWS::Cognito::UserPoolClient',
    );
    expect(client?.['DependsOn']).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Federationhospital/),
        expect.stringMatching(/^Federationpartner/),
      ]),
    );
  });
});

describe('tables', () => {
  it.each(['Directory', 'Sessions', 'PublicKeys'])(
    '%s: under the key of PHI, back to any second, kept',
    (name) => {
      expect(resource(identity(), 'AWS::DynamoDB::Table', `Tables${name}`)).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: imported('Phi') },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      });
      const sandbox = identity(templatesOf('sandbox'));
      const table = resource(sandbox, 'AWS::DynamoDB::Table', `Tables${name}`);
      expect(table['DeletionProtectionEnabled']).toBe(false);
    },
  );

  it('lets sessions go when they are over, and tells of it', () => {
    expect(resource(identity(), 'AWS::DynamoDB::Table', 'TablesSessions')).toMatchObject({
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  it('lets nobody write the public keys but who copies them', () => {
    const { ResourcePolicy: policy } = resource(
      identity(),
      'AWS::DynamoDB::Table',
      'TablesPublicKeys',
    );
    const statements = statementsOf(at(policy, 'PolicyDocument'));
    expect(statements).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Condition: { StringNotEquals: { 'aws:PrincipalTag/hlz-workload': 'identity-keys' } },
      }),
    ]);
    expect(statements.flatMap(actionsOf)).toEqual(
      expect.arrayContaining(
        [
          'BatchWriteItem',
          'DeleteItem',
          'PartiQLInsert',
          'PartiQLUpdate',
          'PutItem',
          'UpdateItem',
        ].map((action) => `dynamodb:${action}`),
      ),
    );
  });

  it('are all in the backup plan', () => {
    const selection = resource(identity(), 'AWS::Backup::BackupSelection');
    const tables = resources(identity(), 'AWS::DynamoDB::Table').map(([id]) => ({
      'Fn::GetAtt': [id, 'Arn'],
    }));
    expect(at(selection['BackupSelection'], 'Resources')).toEqual(tables);
  });
});

describe('the functions', () => {
  it.each([
    ['SignIn', 5, 20, 512],
    ['Events', 60, 5, 256],
  ] as const)('%s stands in the VPC, in %i seconds, %i at a time', (...row) => {
    const [name, timeout, reserved, memory] = row;
    expect(resource(identity(), 'AWS::Lambda::Function', name)).toMatchObject({
      Timeout: timeout,
      MemorySize: memory,
      ReservedConcurrentExecutions: reserved,
      VpcConfig: { SecurityGroupIds: [expect.anything()] },
      KmsKeyArn: imported('Logs'),
    });
  });

  it('copies the keys from outside of it, one at a time', () => {
    const keys = resource(identity(), 'AWS::Lambda::Function', 'Keys');
    expect(keys).not.toHaveProperty('VpcConfig');
    expect(keys).toMatchObject({ ReservedConcurrentExecutions: 1, Timeout: 30 });
    const issuer = at(keys['Environment'], 'Variables', 'USER_POOL_ISSUER');
    expect(issuer).toEqual({
      'Fn::Join': ['', ['https://cognito-idp.us-east-1.amazonaws.com/', refTo(/^UserPool/)]],
    });
    expect(at(keys['Environment'], 'Variables', 'JWKS_URL')).toEqual({
      'Fn::Join': [
        '',
        [
          'https://cognito-idp.us-east-1.amazonaws.com/',
          refTo(/^UserPool/),
          '/.well-known/jwks.json',
        ],
      ],
    });
  });

  it.each([
    [
      'SignIn',
      {
        code: ['kinesis:PutRecords', 's3:PutObject'],
        's3.us-east-1.amazonaws.com': ['kms:GenerateDataKey'],
        'kinesis.us-east-1.amazonaws.com': ['kms:GenerateDataKey'],
        'dynamodb.us-east-1.amazonaws.com': ['kms:Decrypt'],
        ...THROUGH_QUEUES,
        Lambda: BY_LAMBDA,
      },
      { Directory: 'GetItem PutItem' },
    ],
    [
      'Events',
      {
        code: ['kinesis:PutRecords', 's3:PutObject'],
        's3.us-east-1.amazonaws.com': ['kms:GenerateDataKey'],
        'kinesis.us-east-1.amazonaws.com': ['kms:GenerateDataKey'],
        // For the stream of sessions, and for the directory.
        'dynamodb.us-east-1.amazonaws.com': ['kms:Decrypt', 'kms:Decrypt'],
        ...THROUGH_QUEUES,
        Lambda: [...TABLE_STREAM, ...BY_LAMBDA],
      },
      { Directory: 'GetItem PutItem' },
    ],
    [
      'Keys',
      {
        'dynamodb.us-east-1.amazonaws.com': ['kms:Decrypt'],
        ...THROUGH_QUEUES,
        Lambda: BY_LAMBDA,
      },
      { 'PublicKeys (anywhere)': 'PutItem' },
    ],
  ] as const)('%s may do this, and no more', (name: FunctionOf, expected, tables) => {
    const statements = roleStatements(identity(), name);
    expect(actionsByCaller(statements)).toEqual(expected);
    expect(tableUses(statements)).toEqual(tables);
    expect(JSON.stringify(statements.map(({ Resource }) => Resource))).not.toContain('*');
  });

  it.each(['SignIn', 'Events', 'Keys'] as const)('%s is known by its tag', (name) => {
    const workload = {
      SignIn: 'identity-sign-in',
      Events: 'identity-events',
      Keys: 'identity-keys',
    };
    expect(resource(identity(), 'AWS::IAM::Role', `${name}Role`)['Tags']).toContainEqual({
      Key: 'hlz-workload',
      Value: workload[name],
    });
  });
});

describe('what calls them', () => {
  it.each([
    ['UserPool', 'cognito-idp.amazonaws.com', /^SignInFunction/, /^UserPool/],
    ['SignInLog', 'logs.amazonaws.com', /^EventsFunction/, /^SignInLog/],
    ['MfaChanges', 'events.amazonaws.com', /^EventsFunction/, /^MfaChanges/],
  ] as const)('%s may, and nothing else of %s', (id, principal, called, source) => {
    expect(resource(identity(), 'AWS::Lambda::Permission', id)).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: arnOf(called),
      Principal: principal,
      SourceAccount: ACCOUNT,
      SourceArn: arnOf(source),
    });
  });

  it('the log of sign-ins, in which Cognito writes what became of each', () => {
    expect(resource(identity(), 'AWS::Cognito::LogDeliveryConfiguration')).toEqual({
      UserPoolId: refTo(/^UserPool/),
      LogConfigurations: [
        {
          EventSource: 'userAuthEvents',
          LogLevel: 'INFO',
          CloudWatchLogsConfiguration: { LogGroupArn: arnOf(/^SignInLog/) },
        },
      ],
    });
    expect(resource(identity(), 'AWS::Logs::SubscriptionFilter')).toEqual({
      LogGroupName: refTo(/^SignInLog/),
      DestinationArn: arnOf(/^EventsFunction/),
      FilterPattern: '',
    });
  });

  it('goes after a week: what is to stay is in the ledger', () => {
    const log = resource(identity(), 'AWS::Logs::LogGroup', 'SignInLogLogs');
    expect(log).toMatchObject({ LogGroupName: 'hlz-mercy-sign-ins', RetentionInDays: 7 });
  });

  it('the log takes deliveries of this account, and of nobody else', () => {
    const { PolicyDocument: policy } = resource(identity(), 'AWS::Logs::ResourcePolicy');
    expect(JSON.parse(String(policy))).toMatchObject({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'delivery.logs.amazonaws.com' },
          Resource: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:hlz-mercy-sign-ins:log-stream:*`,
          Condition: {
            StringEquals: { 'aws:SourceAccount': ACCOUNT },
            ArnLike: { 'aws:SourceArn': `arn:aws:logs:us-east-1:${ACCOUNT}:*` },
          },
        },
      ],
    });
  });

  it('the trail, when a second factor comes or goes', () => {
    const rule = resource(identity(), 'AWS::Events::Rule');
    expect(at(rule['EventPattern'], 'detail')).toEqual({
      eventSource: ['cognito-idp.amazonaws.com'],
      eventName: Object.keys(TRAIL_EVENTS),
    });
    expect(rule['Targets']).toEqual([
      {
        Id: 'Listener',
        Arn: arnOf(/^EventsFunction/),
        DeadLetterConfig: { Arn: imported('FailureQueue') },
      },
    ]);
    expect(rule['State']).not.toBe('DISABLED');
  });

  it('sessions that go, one after another until each is written down', () => {
    const mapping = resource(identity(), 'AWS::Lambda::EventSourceMapping');
    expect(mapping).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [expect.stringMatching(/^TablesSessions/), 'StreamArn'] },
      FunctionName: arnOf(/^EventsFunction/),
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: false,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: { OnFailure: { Destination: imported('FailureQueue') } },
    });
    expect(mapping['Enabled']).not.toBe(false);
  });

  it('calls without an answer are made again, and end in the failure queue', () => {
    expect(resource(identity(), 'AWS::Lambda::EventInvokeConfig', 'EventsCalls')).toMatchObject({
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: imported('FailureQueue') } },
    });
  });

  it('the clock, for the public keys, from the moment it is made', () => {
    const schedule = resource(identity(), 'AWS::Scheduler::Schedule');
    expect(schedule).toMatchObject({
      Name: 'hlz-mercy-identity-keys',
      ScheduleExpression: 'rate(15 minutes)',
      Target: { Arn: arnOf(/^KeysFunction/) },
    });
    expect(schedule).not.toHaveProperty('StartDate');
    expect(schedule['State']).not.toBe('DISABLED');
  });
});

describe('the metrics', () => {
  const line = (event: string, fields: Readonly<Record<string, unknown>> = {}): unknown => ({
    timestamp: '2026-11-25T12:00:00.000Z',
    level: 'INFO',
    message: { event, ...fields },
  });
  const LINES: readonly (readonly [log: FunctionOf, line: unknown])[] = [
    ['SignIn', line('sign-in-failed', { error: 'TableError' })],
    ['SignIn', line('sign-in-refused', { code: 'locked' })],
    ['Events', line('accounts-locked', { accounts: 2 })],
    ['Events', line('sign-in-failed')],
    ['Keys', line('public-keys-refreshed', { keys: 2 })],
    ['Keys', line('public-keys-failed')],
  ];

  it.each([
    ['IdentitySignInFailed', [1]],
    ['IdentityAccountsLocked', [2]],
    ['IdentityKeysRefreshed', [1]],
  ] as const)('%s counts its lines, and no other', (metric, values) => {
    const filters = resources(identity(), 'AWS::Logs::MetricFilter').map(([, filter]) => filter);
    const found = filters.flatMap((filter) => {
      const [transformation] = [filter['MetricTransformations']].flat();
      if (at(transformation, 'MetricName') !== metric) return [];
      const value = String(at(transformation, 'MetricValue'));
      return LINES.filter(([log]) => JSON.stringify(filter['LogGroupName']).includes(`${log}Logs`))
        .map(([, entry]) => entry)
        .filter((entry) => counts(String(filter['FilterPattern']), entry, { absentDiffers: true }))
        .map((entry) =>
          value.startsWith('$.message.')
            ? at(entry, 'message', value.slice('$.message.'.length))
            : Number(value),
        );
    });
    expect(found).toEqual(values);
  });
});
