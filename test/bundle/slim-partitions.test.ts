import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partition, setPartitionInfo, useDefaultPartitionInfo } from '@aws-sdk/core/client';
import { ourPartitions } from '../../lib/bundle/slim-partitions';
import { KNOWN_REGIONS } from '../../lib/config/aws-values';
import { ROOT } from '../support/root';

const FILE = '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
const SOURCE = readFileSync(join(ROOT, 'node_modules', FILE), 'utf8');
const NOW = ourPartitions(SOURCE);

/** All that an endpoint is made of: the description of a Region is not. */
function outputsOf(region: string): object {
  return { ...partition(region), description: undefined };
}

test('a Region of a zone is in the same partition as before, in less room', () => {
  const before = new Map(KNOWN_REGIONS.map((region) => [region, outputsOf(region)]));
  expect(before.size).toBeGreaterThan(30);
  const json = NOW.slice(NOW.indexOf('{'), NOW.lastIndexOf(';'));
  setPartitionInfo(JSON.parse(json) as Parameters<typeof setPartitionInfo>[0]);
  try {
    expect(new Map(KNOWN_REGIONS.map((region) => [region, outputsOf(region)]))).toEqual(before);
  } finally {
    useDefaultPartitionInfo();
  }
  expect(NOW.length).toBeLessThan(700);
});

describe('the build fails when', () => {
  test.each([
    ['the file is written otherwise', `${SOURCE}export {};\n`, 'written otherwise'],
    [
      'a partition of ours is gone',
      SOURCE.replace('"id": "aws-us-gov"', '"id": "gov"'),
      'not there',
    ],
    [
      'a Region has another form',
      SOURCE.replaceAll('"us-east-1": {', '"useast-1": {'),
      'what useast-1 is',
    ],
    [
      'a Region has a suffix of its own',
      SOURCE.replace('"us-east-1": {', '"us-east-1": { "dnsSuffix": "example.com",'),
      'what us-east-1 is',
    ],
  ])('%s', (_, source, said) => {
    expect(() => ourPartitions(source)).toThrow(new RegExp(`${said}.*slim-partitions`));
  });
});
