import fc from 'fast-check';
import { stringify } from 'yaml';
import { resolveZoneConfig } from '../../lib/config/load';
import type { Profile, ZoneConfig } from '../../lib/config/schema';
import type { Answers } from '../../lib/doctor/answers';
import { blockOf, yamlOf } from '../../lib/doctor/block';
import { diagnose, type Examination } from '../../lib/doctor/diagnose';
import { blocks, type Finding } from '../../lib/doctor/finding';
import { seen } from '../../lib/doctor/look';
import { asText, isClear } from '../../lib/doctor/report';
import { CASES } from './cases';
import { anyAccount, anySettings } from './any-account';
import { paste, readYamlFile } from './paste';
import { controlTowerAccount } from './accounts/control-tower';
import {
  BOOTSTRAP_FILES,
  CALLER,
  closedAccount,
  emptyAccount,
  newAccount,
  TOOLKIT,
} from './accounts/empty';
import { messyAccount } from './accounts/messy';
import { shippedConfig } from '../support/zone';

const ZONE = shippedConfig('production');
const SANDBOX: ZoneConfig = { ...shippedConfig('sandbox'), account: CALLER.account };
const OPEN = seen([
  { RegionName: 'us-east-1', OptInStatus: 'opt-in-not-required' },
  { RegionName: 'us-west-2', OptInStatus: 'opt-in-not-required' },
]);

function examined(
  answers: Answers,
  zone = ZONE,
  more: Partial<Examination> = {},
): readonly Finding[] {
  return diagnose(zone, {
    caller: CALLER,
    regions: OPEN,
    answers,
    said: {},
    bootstrapFiles: BOOTSTRAP_FILES,
    ...more,
  });
}

/** Verdict and sentence of what is said about a thing. */
function about(
  findings: readonly Finding[],
  thing: string,
): readonly (readonly [string, string])[] {
  return findings
    .filter((finding) => finding.about === thing)
    .map(({ verdict, found }) => [verdict, found] as const);
}

function broken(findings: readonly Finding[]): readonly string[] {
  return findings.filter(blocks).map((finding) => finding.about);
}

describe('an empty account that is bootstrapped', () => {
  it.each(['production', 'sandbox'] as const)(
    'breaks no deploy of %s, and needs no change',
    (profile) => {
      const zone = profile === 'production' ? ZONE : SANDBOX;
      const findings = examined(emptyAccount(zone), zone);
      expect(broken(findings)).toEqual([]);
      expect(blockOf(findings)).toEqual({});
    },
  );

  it('says something of every singleton and setting', () => {
    const told = new Set(examined(emptyAccount(ZONE)).map((finding) => finding.about));
    const { reasons: _, ...things } = ZONE.singletons;
    const { reasons: __, ...settings } = ZONE.accountSettings;
    for (const setting of Object.keys(things)) expect(told).toContain(`singletons.${setting}`);
    for (const setting of Object.keys(settings))
      expect(told).toContain(`accountSettings.${setting}`);
  });

  it('breaks where nobody bootstrapped', () => {
    const answers: Answers = { ...emptyAccount(ZONE), stacks: seen([]) };
    expect(broken(examined(answers))).toEqual(['CDKToolkit-hlz']);
  });
});

describe('a new account', () => {
  it('runs ten functions at once: production breaks, with the quota to ask for', () => {
    const findings = examined(newAccount(ZONE));
    expect(broken(findings)).toEqual(['functions.accountConcurrency']);
    const finding = findings.find(blocks);
    expect(finding).toMatchObject({ mend: expect.stringContaining('L-B99A9384') as string });
    expect(about(findings, 'functions.accountConcurrency')).toEqual([
      ['breaks', expect.stringContaining('reserves 157')],
    ]);
  });

  it('takes a sandbox, which reserves nothing, and says that calls are throttled', () => {
    const findings = examined(newAccount(SANDBOX), SANDBOX);
    expect(broken(findings)).toEqual([]);
    expect(about(findings, 'functions.accountConcurrency')[0]?.[0]).toBe('look');
  });

  it.each([
    [257, 0, 0, 'look'],
    [256, 0, 0, 'breaks'],
    [1000, 743, 0, 'fine'],
    [1000, 744, 0, 'breaks'],
    [1000, 900, 157, 'fine'],
    [1000, 901, 157, 'breaks'],
  ])(
    'with %d at once, %d reserved, of which the zone has %d: %s',
    (all, reserved, ours, verdict) => {
      const findings = examined({
        ...emptyAccount(ZONE),
        lambda: seen({ ConcurrentExecutions: all, UnreservedConcurrentExecutions: all - reserved }),
        reservedByZone: seen(ours),
      });
      expect(about(findings, 'functions.accountConcurrency')[0]?.[0]).toBe(verdict);
    },
  );
});

