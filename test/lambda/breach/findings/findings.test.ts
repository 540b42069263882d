import fc from 'fast-check';
import { createHandler } from '../../../../lambda/breach/findings/create-handler';
import type { FindingsDependencies } from '../../../../lambda/breach/findings/create-handler';
import {
  DETAIL_TYPES,
  EVENT_SOURCES,
  FINDING_PATTERNS,
} from '../../../../lambda/breach/findings/patterns';
import { readFindings } from '../../../../lambda/breach/findings/read-finding';
import { createRegister } from '../../../../lambda/breach/register/create-register';
import { BREACH_TABLES } from '../../../../lambda/breach/tables';
import type { FindingSource } from '../../../../lambda/breach/vocabulary';
import { memoryAuditTrail } from '../../support/memory-audit-trail';
import { memoryLog } from '../../support/memory-log';
import { memoryTable } from '../../support/memory-table';
import { memoryTransaction } from '../../support/memory-transaction';
import { close, incidentsIn } from '../detector/support/world';
import { HOUR, NOON, SETTINGS } from '../support/acts';

const CONTEXT = { awsRequestId: '6f1f0d0e-7f6b-4a46-9d0a-111111111111' };
const at = (hours: number): string => new Date(NOON + hours * HOUR).toISOString();
/** What a finding is about may name a patient. */
const OBJECT = 'scans/canary-1961-04-07.pdf';

const eventOf = (source: FindingSource, detail: object): object => ({
  version: '0',
  id: 'made-up',
  source: EVENT_SOURCES[source],
  'detail-type': DETAIL_TYPES[source],
  account: '111122223333',
  region: 'us-east-1',
  detail,
});

const GUARDDUTY = {
  id: '1ab2c3d4e5f60718293a4b5c6d7e8f90',
  type: 'Backdoor:EC2/C&CActivity.B!DNS',
  severity: 8,
  createdAt: at(-2),
  updatedAt: at(0),
  title: OBJECT,
  resource: { s3BucketDetails: [{ name: OBJECT }] },
  service: { archived: false, count: 3, eventFirstSeen: at(-1), eventLastSeen: at(-0.5) },
};
const MACIE = {
  id: '64b917aa-3843-014c-91d8-937ffe1d0001',
  type: 'SensitiveData:S3Object/Personal',
  severity: { score: 3, description: 'High' },
  createdAt: at(-1),
  updatedAt: at(0),
  archived: false,
  sample: false,
  resourcesAffected: { s3Object: { key: OBJECT } },
};
const SECURITYHUB = {
  Id: 'arn:aws:inspector2:us-east-1:111122223333:finding/0a1b2c3d4e5f',
  ProductName: 'Inspector',
  Types: ['Software and Configuration Checks/Vulnerabilities/CVE'],
  Severity: { Label: 'CRITICAL', Original: '9.8' },
  Workflow: { Status: 'NEW' },
  RecordState: 'ACTIVE',
  FirstObservedAt: at(-1),
  CreatedAt: at(-0.5),
  UpdatedAt: at(0),
  Resources: [{ Id: OBJECT }],
};
const ALL = [
  ['guardduty', GUARDDUTY],
  ['macie', MACIE],
  ['securityhub', { findings: [SECURITYHUB] }],
] as const;

function world(over: Partial<FindingsDependencies> = {}) {
  const table = memoryTable(BREACH_TABLES.register);
  const transaction = memoryTransaction({ register: table });
  const audit = memoryAuditTrail();
  const log = memoryLog();
  const register = createRegister({
    register: table,
    transact: transaction.transact,
    trail: audit.trail,
    settings: SETTINGS,
    now: () => NOON,
    log,
  });
  const handler = createHandler({ register, settings: SETTINGS, now: () => NOON, log, ...over });
  return {
    table,
    register,
    audit,
    log,
    give: async (source: FindingSource, detail: object) =>
      handler(eventOf(source, detail), CONTEXT),
    handler,
    incidents: () => incidentsIn(table.all()),
  };
}

it.each(ALL)(
  'makes one incident of a finding of %s, however often it comes',
  async (source, detail) => {
    const { give, incidents, audit, table } = world();
    await give(source, detail);
    const [incident, ...others] = incidents();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      tenant: '-',
      severity: 'high',
      state: 'triage',
      drill: false,
      discoveredOn: '2026-10-27',
      origin: { kind: 'finding', source },
      hits: { count: 1, firstAt: NOON - HOUR, lastAt: NOON, events: [] },
    });
    const events = audit.events();
    expect(events).toEqual([
      expect.objectContaining({
        type: 'breach-register-change',
        action: 'open-incident',
        tenant: '-',
        actor: { kind: 'service', id: 'breach-findings', role: 'breach-findings' },
        resource: { type: 'incident', ref: incident?.id },
      }),
    ]);
    await give(source, detail);
    expect([incidents(), audit.events()]).toEqual([[incident], events]);
    // Whatever the finding is about.
    expect(JSON.stringify([table.all(), events])).not.toContain('canary');
  },
);

