import { FUNCTION_NAMES } from '../../../lib/config/schema';
import { ENDPOINT_NEEDS, interfaceEndpoints } from '../../../lib/constructs/network/endpoint-needs';
import { shippedConfig } from '../../support/zone';

const { network } = shippedConfig('production');

it('has a row for every function', () => {
  expect(Object.keys(ENDPOINT_NEEDS).toSorted()).toEqual([...FUNCTION_NAMES].toSorted());
});

it('makes each endpoint once, for whoever needs it', () => {
  const endpoints = interfaceEndpoints(
    { network: { ...network, interfaceEndpoints: ['kms', 'sts'] } },
    { one: ['kms', 'sns'], two: ['kms'] },
  );
  expect(endpoints).toEqual(['kms', 'sns', 'sts']);
});

it('makes none that nobody needs', () => {
  expect(interfaceEndpoints({ network: { ...network, interfaceEndpoints: [] } }, {})).toEqual([]);
});