describe('an account under Control Tower', () => {
  const findings = examined(controlTowerAccount(ZONE));

  it('leaves to others what they run, with the reason', () => {
    expect(blockOf(findings)).toMatchObject({
      singletons: {
        trail: { mode: 'existing' },
        configRecorder: 'existing',
        guardDuty: 'existing',
        securityHub: 'existing',
        macie: 'existing',
        reasons: {
          trail: expect.stringContaining('aws-controltower-BaselineCloudTrail') as string,
          configRecorder: expect.stringContaining('Control Tower') as string,
          guardDuty:
            'A GuardDuty detector was found in this account, administered by account 222233334444. It is less than the zone would make: no RUNTIME_MONITORING.',
        },
      },
    });
    // The trail is a second one, which costs; the others fail.
    expect(broken(findings)).toEqual(
      ['configRecorder', 'guardDuty', 'securityHub', 'macie'].map((name) => `singletons.${name}`),
    );
  });

  it('says what they lack', () => {
    const [trail] = about(findings, 'singletons.trail');
    expect(trail?.[1]).toContain('no data events of S3, no data events of Lambda');
    expect(about(findings, 'singletons.guardDuty')[0]?.[1]).toContain('no RUNTIME_MONITORING');
    expect(about(findings, 'singletons.securityHub')[0]?.[1]).toContain('no standard NIST');
  });

  it('names the log group of the trail when it is here, and says so when it is not', () => {
    const zone = {
      ...ZONE,
      singletons: { ...ZONE.singletons, trail: { mode: 'existing' } as const },
    };
    const there = controlTowerAccount(zone);
    expect(about(examined(there, zone), 'singletons.trail.logGroupName')[0]?.[1]).toContain(
      'no log group in this account',
    );
    const trails = there.trails.seen ? there.trails.value : [];
    const here = trails.map((one) => ({
      ...one,
      trail: {
        ...one.trail,
        CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*',
      },
    }));
    expect(blockOf(examined({ ...there, trails: seen(here) }, zone))['singletons']).toMatchObject({
      trail: { mode: 'existing', logGroupName: 'trail' },
    });
  });
});

describe('a messy account', () => {
  const findings = examined(messyAccount(ZONE));

  it('names everything that breaks', () => {
    expect(broken(findings)).toEqual([
      'Stack hlz-mercy-governance',
      'Backup vault',
      'Log groups',
      'singletons.configRecorder',
      'singletons.configServiceLinkedRole',
      'singletons.guardDuty',
      'singletons.macie',
      'singletons.externalAccessAnalyzer',
      'singletons.databaseMetricsLogGroup',
      'functions.accountConcurrency',
      'VPCs per Region',
      'IAM roles',
      'Resource policies of CloudWatch Logs',
      'network.availabilityZones',
    ]);
  });

  it('says what it would not do with', () => {
    expect(about(findings, 'singletons.trail')[0]).toEqual([
      'fine',
      expect.stringContaining('no other Regions, no validation of its log files'),
    ]);
    expect(about(findings, 'singletons.configRecorder')[0]?.[1]).toContain('not running');
    expect(about(findings, 'network.cidr')[0]).toEqual([
      'look',
      expect.stringContaining('vpc-0bb'),
    ]);
  });

  it('does not take for foreign what a stack of the zone made', () => {
    expect(about(findings, 'Key aliases')[0]?.[0]).toBe('fine');
    const answers: Answers = { ...messyAccount(ZONE), resources: seen([]) };
    expect(about(examined(answers), 'Key aliases')[0]?.[0]).toBe('breaks');
  });

  it('names zones that have every endpoint', () => {
    expect(blockOf(findings)['network']).toEqual({
      availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    });
  });
});

