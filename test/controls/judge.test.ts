import * as fc from 'fast-check';
import type { CheckRow } from '../../lib/compliance/check-ledger';
import type { Subject } from '../../lib/compliance/evaluation';
import type { ZoneView } from '../../lib/compliance/reading/zone-view';
import { RULES } from '../../lib/compliance/rules';
import type { ZoneConfig } from '../../lib/config/schema';
import type { Control, Mechanism, ResourceReference } from '../../lib/controls/control';
import type { JudgeProps } from '../../lib/controls/judge';
import { judgeControls } from '../../lib/controls/judge';
import type { ControlStatus, JudgedControl, TestResults } from '../../lib/controls/judged';
import { CONTROLS } from '../../lib/controls/table';
import { THE_FILE_ITSELF } from '../../lib/controls/test-outcome';
import { whyWeak } from '../../lib/controls/weak-citations';
import { evidenceZoneFor, evidenceZoneOf, ledgerOf } from '../support/ledgers';
import { made } from '../support/outside';
import { withSingletons, withoutSingletons } from '../support/singletons';
import { shippedConfig } from '../support/templates';

const CONFIG = shippedConfig('production');
const ZONE = evidenceZoneOf('production');
const LEDGER = ledgerOf('production');

function judge(changed: Partial<JudgeProps> = {}): readonly JudgedControl[] {
  return judgeControls({
    controls: CONTROLS,
    config: CONFIG,
    zone: ZONE,
    ledger: LEDGER,
    tests: undefined,
    ...changed,
  });
}

function withRows(rows: readonly CheckRow[]): Partial<JudgeProps> {
  return { ledger: { ...LEDGER, rows } };
}

function without(gone: (resource: Subject) => boolean): Partial<JudgeProps> {
  return { zone: { ofType: (type) => ZONE.ofType(type).filter((view) => !gone(view)) } };
}

const BASE = judge();

/** What a reader sees of a control, but for which other rules cite it. */
function seen({ status, mechanisms }: JudgedControl): string {
  return JSON.stringify([
    status,
    mechanisms.map(({ resources, rows, ...rest }) => [
      rest,
      resources.length,
      rows.map(({ rule, verdict, path }) => `${rule} ${verdict} ${path}`),
    ]),
  ]);
}

const SEEN = new Map(BASE.map((control) => [control.citation, seen(control)]));

function changedIn(judged: readonly JudgedControl[]): readonly string[] {
  return judged
    .filter((control) => seen(control) !== SEEN.get(control.citation))
    .map(({ citation }) => citation);
}

/** Controls of which some mechanism is so. */
function having(is: (mechanism: Mechanism) => boolean): readonly string[] {
  return CONTROLS.filter(({ mechanisms }) => mechanisms.some(is)).map(({ citation }) => citation);
}

function refersTo({ resources }: Mechanism, resource: Subject): boolean {
  return resources.some((reference) => isOf(reference, resource));
}

function isOf(reference: ResourceReference, { type, path }: Subject): boolean {
  return (
    reference.type === type &&
    (reference.under === undefined || `${path}/`.startsWith(`${reference.under}/`))
  );
}

function statusesOf(
  judged: readonly JudgedControl[],
  citations: readonly string[],
): readonly ControlStatus[] {
  return citations.map(
    (cited) => judged.find(({ citation }) => citation === cited)?.status ?? 'not-shown',
  );
}

const problemsOf = (judged: readonly JudgedControl[]): readonly string[] =>
  judged.flatMap(({ citation, mechanisms }) =>
    mechanisms.flatMap(({ id, problems }) =>
      problems.map((problem) => `${citation} ${id}: ${problem}`),
    ),
  );

/** A control with nothing in it but what a test gives it. */
const PLAIN: Control = {
  citation: '164.312(x)',
  ruleVersion: '2013-omnibus',
  title: 'Made up',
  oscalId: 's164.312-x',
  type: 'standard',
  doneBy: 'code',
  asks: 'Nothing.',
  mechanisms: [],
  duties: [],
};

