import type { CheckLedger, CheckRow } from '../../lib/compliance/check-ledger';
import {
  countsLine,
  distinctAcknowledgements,
  settingsLines,
  summaryTable,
} from '../../lib/compliance/summary';

const row = (overrides: Partial<CheckRow>): CheckRow => ({
  pack: 'HIPAA.Security',
  rule: 'HIPAA.Security-S3BucketReplicationEnabled',
  finding: '',
  citations: [],
  stack: 'hlz-x-archive',
  path: 'Archive/Bucket/Resource',
  logicalId: 'Bucket',
  type: 'AWS::S3::Bucket',
  verdict: 'compliant',
  reason: '',
  review: '',
  kind: '',
  ...overrides,
});

const TWINS = [
  row({ verdict: 'acknowledged' }),
  row({
    verdict: 'acknowledged',
    pack: 'NIST.800.53.R5',
    rule: 'NIST.800.53.R5-S3BucketReplicationEnabled',
  }),
];

it('counts twins of two packs once', () => {
  expect([...distinctAcknowledgements(TWINS)]).toEqual([
    'S3BucketReplicationEnabled Archive/Bucket/Resource',
  ]);
});

it('says how many rows there are of each verdict, and how many findings', () => {
  const rows = [...TWINS, row({}), row({ verdict: 'error' }), row({ verdict: 'non-compliant' })];
  expect(countsLine(rows)).toBe(
    '5 checks: 2 open, 2 acknowledged (1 finding: what several packs find is one), 1 compliant.',
  );
});

it('counts one reason on one resource once, whatever the rules are called, and others apart', () => {
  const asked = { verdict: 'acknowledged', reason: 'No target can be made first.' } as const;
  const rows = [
    row({ ...asked, rule: 'HIPAA.Security-S3BucketLoggingEnabled' }),
    row({ ...asked, pack: 'AwsSolutions', rule: 'AwsSolutions-S1' }),
    row({ ...asked, pack: 'AwsSolutions', rule: 'AwsSolutions-S1', path: 'Archive/Other' }),
    row({ ...asked, pack: 'AwsSolutions', rule: 'AwsSolutions-S1', reason: 'Another.' }),
  ];
  expect([...distinctAcknowledgements(rows)]).toEqual([
    'S3BucketLoggingEnabled Archive/Bucket/Resource',
    'S1 Archive/Other',
    'S1 Archive/Bucket/Resource',
  ]);
});

it('counts rules of one pack under one reason apart, and what another pack calls them once', () => {
  const asked = { verdict: 'acknowledged', reason: 'A local emulator has no network.' } as const;
  const rows = [
    row({ ...asked, pack: 'AwsSolutions', rule: 'AwsSolutions-S1' }),
    row({ ...asked, rule: 'HIPAA.Security-S3BucketLoggingEnabled' }),
    row({ ...asked, rule: 'HIPAA.Security-S3BucketReplicationEnabled' }),
    // Twice: two findings of one rule are one to look at.
    row({ ...asked, rule: 'HIPAA.Security-S3BucketReplicationEnabled', finding: 'Resource::*' }),
  ];
  expect([...distinctAcknowledgements(rows)]).toEqual([
    'S3BucketLoggingEnabled Archive/Bucket/Resource',
    'S3BucketReplicationEnabled Archive/Bucket/Resource',
  ]);
});

it('names what is off, and what is left to others', () => {
  const settings = [
    { setting: 'trail', mode: 'existing', reason: '' },
    { setting: 'macie', mode: 'off', reason: 'Macie is not in this Region.' },
    { setting: 'guardDuty', mode: 'create', reason: '' },
    { setting: 'securityHub', mode: 'off', reason: 'The security account runs it.' },
  ];
  expect(settingsLines({ settings })).toEqual([
    'Off: macie (Macie is not in this Region.), securityHub (The security account runs it.)',
    'Existing, not looked at: trail (no reason given)',
  ]);
  const guardDuty = { setting: 'guardDuty', mode: 'create', reason: '' };
  expect(settingsLines({ settings: [guardDuty] })).toEqual([]);
});

it('prints a line a stack and a column a pack', () => {
  const pack = { version: '1', rules: 1, resources: 2, notApplicable: {} };
  const ledger: CheckLedger = {
    zone: 'x',
    profile: 'production',
    settings: [],
    packs: [
      { ...pack, name: 'HIPAA.Security' },
      { ...pack, name: 'NIST.800.53.R5' },
    ],
    rows: [
      ...TWINS,
      row({ stack: 'hlz-x-keys', logicalId: 'Key', path: 'Keys/Key', verdict: 'non-compliant' }),
      row({ stack: 'hlz-x-keys', logicalId: 'Key', path: 'Keys/Key', verdict: 'error' }),
    ],
  };
  expect(summaryTable(ledger).split('\n')).toEqual([
    'Stack          Resources  HIPAA.Security  NIST.800.53.R5  Acknowledged findings',
    'hlz-x-archive          1               0               0                      1',
    'hlz-x-keys             1               2               0                      0',
    'Total                  2               2               0                      1',
  ]);
});
