import { objectsIn, said, stringsIn } from '../reading/literals';
import type { Rule } from '../rule';
import type { JsonObject } from '../reading/zone-view';
import { at } from '../reading/zone-view';

/**
 * TLS 1.2 or later. The second form is of the policies of 2025, in which the numbers are the newest
 * and the oldest version that they take.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html
 */
const LEGACY = 'TLS_1_2';
const ENHANCED = /^SecurityPolicy_TLS13_1_[23]_(?:[A-Z]+_)*\d{4}_\d{2}$/;
/** An enhanced policy is refused without it. */
const ACCESS_MODES: ReadonlySet<unknown> = new Set(['BASIC', 'STRICT']);

export const apiTls: Rule = {
  name: 'ApiTls',
  asks: 'An API answers to TLS 1.2 and later only, in its own Region or privately.',
  citations: ['164.312(e)(1)', '164.312(e)(2)(ii)'],
  types: [
    'AWS::ApiGateway::RestApi',
    'AWS::ApiGateway::DomainName',
    'AWS::ApiGateway::DomainNameV2',
    'AWS::ApiGatewayV2::DomainName',
  ],
  find: ({ type, properties }) => {
    if (type === 'AWS::ApiGatewayV2::DomainName') return configurationProblems(properties);
    // Of an API without one the default endpoint takes TLS 1.0 unless the API is private, and a
    // custom domain does not help: the policy of the API is the one that counts.
    return type === 'AWS::ApiGateway::RestApi'
      ? [...policyProblems(properties), ...endpointProblems(properties)]
      : policyProblems(properties);
  },
};

function policyProblems(properties: JsonObject): readonly string[] {
  const { SecurityPolicy: policy, EndpointAccessMode: mode } = properties;
  if (policy === LEGACY) return [];
  if (typeof policy !== 'string' || !ENHANCED.test(policy)) {
    return [
      `SecurityPolicy is ${said(policy)}, expected ${LEGACY} or a SecurityPolicy_TLS13_... that takes TLS 1.2 or later only. Set it: the default may take TLS 1.0.`,
    ];
  }
  return ACCESS_MODES.has(mode)
    ? []
    : [`EndpointAccessMode is ${said(mode)}, expected STRICT or BASIC beside ${policy}. Set it.`];
}

function endpointProblems(properties: JsonObject): readonly string[] {
  const [endpoint, ...more] = stringsIn(at(properties, 'EndpointConfiguration', 'Types')) ?? [];
  return (endpoint === 'REGIONAL' || endpoint === 'PRIVATE') && more.length === 0
    ? []
    : [
        `EndpointConfiguration.Types is ${said(endpoint)}, expected one of REGIONAL and PRIVATE. Set it: the default hands requests to edges outside the Region.`,
      ];
}

function configurationProblems(properties: JsonObject): readonly string[] {
  const configurations = objectsIn(properties['DomainNameConfigurations']) ?? [];
  return configurations.length > 0
    ? [...new Set(configurations.flatMap(policyProblems))]
    : ['DomainNameConfigurations is empty or cannot be read. Give one with a SecurityPolicy.'];
}