describe('the shipped zones', () => {
  it.each(['production', 'sandbox'] as const)('%s: no mechanism fails', (profile) => {
    const config = shippedConfig(profile);
    const judged = judge({ config, zone: evidenceZoneOf(profile), ledger: ledgerOf(profile) });
    expect(problemsOf(judged)).toEqual([]);
  });

  it('show each control of theirs when its tests have passed', () => {
    const judged = judge({ tests: ALL_PASSED });
    const open = judged.filter(
      ({ status }) => !['shown', 'shown-with-exceptions', 'customer', 'aws'].includes(status),
    );
    expect(open.map(({ citation, status }) => `${citation} ${status}`)).toEqual([]);
  });

  it('count each rule of ours under each paragraph that it cites, or say why not', () => {
    const judging = new Set(LEDGER.rows.map(({ rule }) => rule));
    const uncounted = RULES.flatMap(({ name, citations }) => {
      const rule = `LandingZone-${name}`;
      return (
        citations
          // Of the Privacy Rule there is no row.
          .filter((cited) => judging.has(rule) && !cited.startsWith('164.5'))
          .filter((cited) => whyWeak(rule, cited) === undefined)
          .filter((cited) => {
            const checks = CONTROLS.find(({ citation }) => citation === cited)?.mechanisms.flatMap(
              (mechanism) => mechanism.checks,
            );
            return checks?.some((check) => check === rule) !== true;
          })
          .map((cited) => `${rule} ${cited}`)
      );
    });
    expect(uncounted).toEqual([]);
  });
});