describe('what could not be looked at', () => {
  const findings = examined(closedAccount(ZONE));

  it('is unknown with the right that it needs, and never fine', () => {
    const others = findings.filter(
      ({ subject, about: thing }) =>
        !['account', 'people'].includes(subject) && thing !== 'Elastic IP addresses per Region',
    );
    expect(others.filter(({ verdict }) => verdict !== 'unknown')).toEqual([]);
    expect(others[0]?.found).toBe('Could not look: needs made-up:Action.');
    expect(isClear({ findings })).toBe(false);
  });

  it('stops a deploy where it could break one', () => {
    const names = broken(findings);
    for (const name of ['singletons.guardDuty', 'CDKToolkit-hlz', 'VPCs per Region']) {
      expect(names).toContain(name);
    }
    // Only worth knowing.
    for (const name of ['Root user', 'network.cidr', 'Default VPC', 'Buckets']) {
      expect(names).not.toContain(name);
    }
  });

  it.each([
    ['OptInRequired', 'Finish the sign-up of the account'],
    ['ThrottlingException', 'Ask again'],
  ])('after %s says to: %s', (code, mend) => {
    const first = examined(closedAccount(ZONE, code)).find(blocks);
    expect(first).toMatchObject({ mend: expect.stringContaining(mend) as string });
  });
});

describe('one thing at a time', () => {
  it('a Region that is not enabled breaks, and nothing else is said of it', () => {
    const regions = seen([{ RegionName: 'us-east-1', OptInStatus: 'not-opted-in' }]);
    const findings = diagnose(ZONE, {
      caller: CALLER,
      regions,
      answers: undefined,
      said: {},
      bootstrapFiles: {},
    });
    expect(broken(findings)).toEqual(['Region us-east-1']);
    expect(new Set(findings.map(({ subject }) => subject))).toEqual(new Set(['account', 'people']));
  });

  it('an upgrade of a zone that stands breaks nothing', () => {
    const base = emptyAccount(ZONE);
    const made = (ResourceType: string, PhysicalResourceId: string) => ({
      LogicalResourceId: 'X',
      ResourceType,
      PhysicalResourceId,
      ResourceStatus: 'UPDATE_COMPLETE' as const,
      LastUpdatedTimestamp: new Date(0),
    });
    const standing: Answers = {
      ...controlTowerAccount(ZONE),
      trails: base.trails,
      guardDutyAdministrator: seen(undefined),
      configRole: base.executionRole,
      logGroups: seen([{ logGroupName: 'RDSOSMetrics' }]),
      vaults: seen([{ BackupVaultName: 'hlz-mercy', NumberOfRecoveryPoints: 3 }]),
      resources: seen([
        made('AWS::Config::ConfigurationRecorder', 'hlz-mercy'),
        made('AWS::IAM::ServiceLinkedRole', 'AWSServiceRoleForConfig'),
        made('AWS::GuardDuty::Detector', '12abc34d567e8fa901bc2d34e56789f0'),
        made('AWS::SecurityHub::Hub', 'arn:hub'),
        made('AWS::Macie::Session', '111122223333'),
        made('AWS::Logs::LogGroup', 'RDSOSMetrics'),
        made('AWS::Backup::BackupVault', 'hlz-mercy'),
      ]),
    };
    const findings = examined(standing);
    expect(broken(findings)).toEqual([]);
    expect(blockOf(findings)).toEqual({});
  });

  it('a zone of the other profile under that name breaks', () => {
    const base = emptyAccount(SANDBOX);
    const stacks = base.stacks.seen ? base.stacks.value : [];
    const keys = {
      StackName: 'hlz-sandbox-keys',
      StackStatus: 'CREATE_COMPLETE' as const,
      CreationTime: new Date(0),
      Tags: [{ Key: 'Environment', Value: 'production' }],
    };
    const findings = examined({ ...base, stacks: seen([...stacks, keys]) }, SANDBOX);
    expect(broken(findings)).toEqual(['Stack hlz-sandbox-keys']);
  });

  it.each([
    ['CREATE_COMPLETE', false, []],
    ['UPDATE_ROLLBACK_COMPLETE', false, []],
    ['REVIEW_IN_PROGRESS', false, []],
    ['ROLLBACK_COMPLETE', false, []],
    ['ROLLBACK_COMPLETE', true, ['Stack hlz-mercy-data']],
    ['ROLLBACK_FAILED', false, ['Stack hlz-mercy-data']],
    ['DELETE_FAILED', false, ['Stack hlz-mercy-data']],
    ['UPDATE_IN_PROGRESS', false, ['Stack hlz-mercy-data']],
    ['UPDATE_ROLLBACK_FAILED', false, ['Stack hlz-mercy-data']],
    ['CREATE_FAILED', false, ['Stack hlz-mercy-data']],
  ] as const)('a stack in %s, protected %s: breaks %j', (StackStatus, protection, expected) => {
    const base = emptyAccount(ZONE);
    const stacks = base.stacks.seen ? base.stacks.value : [];
    const data = {
      StackName: 'hlz-mercy-data',
      StackStatus,
      EnableTerminationProtection: protection,
      CreationTime: new Date(0),
    };
    expect(broken(examined({ ...base, stacks: seen([...stacks, data]) }))).toEqual(expected);
  });

  it('an account setting that is weaker than the mode existing wants breaks, and enforce is chosen', () => {
    const existing = 'existing' as const;
    const zone: ZoneConfig = {
      ...ZONE,
      accountSettings: {
        s3PublicAccessBlock: existing,
        ebsDefaultEncryption: existing,
        iamPasswordPolicy: existing,
        otherDefaultSecurityGroups: existing,
        reasons: {},
      },
    };
    const weak: Answers = {
      ...emptyAccount(zone),
      defaultGroups: messyAccount(zone).defaultGroups,
    };
    const findings = examined(weak, zone);
    expect(broken(findings)).toHaveLength(4);
    expect(blockOf(findings)).toEqual({
      accountSettings: {
        s3PublicAccessBlock: 'enforce',
        ebsDefaultEncryption: 'enforce',
        iamPasswordPolicy: 'enforce',
        otherDefaultSecurityGroups: 'enforce',
      },
    });
  });

  it('what a person answers with yes is settled, and no is no obstacle to a deploy', () => {
    const findings = examined(emptyAccount(ZONE), ZONE, { said: { baa: true, support: false } });
    expect(about(findings, 'Business associate agreement')[0]?.[0]).toBe('fine');
    expect(about(findings, 'Support plan')[0]).toEqual(['ask', expect.stringMatching(/ No\.$/)]);
    expect(isClear({ findings })).toBe(true);
  });
});

