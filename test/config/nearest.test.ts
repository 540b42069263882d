import { didYouMean, nearest } from '../../lib/config/nearest';
import { KNOWN_REGIONS } from '../../lib/config/aws-values';

const KEYS = ['profile', 'name', 'network', 'keys', 'account', 'accountSettings', 'singletons'];

it.each([
  ['netwrok', 'network'],
  ['Network', 'network'],
  ['nme', 'name'],
  ['acount', 'account'],
  ['account_settings', 'accountSettings'],
  ['prof', 'profile'],
  ['key', 'keys'],
  ['single', 'singletons'],
  ['ke', undefined],
  ['naem', 'name'],
  ['kyes', 'keys'],
  ['colour', undefined],
  ['', undefined],
  ['n'.repeat(100_000), undefined],
])('of %p is %p', (word, expected) => {
  expect(nearest(word, KEYS)).toBe(expected);
});

it.each([
  ['us-est-1', 'us-east-1'],
  ['eu-central1', 'eu-central-1'],
  ['us_west_2', 'us-west-2'],
  ['virginia', undefined],
])('of region %p is %p', (word, expected) => {
  expect(nearest(word, KNOWN_REGIONS)).toBe(expected);
});

it.each([
  // Two letters that changed places are one slip; two that are others are two.
  ['raed', 'read'],
  ['erad', 'read'],
  ['reda', 'read'],
  ['roda', undefined],
  ['raad', 'read'],
  ['ared', undefined],
])('of action %p is %p', (word, expected) => {
  expect(nearest(word, ['read', 'print', 'export'])).toBe(expected);
});

it('is named in a sentence', () => {
  expect(didYouMean('nme', KEYS, 'No.')).toBe('Did you mean "name"?');
  expect(didYouMean('colour', KEYS, 'No.')).toBe('No.');
});
