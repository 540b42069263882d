import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { awsEndpointFunctions } from '@aws-sdk/core/client';
import {
  BinaryDecisionDiagram,
  customEndpointFunctions,
  decideEndpoint,
} from '@smithy/core/endpoints';
import fc from 'fast-check';
import type { Diagram } from '../../lib/bundle/slim-endpoints';
import { diagramIn, slim } from '../../lib/bundle/slim-endpoints';

customEndpointFunctions.aws = awsEndpointFunctions;

/** The real files: clients that functions are made of. */
const CLIENTS = ['s3', 'kinesis', 'dynamodb', 'kms', 'sns', 'ec2', 'comprehendmedical'] as const;

function sourceOf(client: string): string {
  const folder = dirname(require.resolve(`@aws-sdk/client-${client}/package.json`));
  return readFileSync(join(folder, 'dist-es', 'endpoint', 'bdd.js'), 'utf8');
}

/** Where a client would call, or what it says. */
function endpointOf(diagram: Diagram, endpointParams: Readonly<Record<string, unknown>>): string {
  const { nodes, root, conditions, results } = diagram;
  type From = typeof BinaryDecisionDiagram.from;
  const bdd = BinaryDecisionDiagram.from(
    new Int32Array(nodes),
    root,
    conditions as unknown as Parameters<From>[2],
    results as unknown as Parameters<From>[3],
  );
  try {
    const given = endpointParams as Parameters<typeof decideEndpoint>[1]['endpointParams'];
    const { url, properties, headers } = decideEndpoint(bdd, { endpointParams: given });
    return JSON.stringify([url.href, properties, headers]);
  } catch (error) {
    return String(error);
  }
}

/** What a function may give: no FIPS, no dual stack, buckets, tables and streams by their names. */
const parameters = fc.record(
  {
    Region: fc.constantFrom(
      'us-east-1',
      'eu-central-1',
      'cn-north-1',
      'us-gov-west-1',
      'local',
      '',
    ),
    Endpoint: fc.constantFrom(
      'http://127.0.0.1:4566',
      'https://localhost:4566',
      'https://vpce-1.example.com/x',
    ),
    Bucket: fc.constantFrom('hlz-mercy-ledger-111122223333', 'a.b.c', 'Upper_Case', '111122223333'),
    ForcePathStyle: fc.boolean(),
    OperationType: fc.constantFrom('data', 'control'),
    UseFIPS: fc.constant(false),
    UseDualStack: fc.constant(false),
    Accelerate: fc.constant(false),
    UseGlobalEndpoint: fc.constant(false),
    UseArnRegion: fc.boolean(),
    DisableMultiRegionAccessPoints: fc.boolean(),
    AccountIdEndpointMode: fc.constantFrom('preferred', 'disabled'),
  },
  { requiredKeys: [] },
);

test.each(CLIENTS)('a client of %s calls where it did, with a smaller diagram', (client) => {
  const whole = diagramIn(sourceOf(client));
  const part = slim(whole);
  expect(JSON.stringify(part).length).toBeLessThan(JSON.stringify(whole).length * 0.4);
  const seen = new Set<string>();
  fc.assert(
    fc.property(parameters, (given) => {
      const endpoint = endpointOf(whole, given);
      seen.add(endpoint);
      expect(endpointOf(part, given)).toBe(endpoint);
    }),
    { numRuns: 300 },
  );
  expect(seen.size).toBeGreaterThan(5);
});

test('builds nothing of a file that is written otherwise', () => {
  expect(() => diagramIn(`${sourceOf('kms')}export {};\n`)).toThrow(
    'check lib/bundle/slim-endpoints',
  );
});
