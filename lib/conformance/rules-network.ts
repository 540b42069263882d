import type { ConfigRule } from './config-rule';
import { CLOSED_PORTS, IN_TRANSIT, NOT_PUBLIC } from './citations';

/** Ways in and out. */
export const NETWORK_RULES: readonly ConfigRule[] = [
  {
    name: 'acm-certificate-expiration-check',
    identifier: 'ACM_CERTIFICATE_EXPIRATION_CHECK',
    scope: ['AWS::ACM::Certificate'],
    citations: { steampipe: ['164.308(a)(4)(ii)(A)', '164.312(e)(1)'] },
  },
  {
    name: 'api-gw-associated-with-waf',
    identifier: 'API_GW_ASSOCIATED_WITH_WAF',
    scope: ['AWS::ApiGateway::Stage'],
    citations: {},
  },
  {
    name: 'api-gw-ssl-enabled',
    identifier: 'API_GW_SSL_ENABLED',
    scope: ['AWS::ApiGateway::Stage'],
    citations: { aws: IN_TRANSIT },
  },
  {
    name: 'internet-gateway-authorized-vpc-only',
    identifier: 'INTERNET_GATEWAY_AUTHORIZED_VPC_ONLY',
    scope: ['AWS::EC2::InternetGateway'],
    citations: { steampipe: ['164.308(a)(1)(ii)(B)'] },
  },
  {
    name: 'lambda-function-public-access-prohibited',
    identifier: 'LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED',
    scope: ['AWS::Lambda::Function'],
    citations: { aws: NOT_PUBLIC, steampipe: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(ii)(A)'] },
  },
  {
    name: 'no-unrestricted-route-to-igw',
    identifier: 'NO_UNRESTRICTED_ROUTE_TO_IGW',
    scope: ['AWS::EC2::RouteTable'],
    citations: { aws: ['164.312(e)(1)'] },
  },
  {
    name: 'restricted-common-ports',
    identifier: 'RESTRICTED_INCOMING_TRAFFIC',
    parameters: {
      blockedPort1: '20',
      blockedPort2: '21',
      blockedPort3: '3389',
      blockedPort4: '3306',
      blockedPort5: '5432',
    },
    departs:
      'The rule takes five ports. PostgreSQL (5432), the database of the zone, stands in for mSQL (4333).',
    scope: ['AWS::EC2::SecurityGroup'],
    citations: { aws: CLOSED_PORTS },
  },
  {
    name: 'restricted-ssh',
    identifier: 'INCOMING_SSH_DISABLED',
    scope: ['AWS::EC2::SecurityGroup'],
    citations: { aws: CLOSED_PORTS, steampipe: ['164.308(a)(1)(ii)(B)'] },
  },
  {
    name: 'subnet-auto-assign-public-ip-disabled',
    identifier: 'SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED',
    scope: ['AWS::EC2::Subnet'],
    citations: { aws: NOT_PUBLIC },
  },
  {
    name: 'vpc-default-security-group-closed',
    identifier: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED',
    scope: ['AWS::EC2::SecurityGroup'],
    citations: { aws: ['164.312(e)(1)'] },
  },
  {
    name: 'vpc-sg-open-only-to-authorized-ports',
    identifier: 'VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS',
    scope: ['AWS::EC2::SecurityGroup'],
    citations: { aws: ['164.312(e)(1)'], steampipe: ['164.308(a)(1)(ii)(B)'] },
  },
];
