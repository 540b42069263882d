import { FUNCTION_NAMES } from '../../../lib/config/schema';
import { ENDPOINT_NEEDS, interfaceEndpoints } from '../../../lib/constructs/network/endpoint-needs';
import { shippedConfig } from '../../support/templates';

const { network, api, phi, breach } = shippedConfig('production');
const REGIONAL = { ...api, endpoint: 'regional' } as const;

it('has a row for every function', () => {
  expect(Object.keys(ENDPOINT_NEEDS).toSorted()).toEqual([...FUNCTION_NAMES].toSorted());
});

it('makes each endpoint once, for whoever needs it', () => {
  const endpoints = interfaceEndpoints(
    { network: { ...network, interfaceEndpoints: ['kms', 'sts'] }, api: REGIONAL, phi, breach },
    { one: ['kms', 'sns'], two: ['kms'] },
  );
  expect(endpoints).toEqual(['kms', 'sns', 'sts']);
});

it('makes none that nobody needs', () => {
  const none = { ...network, interfaceEndpoints: [] };
  expect(interfaceEndpoints({ network: none, api: REGIONAL, phi, breach }, {})).toEqual([]);
});

it('makes the way to a private API', () => {
  const none = { ...network, interfaceEndpoints: [] };
  const api = { ...REGIONAL, endpoint: 'private' } as const;
  expect(interfaceEndpoints({ network: none, api, phi, breach }, {})).toEqual(['execute-api']);
});

it('makes the way to Amazon Comprehend Medical where config has texts sent there', () => {
  const none = { ...network, interfaceEndpoints: [] };
  const asking = { ...phi, detector: 'comprehend-medical' } as const;
  expect(interfaceEndpoints({ network: none, api: REGIONAL, phi: asking, breach }, {})).toEqual([
    'comprehendmedical',
  ]);
});

it('makes the way to Amazon SES where config lets notices be mailed', () => {
  const none = { ...network, interfaceEndpoints: [] };
  const mailing = { ...breach, mail: 'privacy@hospital.example' };
  expect(interfaceEndpoints({ network: none, api: REGIONAL, phi, breach: mailing }, {})).toEqual([
    'email',
  ]);
});