describe('how many there must be', () => {
  const production = withSingletons({
    trail: { mode: 'off' },
    configRecorder: 'off',
    guardDuty: 'off',
    macie: 'existing',
    apiGatewayLogRole: { mode: 'existing' },
  });
  const other: ZoneConfig = {
    ...shippedConfig('sandbox'),
    api: { ...CONFIG.api, endpoint: 'private' },
    disasterRecovery: { secondRegion: 'us-west-2' },
    network: { ...CONFIG.network, availabilityZones: 2, egress: 'nat', interfaceEndpoints: [] },
    phi: { ...CONFIG.phi, detector: 'comprehend-medical' },
    breach: { ...CONFIG.breach, mail: 'notices@hospital.example' },
    singletons: { ...CONFIG.singletons, databaseMetricsLogGroup: 'existing' },
  };

  it.each<readonly [string, ZoneConfig, Pick<ZoneView, 'ofType'>]>([
    ['production', CONFIG, ZONE],
    ['sandbox', shippedConfig('sandbox'), evidenceZoneOf('sandbox')],
    ['production, watched by others', production, evidenceZoneFor(production)],
    ['a sandbox with more', other, evidenceZoneFor(other)],
  ])('is what there is: %s', (_, config, zone) => {
    const made = CONTROLS.flatMap(({ mechanisms }) => mechanisms).filter(
      ({ leftBy }) => leftBy?.(config) === undefined,
    );
    const wrong = made.flatMap(({ resources }) =>
      resources.flatMap((reference) => {
        const { type, under = '', count } = reference;
        const wanted = typeof count === 'number' ? count : count(config);
        const found = zone.ofType(type).filter((one) => isOf(reference, one)).length;
        return wanted === found && wanted >= 0 ? [] : [`${type} ${under}: ${wanted}, not ${found}`];
      }),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });
});

it('expects nothing of what config leaves to others, and says so', () => {
  const least: ZoneConfig = {
    ...withoutSingletons('existing'),
    database: { ...CONFIG.database, enabled: false },
    disasterRecovery: { secondRegion: 'us-west-2' },
    api: { ...CONFIG.api, endpoint: 'regional' },
    network: { ...CONFIG.network, egress: 'nat' },
    phiBucket: { ...CONFIG.phiBucket, malwareProtection: false },
    accountSettings: {
      ...CONFIG.accountSettings,
      ebsDefaultEncryption: 'off',
      iamPasswordPolicy: 'off',
    },
    governance: { ...CONFIG.governance, conformancePack: false },
  };
  const { ledger } = made('gate', { config: least });
  const judged = judge({ config: least, zone: evidenceZoneFor(least), ledger });
  expect(problemsOf(judged)).toEqual([]);
  const left = judged.flatMap(({ citation, mechanisms }) =>
    mechanisms.filter((one) => one.left !== '').map((one) => ({ citation, ...one })),
  );
  for (const { status, resources, rows, tests } of left) {
    expect({ status, resources, rows, tests }).toEqual({
      status: 'not-shown',
      resources: [],
      rows: [],
      tests: [],
    });
  }
  const reasons = new Set(left.map(({ left: why }) => why));
  expect([...reasons].toSorted()).toMatchInlineSnapshot(`
[
  "Config has no conformance pack (governance.conformancePack: false).",
  "Config has no scan of objects (phiBucket.malwareProtection: false).",
  "Config makes no database (database.enabled: false).",
  "Config makes nothing that watches the account (singletons).",
  "The trail is existing, and config names no log group of it (singletons.trail).",
  "accountSettings.ebsDefaultEncryption is off.",
  "accountSettings.iamPasswordPolicy is off.",
  "singletons.configRecorder is existing: The security account of the organization looks after it.",
  "singletons.guardDuty is existing: The security account of the organization looks after it.",
  "singletons.macie is existing: The security account of the organization looks after it.",
  "singletons.securityHub is existing: The security account of the organization looks after it.",
  "singletons.trail is existing: The security account of the organization looks after it.",
  "singletons.unusedAccessAnalyzer is existing: The security account of the organization looks after it.",
]
`);
  expect(judged.flatMap(({ configRules }) => configRules)).toEqual([]);
});

/** Mechanisms that fail. */
function failingIn(judged: readonly JudgedControl[]): readonly string[] {
  return judged.flatMap(({ citation, mechanisms }) =>
    mechanisms.filter(({ status }) => status === 'failing').map(({ id }) => `${citation} ${id}`),
  );
}

/** Mechanisms that refer to a resource. */
function referringTo(resource: Subject): readonly string[] {
  return CONTROLS.flatMap(({ citation, mechanisms }) =>
    mechanisms.filter((one) => refersTo(one, resource)).map(({ id }) => `${citation} ${id}`),
  );
}

/** Types of which no resource may go unseen. */
const ALL_OF_WHICH = [
  'AWS::CloudWatch::Alarm',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::S3::Bucket',
] as const;

/** Resources that some mechanism refers to. */
const REFERRED: readonly Subject[] = ZONE.resources.filter((resource) =>
  CONTROLS.some(({ mechanisms }) => mechanisms.some((one) => refersTo(one, resource))),
);
const CHECKS = [
  ...new Set(CONTROLS.flatMap(({ mechanisms }) => mechanisms.flatMap(({ checks }) => checks))),
];
const COUNTED: readonly CheckRow[] = [
  ...new Set(BASE.flatMap(({ mechanisms }) => mechanisms.flatMap(({ rows }) => rows))),
];

describe('depends on', () => {
  it('each single resource, and on no other', () => {
    for (const one of REFERRED) {
      const judged = judge(without(({ path, type }) => path === one.path && type === one.type));
      expect(`${one.path}: ${failingIn(judged).join()}`).toBe(
        `${one.path}: ${referringTo(one).join()}`,
      );
    }
    for (const type of ALL_OF_WHICH) {
      const all = ZONE.ofType(type);
      expect(all.filter((one) => !REFERRED.includes(one))).toEqual([]);
    }
  });

  it('all that a mechanism refers to', () => {
    const references = CONTROLS.flatMap(({ mechanisms }) =>
      mechanisms.flatMap(({ resources }) => resources),
    );
    fc.assert(
      fc.property(fc.constantFrom(...references), ({ type, under }) => {
        const gone = (view: Subject): boolean =>
          view.type === type && (under === undefined || `${view.path}/`.startsWith(`${under}/`));
        const judged = judge(without(gone));
        const hit = having(({ resources }) =>
          resources.some((reference) => reference.type === type && reference.under === under),
        );
        expect(new Set(statusesOf(judged, hit))).toEqual(new Set(['failing']));
        expect(problemsOf(judged).join('\n')).toContain(
          `No ${type} is ${under === undefined ? 'anywhere' : `under ${under}`}`,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('each rule that is named, and on no other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CHECKS), (silent) => {
        const judged = judge(withRows(LEDGER.rows.filter(({ rule }) => rule !== silent)));
        const hit = having(({ checks }) => checks.includes(silent));
        expect(changedIn(judged)).toEqual(hit);
        expect(new Set(statusesOf(judged, hit))).toEqual(new Set(['failing']));
        expect(problemsOf(judged).join('\n')).toContain(`${silent} judged none of its resources.`);
      }),
      { numRuns: 20 },
    );
  });

  it('a row of each resource that it refers to, where rules show it', () => {
    const by = (rule: string, resource: Subject) =>
      having(
        (mechanism) =>
          mechanism.checks.some((check) => check === rule) && refersTo(mechanism, resource),
      );
    fc.assert(
      fc.property(fc.constantFrom(...COUNTED), ({ path, type, stack, logicalId }) => {
        const unjudged = judge(withRows(LEDGER.rows.filter((row) => row.path !== path)));
        const hit = CHECKS.flatMap((rule) => by(rule, { path, type, stack, logicalId }));
        expect(new Set(changedIn(unjudged))).toEqual(new Set(hit));
        expect(new Set(statusesOf(unjudged, hit))).toEqual(new Set(['failing']));
        expect(problemsOf(unjudged).join('\n')).toContain(`None of its rules judged ${path}.`);
      }),
      { numRuns: 20 },
    );
  });

  it.each(['non-compliant', 'error'] as const)(
    'each finding that becomes %s, also one that was acknowledged, and on no other',
    (verdict) => {
      const acknowledged = COUNTED.filter((row) => row.verdict === 'acknowledged');
      expect(acknowledged.length).toBeGreaterThan(5);
      const any = fc.oneof(fc.constantFrom(...acknowledged), fc.constantFrom(...COUNTED));
      fc.assert(
        fc.property(any, (found) => {
          const rows = LEDGER.rows.map((row) => (row === found ? { ...row, verdict } : row));
          const judged = judge(withRows(rows));
          const hit = having(
            (mechanism) =>
              mechanism.checks.some((check) => check === found.rule) && refersTo(mechanism, found),
          );
          expect(changedIn(judged)).toEqual(hit);
          expect(new Set(statusesOf(judged, hit))).toEqual(new Set(['failing']));
        }),
        { numRuns: 10 },
      );
    },
  );

  it('no row of a rule that no mechanism names', () => {
    const open = LEDGER.rows.map((row) =>
      CHECKS.some((check) => check === row.rule)
        ? row
        : { ...row, verdict: 'non-compliant' as const },
    );
    expect(changedIn(judge(withRows(open)))).toEqual([]);
  });
});

it('shows with exceptions what has a finding that is acknowledged, and nothing else', () => {
  const mechanisms = BASE.flatMap((control) => control.mechanisms);
  const excepted = mechanisms.filter(({ rows }) =>
    rows.some(({ verdict }) => verdict === 'acknowledged'),
  );
  expect(excepted.length).toBeGreaterThan(5);
  expect(mechanisms.filter(({ status }) => status === 'shown-with-exceptions')).toEqual(excepted);
  const status = (citation: string) => statusesOf(BASE, [citation])[0];
  expect(status('164.308(a)(7)(ii)(B)')).toBe('shown-with-exceptions');
  expect(status('164.308(a)(3)(i)')).toBe('partly-shown');
});

it.each(['production', 'sandbox'] as const)(
  'counts what is acknowledged of a resource where its rule cites the row: %s',
  (profile) => {
    const { rows } = ledgerOf(profile);
    const left = CONTROLS.flatMap(({ citation, mechanisms }) => {
      const checks = new Set<string>(mechanisms.flatMap((mechanism) => mechanism.checks));
      // An acknowledgement cites too: what it alone cites is no claim of the rule.
      const cites = (row: CheckRow): boolean =>
        row.citations.includes(citation) &&
        (!row.reason.endsWith(`(45 CFR ${citation})`) ||
          rows.some(
            (other) =>
              other.rule === row.rule && other.citations.includes(citation) && other.kind === '',
          ));
      return rows
        .filter(
          ({ rule, verdict }) => verdict === 'acknowledged' && /^(?:LandingZone|HIPAA)/.test(rule),
        )
        .filter((row) => cites(row) && whyWeak(row.rule, citation) === undefined)
        .filter((row) => mechanisms.some((one) => one.checks.length > 0 && refersTo(one, row)))
        .filter(({ rule }) => !checks.has(rule))
        .map(({ rule, path }) => `${citation} ${rule} ${path}`);
    });
    expect(left).toEqual([]);
  },
);

it('takes what stands under a path, and not what begins alike', () => {
  const view = (path: string) => ({
    stack: 'hlz-test-keys',
    logicalId: path,
    path,
    type: 'AWS::KMS::Key',
    properties: {},
    taggable: true,
  });
  const views = ['Keys/Phi', 'Keys/Phi/Resource', 'Keys/PhiOther/Resource'].map(view);
  const mechanism: Mechanism = {
    id: 'keys',
    says: 'Keys.',
    resources: [{ type: 'AWS::KMS::Key', under: 'Keys/Phi', count: 2 }],
    checks: [],
    tests: [{ file: 'test/controls/judge.test.ts' }],
  };
  const [judged] = judge({
    controls: [{ ...PLAIN, mechanisms: [mechanism] }],
    zone: { ofType: () => views },
  });
  expect(judged?.mechanisms[0]?.resources.map(({ path }) => path)).toEqual([
    'Keys/Phi',
    'Keys/Phi/Resource',
  ]);
});

it('takes a row of ours without a mechanism for not shown', () => {
  expect(judge({ controls: [PLAIN] }).map(({ status }) => status)).toEqual(['not-shown']);
});

it('shows nothing without a check that ran', () => {
  const silent = judge(withRows([]));
  const untested = judge({ ...withRows([]), tests: { tests: [] } });
  for (const { status, doneBy } of [...silent, ...untested]) {
    expect(['failing', 'not-shown', doneBy]).toContain(status);
  }
  const unlooked = BASE.flatMap(({ mechanisms }) =>
    mechanisms.filter(({ rows }) => rows.length === 0),
  );
  expect(unlooked.length).toBeGreaterThan(0);
  expect(unlooked.filter(({ status }) => status !== 'not-shown')).toEqual([]);
});

/** A result for each test that the table names. */
const ALL_PASSED: TestResults = {
  tests: CONTROLS.flatMap(({ mechanisms }) =>
    mechanisms.flatMap(({ tests }) =>
      tests.map(({ file, name = '' }) => ({
        file,
        name: `${name} and so on`,
        outcome: 'passed' as const,
      })),
    ),
  ),
};

describe('tests', () => {
  const mails = 'test/lambda/breach/api/mail.test.ts';
  const bucket = 'the PHI bucket never expires a current object';
  const statusOf = (tests: TestResults['tests'], citation: string): readonly ControlStatus[] =>
    statusesOf(judge({ tests: { tests } }), [citation]);
  const but = (file: string, outcome: 'failed' | 'skipped', name?: string) =>
    ALL_PASSED.tests.map((test) =>
      test.file === file && test.name.startsWith(name ?? '') ? { ...test, outcome } : test,
    );

  it('that fail make their controls fail, and no other', () => {
    const judged = judge({ tests: { tests: but(mails, 'failed') } });
    const failing = judged.filter(({ status }) => status === 'failing');
    expect(failing.map(({ citation }) => citation)).toEqual(
      having(({ tests }) => tests.some(({ file }) => file === mails)),
    );
    expect(problemsOf(judged).every((problem) => problem.includes(mails))).toBe(true);
  });

  it('count by their names, where the table names some', () => {
    const file = 'test/stacks/data-stack.test.ts';
    const other = { file, name: 'the database is something else', outcome: 'failed' as const };
    expect(statusOf([...ALL_PASSED.tests, other], '164.310(d)(2)(i)')).toEqual(['shown']);
    expect(statusOf(but(file, 'failed', bucket), '164.310(d)(2)(i)')).toEqual(['failing']);
  });

  it.each([
    [bucket, 'shown'],
    [`${bucket} and what stands in it`, 'shown'],
    [`${bucket}s`, 'partly-shown'],
    [`${bucket}-like thing`, 'partly-shown'],
  ] as const)('named %s: %s', (name, status) => {
    const file = 'test/stacks/data-stack.test.ts';
    const others = ALL_PASSED.tests.filter((test) => !test.name.startsWith(bucket));
    const tests = [...others, { file, name, outcome: 'passed' as const }];
    expect(statusOf(tests, '164.310(d)(2)(i)')).toEqual([status]);
  });

  it.each([
    ['test/stacks/data-stack.test.ts', '164.310(d)(2)(i)'],
    [mails, '164.404(d)(1)(i)-(ii)'],
  ])('of a file that failed by itself show nothing: %s', (file, citation) => {
    const itself = { file, name: THE_FILE_ITSELF, outcome: 'failed' as const };
    expect(statusOf([...ALL_PASSED.tests, itself], citation)).toEqual(['failing']);
  });

  it('that were skipped show nothing, and neither do those that are not there', () => {
    expect(statusOf(ALL_PASSED.tests, '164.404(d)(1)(i)-(ii)')).toEqual(['shown']);
    expect(statusOf(but(mails, 'skipped'), '164.404(d)(1)(i)-(ii)')).toEqual(['partly-shown']);
    const gone = ALL_PASSED.tests.filter(({ file }) => file !== mails);
    expect(statusOf(gone, '164.404(d)(1)(i)-(ii)')).toEqual(['partly-shown']);
  });
});

describe('beside it tells', () => {
  const of = (citation: string): JudgedControl | undefined =>
    BASE.find((control) => control.citation === citation);

  it('which other rules cite a paragraph: weak citations stand here only', () => {
    expect(of('164.312(b)')?.alsoCitedBy).toContain('HIPAA.Security-LambdaDLQ');
    expect(of('164.308(a)(7)(ii)(E)')?.alsoCitedBy).toEqual(['LandingZone-RequiredTags']);
    const counted = BASE.filter(({ alsoCitedBy, mechanisms }) =>
      mechanisms.some(({ rows }) => rows.some(({ rule }) => alsoCitedBy.includes(rule))),
    );
    expect(counted).toEqual([]);
  });

  it('none of what only an acknowledgement cites', () => {
    const rule = 'HIPAA.Security-APIGWCacheEnabledAndEncrypted';
    expect(LEDGER.rows.find((row) => row.rule === rule)?.citations).toContain('164.312(a)(1)');
    expect(of('164.312(a)(1)')?.alsoCitedBy).not.toContain(rule);
    expect(of('164.312(a)(2)(iv)')?.alsoCitedBy).toContain(rule);
  });

  it('which rules of AWS Config cite it, or a paragraph below it that has no row', () => {
    expect(of('164.312(b)')?.configRules).toContain('cloud-trail-cloud-watch-logs-enabled');
    expect(of('164.310(b)')?.configRules).toEqual([]);
    const [above] = judge({ controls: [{ ...PLAIN, citation: '164.308(a)(7)(ii)' }] });
    expect(above?.configRules).toEqual(
      expect.arrayContaining(of('164.308(a)(7)(ii)(A)')?.configRules ?? ['none']),
    );
  });
});
