import type { AdvancedEventSelector, EventSelector } from '@aws-sdk/client-cloudtrail';
import type { ZoneConfig } from '../../../lib/config/schema';
import type { Answers, SeenAnalyzer, SeenTrail } from '../../../lib/doctor/answers';
import type { Finding } from '../../../lib/doctor/finding';
import { blocks } from '../../../lib/doctor/finding';
import { seen } from '../../../lib/doctor/look';
import { singletons } from '../../../lib/doctor/subjects/singletons';
import { shippedConfig } from '../../support/zone';
import { controlTowerAccount } from '../accounts/control-tower';
import { emptyAccount } from '../accounts/empty';

/** What is left as it is, and what the config, and with it the evidence pack, says of it. */

const ZONE = shippedConfig('production');
const DENIED = {
  seen: false,
  action: 'made-up:Action',
  code: 'AccessDeniedException',
  detail: '',
} as const;

/** The production zone with a setting below `singletons`, and what it says of it. */
function zoneWith(setting: string, value: unknown, reason?: string): ZoneConfig {
  const reasons = reason === undefined ? {} : { [setting]: reason };
  return { ...ZONE, singletons: { ...ZONE.singletons, [setting]: value, reasons } };
}

function finding(setting: string, change: Partial<Answers>, zone = ZONE): Finding {
  const all = singletons(zone, { ...emptyAccount(zone), ...change });
  const found = all.find(({ about }) => about === `singletons.${setting}`);
  if (found === undefined) throw new Error(`nothing was said of ${setting}`);
  return found;
}

function reasonIn(found: Finding): string | undefined {
  return found.verdict === 'fine' ? undefined : found.choice?.reason;
}

const existingOf = (setting: string): unknown =>
  setting === 'trail' ? { mode: 'existing', logGroupName: 'x' } : 'existing';

const FULL: Pick<SeenTrail, 'status' | 'selectors'> = {
  status: seen({ IsLogging: true }),
  selectors: selectors({
    DataResources: [
      { Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::'] },
      { Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] },
      { Type: 'AWS::DynamoDB::Table', Values: ['arn:aws:dynamodb'] },
    ],
  }),
};

function selectors(...basic: readonly EventSelector[]): SeenTrail['selectors'] {
  return seen({ basic, advanced: [] });
}

function trails(
  change: Partial<SeenTrail>,
  about: Partial<SeenTrail['trail']> = {},
): Partial<Answers> {
  const trail = {
    Name: 'own',
    HomeRegion: 'us-east-1',
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    LogFileValidationEnabled: true,
    KmsKeyId: 'key',
    ...about,
  };
  return { trails: seen([{ trail, ...FULL, ...change }]) };
}

const RECORDER = {
  name: 'default',
  recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
};

function recorder(
  change: object,
  status: object = { recording: true, lastStatus: 'Success' },
): Partial<Answers> {
  return {
    recorders: seen([{ ...RECORDER, ...change }]),
    recorderStatus: seen([{ name: 'default', ...status }]),
    channels: seen([{ name: 'default' }]),
  };
}

function detector(settings: { readonly Status: 'ENABLED' | 'DISABLED' }): Partial<Answers> {
  return { detectors: seen([{ id: 'd1', settings: seen({ Features: [], ...settings }) }]) };
}

function unused(configuration: SeenAnalyzer['configuration'], status = 'ACTIVE'): Partial<Answers> {
  const summary = { name: 'a', type: 'ACCOUNT_UNUSED_ACCESS', status } as SeenAnalyzer['summary'];
  return { analyzers: seen([{ summary, configuration }]) };
}

const age = (unusedAccessAge: number, exclusions: object[] = []): SeenAnalyzer['configuration'] =>
  seen({ unusedAccess: { unusedAccessAge, analysisRule: { exclusions } } });

