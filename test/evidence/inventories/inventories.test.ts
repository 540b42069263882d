import fc from 'fast-check';
import { ROLES } from '../../../lambda/identity/roles';
import { PHI_ACTIONS } from '../../../lambda/access/vocabulary';
import { DATA_TYPES } from '../../../lambda/shared/audit/vocabulary';
import { readPolicies } from '../../../lambda/access/engine-policies';
import { repositoryEngine } from '../../../lib/access/cedar';
import type { AccessMatrix } from '../../../lib/access/matrix';
import { accessMatrix } from '../../../lib/access/matrix';
import { readPolicyFiles } from '../../../lib/access/policy-files';
import type { CheckRow } from '../../../lib/compliance/check-ledger';
import { distinctAcknowledgements } from '../../../lib/compliance/summary';
import type { ZoneConfig } from '../../../lib/config/schema';
import { inventories } from '../../../lib/evidence/inventories';
import { acknowledgements } from '../../../lib/evidence/inventories/acknowledgements';
import { assets } from '../../../lib/evidence/inventories/assets';
import { encryption } from '../../../lib/evidence/inventories/encryption';
import { retention } from '../../../lib/evidence/inventories/retention';
import { services } from '../../../lib/evidence/inventories/services';
import { placeOf } from '../../../lib/evidence/inventories/reading/names';
import { shown } from '../../../lib/evidence/inventories/reading/shown';
import { HOLDS_DATA, HOLDS_NOTHING } from '../../../lib/evidence/inventories/reading/store-types';
import type { EvidenceTable } from '../../../lib/evidence/table';
import { tableCsv } from '../../../lib/evidence/table';
import type { EvidenceZone } from '../../../lib/evidence/zone/evidence-zone';
import { zoneOfStacks } from '../../../lib/evidence/zone/evidence-zone';
import { ROOT } from '../../support/root';
import type { TemplateJson } from '../../support/templates';
import { shippedConfig, templatesFor, templatesOf, withFederation } from '../../support/templates';
import type { Templates } from './support/zones';
import { ledgerOf, shippedZone, withChange, zoneOf } from './support/zones';

/** What is shipped, and all that config can ask for but a database. */
const CONFIGS: Readonly<Record<string, ZoneConfig>> = {
  production: shippedConfig('production'),
  sandbox: shippedConfig('sandbox'),
  everything: everything(shippedConfig('production')),
};

function everything(config: ZoneConfig): ZoneConfig {
  return withFederation({
    ...config,
    network: { ...config.network, egress: 'nat' },
    accountSettings: { ...config.accountSettings, otherDefaultSecurityGroups: 'enforce' },
    disasterRecovery: { secondRegion: 'us-west-2' },
    database: { ...config.database, enabled: false },
  });
}

let matrix: AccessMatrix;
const zones = new Map<string, EvidenceZone>();
const tables = new Map<string, readonly EvidenceTable[]>();

beforeAll(async () => {
  const files = readPolicyFiles();
  matrix = accessMatrix(await repositoryEngine(files), readPolicies(files));
  for (const [name, config] of Object.entries(CONFIGS)) {
    const isShipped = name === config.profile;
    const zone = zoneOf(config, isShipped ? templatesOf(config.profile) : templatesFor(config));
    zones.set(name, zone);
    tables.set(name, tablesOf(zone, config));
  }
});

function tablesOf(zone: EvidenceZone, config: ZoneConfig): readonly EvidenceTable[] {
  return inventories({ config, zone, ledger: ledgerOf(config), matrix });
}

