import { apiTls } from '../../../lib/compliance/rules/api-tls';
import { findIn } from '../../support/rule';

const REGIONAL = { EndpointConfiguration: { Types: ['REGIONAL'] } };
const TLS_1_3 = 'SecurityPolicy_TLS13_1_3_2025_09';

const find = (type: string, properties: Readonly<Record<string, unknown>>) =>
  findIn(apiTls, { Subject: { Type: type, Properties: properties } });

it.each([
  { ...REGIONAL, SecurityPolicy: 'TLS_1_2' },
  { EndpointConfiguration: { Types: ['PRIVATE'] }, SecurityPolicy: 'TLS_1_2' },
  { ...REGIONAL, SecurityPolicy: TLS_1_3, EndpointAccessMode: 'STRICT' },
  {
    ...REGIONAL,
    SecurityPolicy: 'SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09',
    EndpointAccessMode: 'BASIC',
  },
])('takes the API %j', (properties) => {
  expect(find('AWS::ApiGateway::RestApi', properties)).toEqual([]);
});

it.each([
  [REGIONAL, 'SecurityPolicy is missing'],
  [{ ...REGIONAL, SecurityPolicy: 'TLS_1_0' }, 'SecurityPolicy is TLS_1_0'],
  [{ ...REGIONAL, SecurityPolicy: { Ref: 'Parameter' } }, 'SecurityPolicy is no literal'],
  [
    { ...REGIONAL, SecurityPolicy: 'SecurityPolicy_TLS12_2018_EDGE', EndpointAccessMode: 'BASIC' },
    'SecurityPolicy is SecurityPolicy_TLS12_2018_EDGE',
  ],
  [{ ...REGIONAL, SecurityPolicy: TLS_1_3 }, 'EndpointAccessMode is missing'],
  [{ SecurityPolicy: 'TLS_1_2' }, 'EndpointConfiguration.Types is missing'],
  [
    { SecurityPolicy: 'TLS_1_2', EndpointConfiguration: { Types: ['EDGE'] } },
    'EndpointConfiguration.Types is EDGE',
  ],
  [
    { SecurityPolicy: 'TLS_1_2', EndpointConfiguration: { Types: { Ref: 'Parameter' } } },
    'EndpointConfiguration.Types is missing',
  ],
  [
    { SecurityPolicy: 'TLS_1_2', EndpointConfiguration: { Types: ['REGIONAL', 'EDGE'] } },
    'expected one of REGIONAL and PRIVATE',
  ],
])('refuses the API %j', (properties, problem) => {
  expect(find('AWS::ApiGateway::RestApi', properties)).toEqual([expect.stringContaining(problem)]);
});

it.each(['AWS::ApiGateway::DomainName', 'AWS::ApiGateway::DomainNameV2'])(
  'asks %s for its policy',
  (type) => {
    expect(find(type, { SecurityPolicy: 'TLS_1_2' })).toEqual([]);
    expect(find(type, {})).toEqual([expect.stringContaining('SecurityPolicy is missing')]);
  },
);

it.each([
  [{ DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_2' }] }, 0],
  [{ DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_2' }, {}] }, 1],
  [{ DomainNameConfigurations: [{}] }, 1],
  [{ DomainNameConfigurations: [] }, 1],
  [{ DomainNameConfigurations: { Ref: 'Parameter' } }, 1],
  [{}, 1],
])('finds in the domain name of an HTTP API %j %i', (properties, count) => {
  expect(find('AWS::ApiGatewayV2::DomainName', properties)).toHaveLength(count);
});