describe('what does not do its work', () => {
  const CASES: readonly (readonly [string, string, Partial<Answers>, string])[] = [
    [
      'a stopped trail with the name of the zone',
      'trail',
      trails(
        { status: seen({ IsLogging: false }) },
        { Name: 'hlz-mercy', IsMultiRegionTrail: false, LogFileValidationEnabled: false },
      ),
      'not running (switched off), no other Regions, no validation of its log files',
    ],
    [
      'a trail that cannot deliver',
      'trail',
      trails(
        { status: seen({ IsLogging: true, LatestDeliveryError: 'AccessDenied' }) },
        { Name: 'hlz-mercy' },
      ),
      'not delivering (its last log file failed: AccessDenied)',
    ],
    [
      'a stopped recorder of two types',
      'configRecorder',
      recorder(
        { recordingGroup: { allSupported: false, resourceTypes: ['a', 'b'] } },
        { recording: false },
      ),
      'not running (stopped), not all types (2 of them)',
    ],
    [
      'a recorder that fails',
      'configRecorder',
      recorder({}, { recording: true, lastStatus: 'Failure', lastErrorCode: 'AccessDenied' }),
      'not recording (it last failed: AccessDenied)',
    ],
    [
      'a recorder without a channel',
      'configRecorder',
      { ...recorder({}), channels: seen([]) },
      'not delivering (no delivery channel)',
    ],
    [
      'a suspended detector',
      'guardDuty',
      detector({ Status: 'DISABLED' }),
      'not running (suspended)',
    ],
    ['a paused Macie', 'macie', { macie: seen({ status: 'PAUSED' }) }, 'not running (paused)'],
    [
      'a disabled analyzer',
      'unusedAccessAnalyzer',
      unused(age(90), 'DISABLED'),
      'not running (DISABLED)',
    ],
    [
      'an analyzer that leaves this account out',
      'unusedAccessAnalyzer',
      unused(age(90, [{ accountIds: [ZONE.account] }])),
      'not looking at this account (excluded)',
    ],
  ];

  it.each(CASES)('%s is said, and never offered as existing', (_, setting, account, lacks) => {
    const found = finding(setting, account);
    expect(found.verdict).toBe('breaks');
    expect(found.found).toContain(`Less than the zone would make: ${lacks}`);
    expect(found).not.toHaveProperty('choice');
    // It may be left so, but then config says what it is.
    const { mend } = found as Extract<Finding, { readonly mend: string }>;
    expect(mend).toContain('delete it, and let the zone make its own');
    expect(mend).toMatch(/ was found[^`]*\. It is less than the zone would make: [^`]*`$/);
    expect(mend).toContain(lacks);
  });

  it.each(CASES)(
    '%s stops a deploy where config says existing, until it says so',
    (_, setting, account, lacks) => {
      const said = (reason: string): Finding =>
        finding(setting, account, zoneWith(setting, existingOf(setting), reason));
      expect(blocks(said('Somebody else of the hospital sees to it.'))).toBe(true);
      const knowing = said(`Found in the account: ${lacks}.`);
      expect(knowing.verdict).toBe('look');
      expect(knowing.found).toContain(lacks);
    },
  );
});

describe('what was not seen', () => {
  it.each([
    ['a trail whose state is denied', 'trail', trails({ status: DENIED })],
    ['a trail whose selectors are denied', 'trail', trails({ selectors: DENIED })],
    [
      'a recorder whose state is denied',
      'configRecorder',
      { ...recorder({}), recorderStatus: DENIED },
    ],
    [
      'a detector whose settings are denied',
      'guardDuty',
      { detectors: seen([{ id: 'd1', settings: DENIED }]) },
    ],
  ])('%s is unknown where config says existing, and stops a deploy', (_, setting, account) => {
    const kept = finding(setting, account, zoneWith(setting, existingOf(setting)));
    expect(kept.verdict).toBe('unknown');
    expect(blocks(kept)).toBe(true);
    expect(kept.found).toContain('perhaps not running');
    expect(kept.found).toContain('Could not look: needs made-up:Action.');
    // Nor is it offered.
    expect(finding(setting, account)).not.toHaveProperty('choice');
  });

  it('a trail of the organization is taken only once it was seen to run', () => {
    const { trails: there } = controlTowerAccount(ZONE);
    const blind = (there.seen ? there.value : []).map((one) => ({ ...one, status: DENIED }));
    expect(reasonIn(finding('trail', { trails: there }))).toContain('of Control Tower was found');
    expect(finding('trail', { trails: seen(blind) })).not.toHaveProperty('choice');
  });
});

describe('what does its work, but less of it', () => {
  it.each([
    [
      'a detector without features',
      'guardDuty',
      detector({ Status: 'ENABLED' }),
      'A GuardDuty detector was found in this account. It is less than the zone would make: no S3_DATA_EVENTS, ',
    ],
    [
      'a recorder of two types',
      'configRecorder',
      recorder({ recordingGroup: { allSupported: false, resourceTypes: ['a', 'b'] } }),
      'The recorder default was found. It is less than the zone would make: not all types (2 of them).',
    ],
    [
      'a recorder that is daily for some',
      'configRecorder',
      recorder({
        recordingMode: {
          recordingFrequency: 'CONTINUOUS',
          recordingModeOverrides: [
            { resourceTypes: ['AWS::S3::Bucket'], recordingFrequency: 'DAILY' },
          ],
        },
      }),
      'not continuous for AWS::S3::Bucket (daily).',
    ],
    [
      'an analyzer that waits a year',
      'unusedAccessAnalyzer',
      unused(age(365)),
      `was found in this account. It is less than the zone would make: not before 365 days without use (the zone: ${ZONE.governance.unusedAccessDays}).`,
    ],
    [
      'an analyzer with exclusions by tag',
      'unusedAccessAnalyzer',
      unused(age(1, [{ resourceTags: [{ team: 'a' }] }])),
      'not what has certain tags (excluded).',
    ],
    [
      'an analyzer whose configuration is denied',
      'unusedAccessAnalyzer',
      unused(DENIED),
      '(could not be looked at).',
    ],
    [
      'a trail with the name of the zone',
      'trail',
      trails({}, { Name: 'hlz-mercy', IsMultiRegionTrail: false }),
      'The trail hlz-mercy was found, of us-east-1. It is less than the zone would make: no other Regions.',
    ],
  ])('%s is offered as existing with a reason that says so', (_, setting, account, reason) => {
    const found = finding(setting, account);
    expect(reasonIn(found)).toContain(reason);
    expect(found.found).toContain('Less than the zone would make: ');
  });

  it('says of one that lacks nothing only that it was found', () => {
    expect(reasonIn(finding('unusedAccessAnalyzer', unused(age(90))))).toBe(
      'The analyzer a of access that nobody uses was found in this account.',
    );
    expect(reasonIn(finding('configRecorder', recorder({})))).toBe(
      'The recorder default was found.',
    );
  });

  it('keeps what is less in a reason that is as long as the schema takes it', () => {
    const name = 'x'.repeat(600);
    const reason = reasonIn(
      finding(
        'configRecorder',
        recorder({ name, recordingGroup: { allSupported: false, resourceTypes: ['a'] } }, {}),
      ),
    );
    // Its state is told of another name.
    expect(reason).toBeUndefined();
    const trail = reasonIn(
      finding('trail', trails({}, { Name: name, IsOrganizationTrail: true, KmsKeyId: undefined })),
    );
    expect(trail).toHaveLength(500);
    expect(trail).toMatch(
      /x\.\.\. It is less than the zone would make: no customer-managed key\.$/,
    );
  });
});

describe('a trail records', () => {
  const kept = (basic: readonly EventSelector[], advanced: readonly AdvancedEventSelector[]) =>
    finding(
      'trail',
      trails({ selectors: seen({ basic, advanced }) }),
      zoneWith('trail', existingOf('trail')),
    );
  const data = (type: string, ...more: AdvancedEventSelector['FieldSelectors'] & object) => ({
    FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: [type] },
      ...more,
    ],
  });
  const management = (...more: AdvancedEventSelector['FieldSelectors'] & object) => ({
    FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, ...more],
  });
  const TYPES = ['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table'] as const;
  const [S3, LAMBDA, DYNAMO] = TYPES;
  const rest = [management(), data(LAMBDA), data(DYNAMO)];
  const [every = {}] = FULL.selectors.seen ? FULL.selectors.value.basic : [];

  it.each([
    ['the basic selector of everything', [every], []],
    [
      'reads in one and writes in another',
      [
        { ...every, ReadWriteType: 'ReadOnly' },
        { ...every, ReadWriteType: 'WriteOnly' },
      ],
      [],
    ],
    ['advanced selectors of everything', [], [...rest, data(S3)]],
    [
      'all buckets by their prefix',
      [],
      [...rest, data(S3, { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::'] })],
    ],
    [
      'reads and writes apart, advanced',
      [],
      [
        ...rest,
        data(S3, { Field: 'readOnly', Equals: ['true'] }),
        data(S3, { Field: 'readOnly', Equals: ['false'] }),
      ],
    ],
  ] as readonly (readonly [string, EventSelector[], AdvancedEventSelector[]])[])(
    'everything with %s',
    (_, basic, advanced) => {
      expect(kept(basic, advanced)).toMatchObject({ verdict: 'fine' });
    },
  );

  it.each([
    [
      'management events without those of KMS',
      [{ ...every, ExcludeManagementEventSources: ['kms.amazonaws.com'] }],
      [],
      'not all management events.',
    ],
    [
      'no management events',
      [{ ...every, IncludeManagementEvents: false }],
      [],
      'not all management events.',
    ],
    [
      'advanced management events without those of KMS',
      [],
      [
        management({ Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }),
        ...TYPES.map((type) => data(type)),
      ],
      'not all management events.',
    ],
    [
      'one bucket, one function, one table',
      [
        {
          DataResources: [
            { Type: S3, Values: ['arn:aws:s3:::one/'] },
            { Type: LAMBDA, Values: ['arn:aws:lambda:us-east-1:111122223333:function:one'] },
            { Type: DYNAMO, Values: ['arn:aws:dynamodb:us-east-1:111122223333:table/one'] },
          ],
        },
      ],
      [],
      'not all data events of S3, not all data events of Lambda, not all data events of DynamoDB.',
    ],
    [
      'writes below one prefix',
      [],
      [
        ...rest,
        data(
          S3,
          { Field: 'readOnly', Equals: ['false'] },
          { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::one/'] },
        ),
      ],
      'not all data events of S3.',
    ],
    [
      'writes only',
      [],
      [...rest, data(S3, { Field: 'readOnly', Equals: ['false'] })],
      'not all data events of S3.',
    ],
    [
      'one bucket',
      [],
      [...rest, data(S3, { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::one/'] })],
      'not all data events of S3.',
    ],
    ['no objects', [], rest, 'no data events of S3.'],
  ] as readonly (readonly [string, EventSelector[], AdvancedEventSelector[], string])[])(
    'less with %s',
    (_, basic, advanced, lacks) => {
      const found = kept(basic, advanced);
      expect(found.verdict).toBe('look');
      expect(found.found).toContain(`Less than the zone would make: ${lacks}`);
    },
  );
});