it('keeps id and type of each service, but of an id that may tell of a person only a hash', () => {
  const kept = (source: FindingSource, detail: object) =>
    readFindings(eventOf(source, detail)).flatMap((read) =>
      read.kind === 'finding' ? [[read.finding.id, read.finding.type]] : [],
    )[0];
  expect(kept('guardduty', GUARDDUTY)).toEqual([GUARDDUTY.id, GUARDDUTY.type]);
  expect(kept('macie', MACIE)).toEqual([MACIE.id, MACIE.type]);
  expect(kept('securityhub', { findings: [SECURITYHUB] })).toEqual([
    SECURITYHUB.Id,
    SECURITYHUB.Types[0],
  ]);
  const odd = { ...SECURITYHUB, Id: 'finding of mrn 123456', Types: ['see dob 1961-04-07'] };
  expect(kept('securityhub', { findings: [odd] })).toEqual([
    expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
    'other',
  ]);
  expect(kept('securityhub', { findings: [{ ...SECURITYHUB, Types: undefined }] })?.[1]).toBe(
    'other',
  );
});

it.each(['not-a-breach', 'notified', 'closed'] as const)(
  'attaches what is found anew, once and in any order, and opens another one after it was %s',
  async (state) => {
    const { give, incidents, table } = world();
    const updated = (hours: number) => ({ ...GUARDDUTY, updatedAt: at(hours) });
    await give('guardduty', updated(0));
    await give('guardduty', updated(2));
    await give('guardduty', updated(1));
    await give('guardduty', updated(2));
    const [incident] = incidents();
    expect(incidents()).toHaveLength(1);
    expect(incident?.hits).toMatchObject({ count: 2, lastAt: NOON + 2 * HOUR });
    await close(table, incident?.id ?? '', state);
    await give('guardduty', updated(2));
    expect(incidents()).toHaveLength(1);
    await give('guardduty', updated(3));
    await give('guardduty', updated(4));
    await give('guardduty', updated(3));
    const second = incidents().find(({ id }) => id !== incident?.id);
    expect(incidents()).toHaveLength(2);
    expect(second).toMatchObject({
      state: 'triage',
      hits: { count: 2, firstAt: NOON + 3 * HOUR, lastAt: NOON + 4 * HOUR },
    });
  },
);

it('goes on in the last incident, also when the one before is looked into again', async () => {
  const { give, incidents, register, table } = world();
  const updated = (hours: number) => ({ ...GUARDDUTY, updatedAt: at(hours) });
  await give('guardduty', updated(0));
  const first = incidents()[0]?.id ?? '';
  await close(table, first, 'not-a-breach');
  await give('guardduty', updated(1));
  await register.change(
    '-',
    first,
    { kind: 'state', to: 'investigating', why: 'It was one.' },
    {
      tenant: '-',
      requestId: 'request-1',
      actor: { kind: 'person', id: 'officer-1', role: 'privacy-officer', session: 'session-1' },
    },
  );
  await give('guardduty', updated(1));
  await give('guardduty', updated(2));
  expect(
    incidents().map(
      ({ id, hits }) => `${id === first ? 'first' : 'second'} ${String(hits?.count)}`,
    ),
  ).toEqual(expect.arrayContaining(['first 1', 'second 2']));
});

it('writes once what comes twice at the same moment', async () => {
  const { give, incidents } = world();
  await Promise.all([1, 2, 3].map(async () => give('macie', MACIE)));
  expect(incidents().map(({ hits }) => hits?.count)).toEqual([1]);
  const again = { ...MACIE, updatedAt: at(1) };
  await Promise.all([1, 2].map(async () => give('macie', again)));
  expect(incidents().map(({ hits }) => hits?.count)).toEqual([2]);
});

it('makes a drill of a sample', async () => {
  const { give, incidents } = world();
  const service = { ...GUARDDUTY.service, additionalInfo: { sample: true, type: 'default' } };
  await give('guardduty', { ...GUARDDUTY, service });
  await give('macie', { ...MACIE, sample: true });
  await give('securityhub', { findings: [{ ...SECURITYHUB, Sample: true }] });
  expect(incidents().map(({ drill }) => drill)).toEqual([true, true, true]);
});