it.each(CASES)('%s', (_, change, thing, verdict, sentence) => {
  const base = emptyAccount(ZONE);
  const said = about(examined({ ...base, ...change(base) }), thing);
  expect(said).toContainEqual([verdict, expect.stringContaining(sentence)]);
});

it('knows the role of a sandbox by its tag', () => {
  const base = emptyAccount(SANDBOX);
  expect(about(examined(base, SANDBOX), 'Execution role')).toEqual([
    ['fine', 'It has the boundary.'],
  ]);
  const { executionRole } = emptyAccount(ZONE);
  expect(about(examined({ ...base, executionRole }, SANDBOX), 'Execution role')).toContainEqual([
    'look',
    expect.stringContaining('no tag hlz-profile=sandbox'),
  ]);
});

it('never chooses to cut off what uses a default security group', () => {
  for (const mode of ['enforce', 'existing'] as const) {
    const accountSettings = { ...ZONE.accountSettings, otherDefaultSecurityGroups: mode };
    const { defaultGroups, defaultGroupUsers } = messyAccount(ZONE);
    const account = { ...emptyAccount(ZONE), defaultGroups, defaultGroupUsers };
    expect(
      blockOf(examined(account, { ...ZONE, accountSettings }))['accountSettings'],
    ).toMatchObject({
      otherDefaultSecurityGroups: 'off',
    });
  }
});

it.each([
  ['arn:aws:iam::111122223333:role/api-gateway-logs', 'fine'],
  ['arn:aws:iam::111122223333:role/another', 'look'],
])('with the role %s in config, that of API Gateway is %s', (roleArn, verdict) => {
  const apiGatewayLogRole = { mode: 'existing', roleArn } as const;
  const zone = { ...ZONE, singletons: { ...ZONE.singletons, apiGatewayLogRole } };
  const findings = examined(messyAccount(zone), zone);
  expect(about(findings, 'singletons.apiGatewayLogRole')[0]?.[0]).toBe(verdict);
});