function table(name: string, id: string): EvidenceTable {
  const found = tables.get(name)?.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no table ${id} of ${name}`);
  return found;
}

function resourcesOf(name: string): EvidenceZone['resources'] {
  return zones.get(name)?.resources ?? [];
}

/** Values of one column. */
function column({ columns, rows }: EvidenceTable, name: string): readonly string[] {
  const at = columns.indexOf(name);
  if (at < 0) throw new Error(`no column ${name}`);
  return rows.map((row) => row[at] ?? '');
}

/** The one row that begins so, by column. */
function line(of: EvidenceTable, ...first: readonly string[]): Readonly<Record<string, string>> {
  const rows = of.rows.filter((row) => first.every((cell, at) => row[at] === cell));
  expect(rows).toHaveLength(1);
  return Object.fromEntries(of.columns.map((name, at) => [name, rows[0]?.[at] ?? '']));
}

describe.each(Object.keys(CONFIGS))('the tables of %s', (name) => {
  it('have a cell for each column, in text that a person can read', () => {
    const all = tables.get(name) ?? [];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(12);
    for (const { id, title, explains, columns, rows } of all) {
      expect({ id, title, explains }).toEqual({
        id: expect.stringMatching(/^[a-z-]+$/),
        title: expect.stringMatching(/^[A-Z]/),
        explains: expect.stringMatching(/^[A-Z].*\.$/),
      });
      const widths = new Set(rows.map((row) => row.length));
      expect({ id, widths: [...widths] }).toEqual({
        id,
        widths: rows.length === 0 ? [] : [columns.length],
      });
      const raw = rows
        .flat()
        .filter((cell) => RAW.test(cell) || cell.includes(ROOT) || cell !== cell.trim());
      expect({ id, raw }).toEqual({ id, raw: [] });
    }
  });

  it('say nothing twice', () => {
    for (const { id, rows } of tables.get(name) ?? []) {
      const lines = rows.map((row) => row.join('\n'));
      const twice = lines.filter((text, at) => lines.indexOf(text) !== at);
      expect({ id, twice }).toEqual({ id, twice: [] });
    }
  });

  it('have every store once in retention, and each part of it in encryption', () => {
    const stores = resourcesOf(name)
      .filter(({ type }) => Object.hasOwn(HOLDS_DATA, type))
      .map(placeOf)
      .toSorted();
    expect(stores.length).toBeGreaterThan(60);
    expect(column(table(name, 'retention'), 'Store').toSorted()).toEqual(stores);
    expect([...new Set(column(table(name, 'encryption'), 'Store'))].toSorted()).toEqual(stores);
  });

  it('know of every type whether it holds data', () => {
    const types = new Set(resourcesOf(name).map(({ type }) => type));
    const known = [...types].filter(
      (type) => Object.hasOwn(HOLDS_DATA, type) !== Object.hasOwn(HOLDS_NOTHING, type),
    );
    expect(known).toEqual([...types]);
  });

  it('have every resource once among the assets, and every service on the list of eligible ones', () => {
    const ids = resourcesOf(name).map(({ stack, logicalId }) => `${stack} ${logicalId}`);
    const assets = table(name, 'assets');
    const listed = column(assets, 'Logical id').map((id, at) => `${assets.rows[at]?.[0]} ${id}`);
    expect(listed.toSorted()).toEqual(ids.toSorted());
    expect(new Set(column(table(name, 'services'), 'Eligible'))).toEqual(
      new Set(['yes', 'not needed']),
    );
  });
});

/** Functions of CloudFormation, tokens of CDK, and JavaScript that was not meant for people. */
const RAW = /Fn::|\$\{Token|\[object|undefined|NaN|^null$|"Ref"|ExportsOutput/;

it('writes the account, the Region of the stack and names, and of the rest that it is set at deploy', () => {
  const zone = zones.get('everything') ?? shippedZone('production');
  const from = zone.resources.find(({ path }) => path.startsWith('SecondRegion/'));
  const text = (value: unknown): string => (from === undefined ? '' : shown(zone, from, value));
  const parts = ['arn', { Ref: 'AWS::Partition' }, { Ref: 'AWS::AccountId' }, { Ref: 'Given' }];
  expect(text({ Ref: 'AWS::Region' })).toBe('us-west-2');
  expect(text({ 'Fn::Join': [':', parts] })).toBe('arn:aws:111122223333:<set at deploy>');
  expect(text({ 'Fn::FindInMap': ['A', 'B', 'C'] })).toBe('set at deploy');
  expect(text({ Ref: from?.logicalId })).toBe('alias/hlz/mercy/phi in us-west-2');
});

it('does not depend on the order in which templates have their resources', () => {
  const config = shippedConfig('production');
  const turned = new Map(
    [...templatesOf('production')].toReversed().map(([id, template]): [string, TemplateJson] => [
      id,
      {
        ...template,
        Resources: Object.fromEntries(Object.entries(template.Resources).toReversed()),
      },
    ]),
  );
  expect(tablesOf(zoneOf(config, turned), config)).toEqual(tables.get('production'));
});

it('names a type that nobody has looked at in both tables of stores', () => {
  const { expectations, stacks } = shippedZone('sandbox');
  const template = JSON.stringify({ Resources: { Cache: { Type: 'AWS::New::Cache' } } });
  const zone = zoneOfStacks(
    [...stacks, { id: 'Own', name: 'own', terminationProtection: false, template }],
    expectations,
  );
  const kind = 'not known to this table (AWS::New::Cache): look at it';
  const ledger = ledgerOf(shippedConfig('sandbox'));
  for (const found of [encryption({ zone, ledger }), retention({ zone })]) {
    expect(line(found, 'Own/Cache')).toMatchObject({ Kind: kind });
  }
  expect(line(assets({ zone }), 'own')).toMatchObject({ 'Holds PHI': 'not marked' });
  expect(line(services({ zone }), 'AWS::New')).toMatchObject({ Eligible: 'not known' });
});

describe('retention', () => {
  it('tells locks, times and what comes back', () => {
    const kept = table('production', 'retention');
    expect(line(kept, 'Archive/Ledger')).toMatchObject({
      Class: 'audit',
      Lock: 'Object Lock COMPLIANCE: 2192 days, of every object whose writer sets no other date',
      'When its stack is deleted': 'RetainExceptOnCreate',
      'Termination protection of the stack': 'yes',
    });
    expect(line(kept, 'Archive/Backup/Vault')['Lock']).toBe(
      'compliance: nobody takes it off once it is 14 days old, recovery points at least 35 days, at most 2192 days',
    );
    expect(line(kept, 'Access/Tables/Approvals')).toMatchObject({
      'Versions and recovery': 'to any second of the last 35 days',
      Backups: 'plan hlz-mercy: Daily, kept 35 days; Monthly, kept 2192 days',
      'Protected from deletion': 'yes',
    });
    expect(line(kept, 'Archive/AuditStream')['Kept']).toBe('7 days');
    expect(line(table('sandbox', 'retention'), 'Archive/Ledger')['Lock']).toContain('GOVERNANCE');
    expect(column(table('everything', 'retention'), 'Kind')).not.toContain('database');
    expect(
      line(table('everything', 'retention'), 'Data/PhiBucket')['Versions and recovery'],
    ).toContain('replicated into');
  });

  it('sees what is kept for shorter than it was', () => {
    const changes: readonly (readonly [string, string, string, unknown, string, string, string])[] =
      [
        ['Archive', 'Ledger', 'ObjectLockEnabled', false, 'Archive/Ledger', 'Lock', ''],
        [
          'Archive',
          'AuditStream',
          'RetentionPeriodHours',
          24,
          'Archive/AuditStream',
          'Kept',
          '1 day',
        ],
        [
          'Access',
          'TablesApprovals',
          'PointInTimeRecoverySpecification',
          {},
          'Access/Tables/Approvals',
          'Versions and recovery',
          'no point in time',
        ],
        [
          'Access',
          'ApiLogs',
          'RetentionInDays',
          { Ref: 'Days' },
          'Access/Api/Logs',
          'Kept',
          'a time set at deploy',
        ],
      ];
    const templates = changes.reduce(
      (all, [stack, prefix, property, value]) =>
        withChange(all, [stack, idOf(all, stack, prefix)], (resource) => ({
          ...resource,
          Properties: { ...resource.Properties, [property]: value },
        })),
      templatesOf('production'),
    );
    const changed = retention({ zone: zoneOf(shippedConfig('production'), templates) });
    const before = new Set(table('production', 'retention').rows.map((row) => row.join('\n')));
    const rows = changed.rows.filter((row) => !before.has(row.join('\n')));
    expect(rows.map(([place]) => place)).toEqual(
      changes.map(([, , , , place]) => place).toSorted(),
    );
    for (const [, , , , place, name, expected] of changes) {
      expect(line(changed, place)[name]).toBe(expected);
    }
  });
});

describe('acknowledgements', () => {
  const word = (...words: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...words);
  const row: fc.Arbitrary<CheckRow> = fc
    .record({
      pack: word('HIPAA.Security', 'NIST.800.53.R5', 'AwsSolutions'),
      name: word('One', 'Two', 'Three'),
      finding: word('', 'Resource::*', 'Action::s3:*'),
      path: word('A/B', 'A/B/C', 'D'),
      reason: word('It cannot be (so).', 'It need not be.'),
      verdict: word('acknowledged', 'acknowledged', 'compliant') as fc.Arbitrary<
        CheckRow['verdict']
      >,
    })
    .map(({ pack, name, reason, ...rest }) => ({
      ...rest,
      pack,
      rule: `${pack}-${name}`,
      citations: ['164.312(b)', '164.312(a)(1)'],
      stack: 'a',
      logicalId: rest.path,
      type: 'AWS::S3::Bucket',
      reason: `${reason} (45 CFR 164.312(a)(1))`,
      review: '2027-11-22',
      kind: 'inherent' as const,
    }));

  it('are as many as the synth counts, and each row of the ledger is in one', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const ledger = ledgerOf(shippedConfig('production'), rows);
        const found = acknowledgements({ ledger });
        expect(found.rows).toHaveLength(distinctAcknowledgements(rows).size);
        for (const { verdict, rule, path } of rows) {
          const named = found.rows.some(
            ([resource, , rules = '']) => resource === path && rules.includes(rule),
          );
          expect(named || verdict !== 'acknowledged').toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tell reason, authority and date apart', () => {
    const [given] = fc.sample(row, { numRuns: 1, seed: 1 });
    if (given === undefined) throw new Error('no row');
    const rows = [{ ...given, verdict: 'acknowledged' as const, rule: `${given.pack}-One` }];
    const ledger = ledgerOf(shippedConfig('production'), rows);
    expect(line(acknowledgements({ ledger }), given.path)).toMatchObject({
      Citation: '45 CFR 164.312(a)(1)',
      'Rule cites': '164.312(b)',
      'Review by': '2027-11-22',
      Reason: expect.stringMatching(/^It (?:cannot be \(so\)|need not be)\.$/),
    });
  });
});

describe('the access matrix', () => {
  it('answers for every role, action and part once, and lets nobody delete', () => {
    const rows = table('production', 'access-matrix').rows;
    for (const role of ROLES) {
      for (const action of PHI_ACTIONS) {
        const parts = rows
          .filter(([who, what]) => who === role.replaceAll('-', ' ') && what === action)
          .flatMap(([, , part = '']) => (part === 'all' ? DATA_TYPES : part.split(', ')));
        expect(parts.map((part) => part.replaceAll(' ', '-')).toSorted()).toEqual(
          [...DATA_TYPES].toSorted(),
        );
      }
    }
    const deletes = rows.filter(([, action]) => action === 'delete').map((row) => row.at(-1));
    expect(new Set(deletes)).toEqual(new Set(['never']));
  });
});

it('names the officials of config, and tells what is off with its reason', () => {
  const officials = table('production', 'officials');
  const { securityOfficial } = shippedConfig('production').organization;
  expect(line(officials, 'Security official')).toMatchObject({
    Who: securityOfficial.name,
    'How to reach': securityOfficial.email,
    Citation: '164.308(a)(2)',
  });
  expect(line(table('production', 'settings'), 'otherDefaultSecurityGroups')).toEqual({
    Setting: 'otherDefaultSecurityGroups',
    Mode: 'off',
    'What that means': 'nobody makes it',
    Reason: 'Other VPCs of the account may need their default security groups.',
  });
});

it('tells what calls a function, and who writes audit events', () => {
  const functions = table('production', 'functions');
  expect(line(functions, 'phi-api')).toMatchObject({
    'Called by': 'apigateway: Api/Api/RestApi',
    'Writes audit events': 'yes',
    'Log kept': '365 days',
  });
  expect(line(functions, 'ledger-sealer')).toMatchObject({
    'Called by': expect.stringContaining(
      'records of Archive/AuditStream; schedule rate(5 minutes)',
    ),
    'Writes audit events': 'no',
  });
  const outside = functions.rows.filter((row) => row.includes('outside the VPC'));
  expect(outside.map(([name]) => name)).toEqual(['baseline', 'identity-keys']);
});

it('shows a way to the Internet where there is one, and only there', () => {
  const kinds = (name: string): readonly string[] => column(table(name, 'network'), 'Kind');
  expect(kinds('production').filter((kind) => /gateway$/i.test(kind))).toEqual([]);
  expect(kinds('everything')).toEqual(
    expect.arrayContaining(['Internet gateway', 'NAT gateway', 'route']),
  );
});

it('can be opened in a spreadsheet without running anything', () => {
  for (const found of tables.get('production') ?? []) {
    expect(tableCsv(found)).not.toMatch(/(?:^|,|\n)"?[=+@-]/);
  }
});

function idOf(templates: Templates, stack: string, prefix: string): string {
  const ids = Object.keys(templates.get(stack)?.Resources ?? {});
  return ids.find((id) => id.startsWith(prefix)) ?? '';
}