const LEFT_OUT: readonly (readonly [string, FindingSource, object])[] = [
  ['below high', 'guardduty', { ...GUARDDUTY, severity: 6.9 }],
  ['archived', 'guardduty', { ...GUARDDUTY, service: { ...GUARDDUTY.service, archived: true } }],
  ['of medium', 'macie', { ...MACIE, severity: { score: 2, description: 'Medium' } }],
  ['archived', 'macie', { ...MACIE, archived: true }],
  ['of medium', 'securityhub', { Severity: { Label: 'MEDIUM' } }],
  ['handled', 'securityhub', { Workflow: { Status: 'NOTIFIED' } }],
  ['over', 'securityhub', { RecordState: 'ARCHIVED' }],
  ['told by GuardDuty', 'securityhub', { ProductName: 'GuardDuty' }],
  ['told by Macie', 'securityhub', { ProductName: 'Macie' }],
];

it.each(LEFT_OUT)('leaves out what is %s (%s)', async (_, source, detail) => {
  const { give, incidents } = world();
  const all = source === 'securityhub' ? { findings: [{ ...SECURITYHUB, ...detail }] } : detail;
  await give(source, all);
  expect(incidents()).toEqual([]);
});

it('takes what is as grave as it has to be', async () => {
  const { give, incidents } = world();
  await give('guardduty', { ...GUARDDUTY, severity: 7 });
  await give('securityhub', { findings: [{ ...SECURITYHUB, Severity: { Label: 'HIGH' } }] });
  expect(incidents()).toHaveLength(2);
});

it('takes several findings of one event, and those beside one that cannot be read', async () => {
  const { give, incidents, log } = world();
  const findings = [
    SECURITYHUB,
    { ...SECURITYHUB, Id: undefined },
    { ...SECURITYHUB, Id: 'finding-2' },
    { ...SECURITYHUB, Id: 'finding-3', RecordState: 'ARCHIVED' },
  ];
  await expect(give('securityhub', { findings })).rejects.toMatchObject({
    name: 'FindingEventError',
    message: expect.stringContaining('1 of 4 findings could not be read (id)') as string,
  });
  expect(incidents()).toHaveLength(2);
  expect(log.lines.at(-1)).toMatchObject({ level: 'error', event: 'finding-unreadable' });
});

const UNREADABLE: readonly (readonly [string, FindingSource, object])[] = [
  ['severity', 'guardduty', { ...GUARDDUTY, severity: '8' }],
  ['id', 'guardduty', { ...GUARDDUTY, id: '' }],
  ['lastAt', 'guardduty', { ...GUARDDUTY, updatedAt: 'now', service: {} }],
  ['severity', 'macie', { ...MACIE, severity: { score: 3 } }],
  ['firstAt', 'macie', { ...MACIE, createdAt: 5 }],
  ['RecordState', 'securityhub', { findings: [{ ...SECURITYHUB, RecordState: undefined }] }],
  ['no findings', 'securityhub', { findings: [] }],
  ['no findings', 'securityhub', {}],
];

it.each(UNREADABLE)(
  'throws for an event of which it cannot read %s (%s)',
  async (what, source, detail) => {
    const { give, incidents } = world();
    await expect(give(source, detail)).rejects.toMatchObject({
      name: 'FindingEventError',
      message: expect.stringContaining(what) as string,
    });
    expect(incidents()).toEqual([]);
  },
);

it('throws for whatever is no event of these services, and says nothing of it', async () => {
  const { handler } = world();
  const other = { ...eventOf('macie', MACIE), 'detail-type': 'GuardDuty Finding' };
  for (const event of [undefined, 'text', {}, other]) {
    await expect(handler(event, CONTEXT)).rejects.toThrow('The event is no finding');
  }
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (detail) => {
      const event = { ...eventOf('guardduty', {}), detail };
      await expect(handler(event, CONTEXT)).rejects.toThrow('could not be read');
    }),
    { numRuns: 50 },
  );
});

it('changes nothing without the acknowledgement of the ledger', async () => {
  const { give, incidents, audit } = world();
  audit.setDown(true);
  await expect(give('macie', MACIE)).rejects.toMatchObject({ name: 'AuditUnavailableError' });
  expect(incidents()).toEqual([]);
});

it('asks EventBridge for what it takes', () => {
  expect(FINDING_PATTERNS).toEqual({
    guardduty: {
      source: ['aws.guardduty'],
      'detail-type': ['GuardDuty Finding'],
      detail: { severity: [{ numeric: ['>=', 7] }] },
    },
    macie: {
      source: ['aws.macie'],
      'detail-type': ['Macie Finding'],
      detail: { severity: { description: ['High'] } },
    },
    securityhub: {
      source: ['aws.securityhub'],
      'detail-type': ['Security Hub Findings - Imported'],
      detail: {
        findings: {
          Severity: { Label: ['HIGH', 'CRITICAL'] },
          Workflow: { Status: ['NEW'] },
          RecordState: ['ACTIVE'],
          ProductName: [{ 'anything-but': ['GuardDuty', 'Macie'] }],
        },
      },
    },
  });
});
