import type { Control } from '../control';
import { ENDPOINTS_OF, SECURITY_GROUPS_OF, SUBNETS_OF } from '../how-many';
import { noDatabase } from '../left';
import { control, duty, files, hipaa, many, one, own } from '../make';
import { DECISION } from './decision';
import {
  API,
  APP_CLIENTS,
  BUCKETS,
  DATABASE,
  FUNCTIONS,
  NO_SECRETS,
  STAGE,
  STORES_OVER_TLS,
  USER_POOL,
  VPC,
} from './parts';

/** 45 CFR 164.312(d) and (e): who somebody is, and what travels. */
export const AUTHENTICATION_AND_TRANSMISSION: readonly Control[] = [
  control('164.312(d)', {
    title: 'Person or entity authentication',
    type: 'standard',
    doneBy: 'shared',
    asks: 'Verify that who seeks access to ePHI is who he claims to be.',
    mechanisms: [
      {
        id: 'second-factor',
        says: 'Everybody whom the user pool itself signs in has a password and an authenticator app or a passkey.',
        resources: USER_POOL,
        checks: own('CognitoMfa'),
        tests: [],
      },
      {
        id: 'tokens',
        says: 'No flow hands a password or a token to where it can be read.',
        resources: APP_CLIENTS,
        checks: own('CognitoTokens'),
        tests: [],
      },
      {
        id: 'each-call',
        says: 'Token, session, account and role are verified at each call, of people and of services.',
        resources: [
          ...one('Lambda::Function', 'Access/Api'),
          ...many('DynamoDB::Table', 3, 'Identity/Tables'),
        ],
        checks: [],
        tests: files(
          'lambda/identity/verify-token',
          'lambda/identity/authenticate',
          'lambda/identity/services',
        ),
      },
      {
        id: 'api',
        says: 'Every operation of the API has an authorizer, and its logs no credentials.',
        resources: [
          ...API,
          ...one('WAFv2::WebACL', 'Api/Firewall'),
          ...one('WAFv2::LoggingConfiguration', 'Api/Firewall'),
        ],
        checks: own('ApiOperations', 'WafLogRedaction'),
        tests: [],
      },
      NO_SECRETS,
      {
        id: 'database',
        says: 'The database takes IAM identities.',
        resources: DATABASE,
        checks: own('DatabaseIamAuthentication'),
        tests: [],
        leftBy: noDatabase,
      },
    ],
    duties: [
      duty(
        'Prove who a person is before he gets an account; ask federated people for a second factor at your identity provider; give root and administrators of AWS hardware keys.',
        'How identity was proved; settings of the provider; where the keys of root lie.',
      ),
    ],
  }),
  control('164.312(e)(1)', {
    title: 'Transmission security',
    type: 'standard',
    doneBy: 'shared',
    asks: 'Guard ePHI against unauthorized access while it is sent over a network.',
    mechanisms: [
      {
        id: 'api',
        says: 'The API answers to TLS 1.2 and later only, and shows its certificate to what it calls.',
        resources: [...API, ...STAGE],
        checks: [...own('ApiTls'), ...hipaa('APIGWSSLEnabled')],
        tests: [],
      },
      STORES_OVER_TLS,
      {
        id: 'database',
        says: 'The database takes connections over TLS only, and none from the Internet.',
        resources: DATABASE,
        checks: own('DatabaseTls', 'DatabaseRetention'),
        tests: [],
        leftBy: noDatabase,
      },
      {
        id: 'network',
        says: 'Functions stand in the VPC, but for those that are acknowledged; its endpoints let out to resources of this account only; its default security group is empty.',
        resources: [
          ...VPC,
          ...FUNCTIONS,
          ...many('EC2::VPCEndpoint', ENDPOINTS_OF, 'Network/Endpoints'),
        ],
        checks: [
          ...own('EndpointPolicy'),
          ...hipaa('LambdaInsideVPC', 'VPCDefaultSecurityGroupClosed'),
        ],
        tests: [],
      },
      {
        id: 'ports',
        says: 'No security group opens ports of administration to the world, and no subnet gives public addresses.',
        resources: [
          ...many('EC2::SecurityGroup', SECURITY_GROUPS_OF, 'Network/SecurityGroups'),
          ...many('EC2::Subnet', SUBNETS_OF, 'Network/Vpc'),
        ],
        checks: hipaa(
          'EC2RestrictedCommonPorts',
          'EC2RestrictedSSH',
          'VPCSubnetAutoAssignPublicIpDisabled',
        ),
        tests: [],
      },
      {
        id: 'logs',
        says: 'What is logged is handed on within the zone only.',
        resources: one('Logs::SubscriptionFilter', 'Identity/SignInLog'),
        checks: own('LogSubscription'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Use TLS from your applications to browsers and devices, and an encrypted link (VPN, Direct Connect with MACsec) to networks that are connected.',
        'Settings of load balancers and links; a scan of their certificates and protocols.',
      ),
    ],
    note: 'Rules about ways to the Internet and about federated sign-in judge nothing where config asks for neither.',
  }),
  control('164.312(e)(2)(i)', {
    title: 'Integrity controls',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'See that ePHI in transit is not improperly changed without being noticed, until it is disposed of.',
    mechanisms: [
      {
        id: 'stores',
        says: 'Buckets deny what does not come over TLS, which detects changes on the way.',
        resources: BUCKETS,
        checks: hipaa('S3BucketSSLRequestsOnly'),
        tests: [],
      },
      {
        id: 'api',
        says: 'The API is reached over TLS, and shows a certificate to what it calls.',
        resources: STAGE,
        checks: hipaa('APIGWSSLEnabled'),
        tests: [],
      },
      {
        id: 'database',
        says: 'The database takes TLS connections only.',
        resources: DATABASE,
        checks: own('DatabaseTls'),
        tests: [],
        leftBy: noDatabase,
      },
    ],
    duties: [
      duty(
        'Use TLS, or what else notices a change (signatures, checksums), from your applications to browsers, devices and vendors.',
        `The list of connections, with what protects each. ${DECISION}`,
      ),
    ],
  }),
  control('164.312(e)(2)(ii)', {
    title: 'Encryption (in transit)',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Encrypt ePHI in transit whenever that is appropriate.',
    mechanisms: [
      {
        id: 'api',
        says: 'The API answers to TLS 1.2 and later only.',
        resources: API,
        checks: own('ApiTls'),
        tests: [],
      },
      STORES_OVER_TLS,
      {
        id: 'database',
        says: 'The database takes TLS 1.2 and later only.',
        resources: DATABASE,
        checks: own('DatabaseTls'),
        tests: [],
        leftBy: noDatabase,
      },
    ],
    duties: [
      duty(
        'Encrypt e-mail with ePHI, and say which ways are not allowed for it.',
        'The rule; settings of the mail gateway.',
      ),
    ],
    note: 'Rules about encryption at rest cite it too: not counted. E-mail of the hospital and links between its sites are not seen here.',
  }),
];
