import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCostCommand } from '../../lib/cli/cost';
import { main } from '../../lib/cli/main';
import { resolveZoneConfig } from '../../lib/config/load';
import type { ZoneConfig } from '../../lib/config/schema';
import { leversFor } from '../../lib/cost/levers';
import type { CostedTemplate, CostedZone } from '../../lib/cost/billings';
import { PRODUCTION, SANDBOX } from '../config/zone-texts';
import { fakeIo } from './fake-io';

/** Templates of a zone with a key and a database: quick to make, and moved by some levers. */
function templates({ archive, database, singletons }: ZoneConfig): CostedZone {
  const Properties = {
    Engine: 'postgres',
    StorageType: 'gp3',
    DatabaseInsightsMode: 'standard',
    DBInstanceClass: `db.${database.instanceClass}`,
    AllocatedStorage: String(database.storageGiB),
    MultiAZ: database.multiAz,
  };
  const stream = { ShardCount: archive.streamShards, RetentionPeriodHours: 24 };
  return new Map<string, CostedTemplate>([
    ['Keys', { Resources: { Key: { Type: 'AWS::KMS::Key' } } }],
    ['Archive', { Resources: { Stream: { Type: 'AWS::Kinesis::Stream', Properties: stream } } }],
    ...(database.enabled
      ? [
          [
            'Data',
            { Resources: { Database: { Type: 'AWS::RDS::DBInstance', Properties } } },
          ] as const,
        ]
      : []),
    ...(singletons.macie === 'create'
      ? [['Governance', { Resources: { Macie: { Type: 'AWS::Macie::Session' } } }] as const]
      : []),
  ]);
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hlz-cost-'));
  writeFileSync(join(folder, 'zone.yaml'), SANDBOX);
  writeFileSync(join(folder, 'west.yaml'), SANDBOX.replace('us-east-1', 'us-west-2'));
  writeFileSync(join(folder, 'dear.yaml'), `${SANDBOX}\ndatabase: { instanceClass: x9.large }\n`);
  writeFileSync(join(folder, 'bad.yaml'), SANDBOX.replace('us-east-1', 'us-est-1'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function cost(...args: readonly string[]) {
  const { io, printed } = fakeIo({ cwd: folder });
  const command = createCostCommand({ makeTemplates: () => templates });
  return { exitCode: await main(['cost', ...args], io, [command]), ...printed };
}

it('prints a zone by stack and item, with sums, marks of doubt, and the largest', async () => {
  const { exitCode, stdout, stderr } = await cost('zone.yaml');
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toContain('zone.yaml: sandbox zone "demo" in us-east-1\n');
  expect(stdout).toMatch(/^Keys +KMS key +\$1\.00 per key-month +1 +\$1\.00$/m);
  expect(stdout).toMatch(
    /^Data +PostgreSQL db\.t4g\.micro ~ +\$0\.016 per instance-hour +730 +\$11\.68$/m,
  );
  expect(stdout).toMatch(/^ +Database storage, gp3 ~ +\$0\.115 per GB-month +20 +\$2\.30$/m);
  expect(stdout).toMatch(/^Data +\$13\.98$/m);
  expect(stdout).toMatch(/^all +\$25\.93$/m);
  expect(stdout).toContain('  1. PostgreSQL db.t4g.micro (1, Data): $11.68\n  2. Kinesis shard');
});

it('says what levers save, those that save most first, and none that change nothing', async () => {
  const { stdout } = await cost('zone.yaml');
  const levers = stdout.slice(stdout.indexOf('What one change of zone.yaml'));
  const differences = [...levers.matchAll(/^ {2}(\S+: \S+) +([-+]\$[\d.]+)$/gm)];
  expect(differences.map(([, change, usd]) => [change, usd])).toEqual([
    ['database.enabled: false', '-$13.98'],
    ['network.egress: nat', '+$0.00'],
    ['api.endpoint: private', '+$0.00'],
    ['database.instanceClass: t4g.small', '+$11.68'],
    ['database.multiAz: true', '+$13.98'],
  ]);
});

it('has no lever that is pulled already, nor one that the zone may not have', () => {
  const leversOf = (text: string): readonly string[] =>
    leversFor(resolveZoneConfig(text, 'zone.yaml').config).map(({ change }) => change);
  const off = 'database.enabled: false';
  expect(leversOf(SANDBOX)).toContain(off);
  expect(leversOf(`${SANDBOX}\ndatabase: { enabled: false }\n`)).not.toContain(off);
  const second = 'disasterRecovery.secondRegion: us-west-2';
  expect(leversOf(PRODUCTION)).toContain(second);
  expect(leversOf(PRODUCTION.replace('us-east-1', 'us-west-2'))).not.toContain(second);
});

it('puts the shipped zones beside each other when no file is named, wherever it is started', async () => {
  const { exitCode, stdout } = await cost();
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^stack +item +unit price +units +production +units +sandbox$/m);
  expect(stdout).toMatch(/^Archive +Kinesis shard ~ .* 1,460 +\$21\.90 +730 +\$10\.95$/m);
  // What one zone alone has leaves the other's place empty.
  expect(stdout).toMatch(
    /PostgreSQL db\.m7g\.large \* +\$0\.168 per instance-hour +1,460 +\$245\.28$/m,
  );
  expect(stdout).toMatch(
    /Of config\/production\.yaml \$245\.28 of \$[\d.]+ are at prices with \*\./,
  );
  expect(stdout).toMatch(
    /PostgreSQL db\.t4g\.micro ~ +\$0\.016 per instance-hour {4,}730 +\$11\.68$/m,
  );
});

it('says that prices of another Region differ', async () => {
  const { stdout } = await cost('west.yaml');
  expect(stdout).toContain('west.yaml is a zone in us-west-2: prices there differ');
});

it('lists uses and sources on request', async () => {
  const { stdout } = await cost('zone.yaml', '--usage', '--sources');
  expect(stdout).toMatch(
    /^ {2}Security Hub checks ~ +15 +\$1\.00 per 1,000 +\$15\.00 {2}assumed: /m,
  );
  expect(stdout).toMatch(
    /^ {2}KMS key +\$1\.00 per key-month +2026-11-22 +https:\/\/aws\.amazon\.com\/kms\/pricing\/$/m,
  );
  expect(stdout).toMatch(/^ {2}People who sign in.* unverified +https:/m);
  expect((await cost('zone.yaml')).stdout).not.toContain('https:');
});

it('is one JSON document, prices with their sources in it', async () => {
  const { exitCode, stdout, stderr } = await cost('zone.yaml', '--json');
  expect([exitCode, stderr]).toEqual([0, '']);
  const { zones, use, prices, ...rest } = JSON.parse(stdout);
  expect(rest).toEqual({
    currency: 'USD',
    priceRegion: 'us-east-1',
    hoursAMonth: 730,
  });
  expect(zones).toHaveLength(1);
  expect(zones[0]).toMatchObject({ file: 'zone.yaml', total: 25.93, unverified: 0 });
  expect(zones[0].levers[0]).toEqual({ change: 'database.enabled: false', difference: -13.98 });
  expect(use.auditEvents[1]).toMatchObject({ eventsAMonth: 1_000_000, shards: 2 });
  expect(prices.kmsKey).toMatchObject({ usd: 1, checked: { date: '2026-11-22', hand: 'first' } });
});

it('reckons nothing when something has no price, and says what and where', async () => {
  const complaint =
    'something of the zone has no price: Data Database: lib/cost/fixed-prices.ts has no db.x9.large; it has db.t4g.micro, ';
  const { exitCode, stdout, stderr } = await cost('dear.yaml');
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`hlz cost: ${complaint}`);
  const asJson = await cost('dear.yaml', '--json');
  expect(JSON.parse(asJson.stdout)).toMatchObject({
    exitCode: 2,
    outcome: 'failed',
    message: expect.stringContaining(complaint) as string,
  });
});

it('names the problems of a config, in JSON too', async () => {
  const { exitCode, stderr } = await cost('bad.yaml');
  expect([exitCode, stderr.split('\n')[0]]).toEqual([1, 'bad.yaml: 1 problem']);
  const asJson = await cost('bad.yaml', '--json');
  expect(JSON.parse(asJson.stdout)).toMatchObject({ exitCode: 1, problems: [{ path: 'region' }] });
});

it('shows a bar on a terminal, and nothing beside JSON', async () => {
  const { io, printed } = fakeIo({ cwd: folder, isTTY: true });
  const command = createCostCommand({ makeTemplates: () => templates });
  await main(['cost', 'zone.yaml', '--json'], io, [command]);
  expect(printed.stderr).toBe('');
  await main(['cost', 'zone.yaml'], io, [command]);
  expect(printed.stderr).toMatch(/zones {4}\[#{30}\] 100 % of 6\n$/);
});