it('asks of a second Region what of the first: whether it is open, the bootstrap, what is left', () => {
  const zone: ZoneConfig = { ...ZONE, disasterRecovery: { secondRegion: 'us-west-2' } };
  const there: Answers = { ...emptyAccount(zone), secondStacks: seen([TOOLKIT]) };
  expect(broken(examined(there, zone))).toEqual([]);
  expect(broken(examined(emptyAccount(zone), zone))).toEqual(['CDKToolkit-hlz in us-west-2']);
  const left: Answers = {
    ...there,
    secondVaults: seen([{ BackupVaultName: 'hlz-mercy-replica' }]),
  };
  expect(broken(examined(left, zone))).toEqual(['In us-west-2']);
  const regions = seen([{ RegionName: 'us-east-1', OptInStatus: 'opted-in' }]);
  expect(broken(examined(there, zone, { regions }))).toEqual(['Region us-west-2']);
});

it('of a zone with a way out it counts the addresses', () => {
  const zone: ZoneConfig = { ...ZONE, network: { ...ZONE.network, egress: 'nat' } };
  const base = emptyAccount(zone);
  expect(broken(examined({ ...base, addresses: seen([{}, {}]) }, zone))).toEqual([]);
  expect(broken(examined({ ...base, addresses: seen([{}, {}, {}]) }, zone))).toEqual([
    'Elastic IP addresses per Region',
  ]);
  const withoutPart = examined(
    { ...base, executionPolicies: emptyAccount(ZONE).executionPolicies },
    zone,
  );
  expect(about(withoutPart, 'Execution policies')).toContainEqual([
    'breaks',
    'Not attached: execution-policy-egress.',
  ]);
});

it('of a service control policy it says so', () => {
  const unseen = {
    seen: false,
    action: 'guardduty:ListDetectors',
    code: 'AccessDeniedException',
    detail: 'with an explicit deny in a service control policy',
  } as const;
  const findings = examined({ ...emptyAccount(ZONE), detectors: unseen });
  expect(about(findings, 'singletons.guardDuty')).toEqual([
    ['unknown', expect.stringContaining('A service control policy')],
  ]);
});

describe('the block', () => {
  it.each(['production', 'sandbox'] as const)(
    'written into the shipped config of %s, as somebody may have changed it, loads, and changes nothing more',
    (profile: Profile) => {
      const written = { ...readYamlFile(profile), account: CALLER.account };
      const zone = profile === 'production' ? ZONE : SANDBOX;
      fc.assert(
        fc.property(anySettings, anyAccount(zone), (settings, answers) => {
          const file = { ...written, ...settings };
          const before = load(file);
          // What the checks of config refuse, nobody could deploy.
          if (before === undefined) return;
          const findings = examined(answers, before);
          for (const finding of findings) expect(unsaid(finding)).toEqual([]);
          const after = load(paste(file, yamlOf(blockOf(findings))));
          expect(after && blockOf(examined(answers, after))).toEqual({});
        }),
        { numRuns: 15 },
      );
    },
  );
});

/** In which a thing is less than the zone's, without its reason saying so. */
function unsaid(finding: Finding): readonly string[] {
  if (finding.verdict === 'fine' || finding.choice?.reason === undefined) return [];
  const { reason } = finding.choice;
  const [, lacks = ''] = /Less than the zone would make: ([^.]*)\./.exec(finding.found) ?? [];
  return lacks.split(', ').filter((lack) => !reason.includes(lack));
}

function load(file: object): ZoneConfig | undefined {
  try {
    return resolveZoneConfig(stringify(file), 'file').config;
  } catch {
    return undefined;
  }
}

it('every problem has a mend, in whole sentences, and no line is wider than a terminal', () => {
  for (const make of [emptyAccount, newAccount, controlTowerAccount, messyAccount, closedAccount]) {
    const findings = examined(make(ZONE));
    for (const finding of findings) {
      expect(finding.found).toMatch(/^[A-Z0-9][^]*[.?]$/);
    }
    const mends = findings.flatMap((finding) => (finding.verdict === 'fine' ? [] : [finding.mend]));
    expect(mends.filter((mend) => !/^[A-Z`][^]*[.`]$/.test(mend))).toEqual([]);
    const lines = asText({ file: 'config/production.yaml', zone: ZONE, caller: CALLER, findings });
    const isProse = (line: string): boolean => !/^\s+\w+: /.test(line);
    expect(lines.filter((line) => isProse(line) && line.length > 100)).toEqual([]);
  }
});
