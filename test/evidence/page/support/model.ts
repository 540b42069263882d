import { loadZoneConfig } from '../../../../lib/config/load';
import { ROOT } from '../../../support/root';
import type { CheckRow } from '../../../../lib/compliance/check-ledger';
import type { Subject } from '../../../../lib/compliance/evaluation';
import type { Expectations } from '../../../../lib/compliance/expectations';
import type { JudgedControl, JudgedMechanism } from '../../../../lib/controls/judged';
import type { EvidenceModel } from '../../../../lib/evidence/model';
import { zoneOfStacks } from '../../../../lib/evidence/zone/evidence-zone';

/** Rows of a register that paper leaves out. */
export const LONG = 60;

/** Writes a text of the made-up pack; a test gives one that makes all of them hostile. */
export type Say = (text: string) => string;

/** Nothing here is held to it: a zone needs one to be read. */
const EXPECTATIONS: Expectations = {
  account: '111122223333',
  region: 'us-east-1',
  lockMode: 'GOVERNANCE',
  auditDays: 1,
  backupDays: 1,
  permanent: false,
  egress: false,
  roles: { workloadPath: '/hlz/', workloadTag: 'hlz-workload', servicePath: '/hlz-service/' },
  settings: [],
};

const RUN = {
  sha256: '0b'.repeat(32),
  started: '2026-11-26T07:00:00.000Z',
  passed: 1,
  failed: 1,
  skipped: 1,
};

/** Resources of a mechanism that are more than the page lists at once. */
export const MANY = 24;

/**
 * A made-up pack, small, with one of everything that the page can show.
 *
 * @param say what becomes of each text that a person or a template could bring
 */
export function madeUpModel(say: Say = (text) => text): EvidenceModel {
  const config = loadZoneConfig('config/sandbox.yaml', ROOT).config;
  const subjects = Array.from({ length: MANY }, (_, at) => subject(say, at));
  const rows = subjects.flatMap((of, at) => rowsOf(say, of, at));
  const named = { name: say('Sam Example'), email: say('sam@hospital.example') };
  return {
    source: {
      version: say('1.2.3'),
      commit: say('0123abcd'),
      date: say('2026-11-26T08:00:00Z'),
      dated: 'commit',
    },
    inputs: { config: '0c'.repeat(32), tests: RUN, answers: '0a'.repeat(32) },
    config: {
      ...config,
      name: say('mercy'),
      owner: say('platform'),
      account: say('111122223333'),
      organization: {
        ...config.organization,
        name: say('Mercy Example Hospital'),
        securityOfficial: named,
        privacyOfficial: named,
      },
    },
    zone: zoneOfStacks([stackOf(say, subjects)], EXPECTATIONS),
    ledger: {
      zone: say('mercy'),
      profile: say('sandbox'),
      packs: [
        {
          name: say('HIPAA.Security'),
          version: say('3.0.2'),
          rules: 2,
          resources: MANY,
          notApplicable: {},
        },
      ],
      settings: [{ setting: say('macie'), mode: 'off', reason: say('looked at elsewhere') }],
      rows,
    },
    problems: [say('Keys/Phi: an acknowledgement matches nothing. Delete it.')],
    controls: controls(say, subjects, rows),
    tables: [
      {
        id: 'acknowledgements',
        title: say('Acknowledgement register'),
        explains: say('Findings that stay, with the reason.'),
        columns: [say('Rule'), say('Reason'), say('Days')],
        rows: [
          [say('RuleB'), say('A service writes here.'), '30'],
          [say('RuleA'), say('AWS names the resource.'), '7'],
          [say('RuleC'), say('No template can.'), '365'],
        ],
      },
      {
        id: 'encryption',
        title: say('Encryption'),
        explains: say('Stores and their keys.'),
        columns: [say('Store'), say('Key')],
        rows: [[say('Keys/Phi0'), say('alias/hlz/mercy/phi')]],
      },
      {
        // As a picture is called too.
        id: 'network',
        title: say('Assets'),
        explains: say('Every resource.'),
        columns: [say('Path')],
        rows: Array.from({ length: LONG }, (_, at) => [say(`Asset ${at}`)]),
      },
    ],
    pictures: [
      {
        id: 'network',
        title: say('Network'),
        explains: say('Three subnets without a way out.'),
        svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 120" role="img" class="hlz-network"><title>Network</title><desc>A box</desc><style>.hlz-network text{font-family:&quot;Segoe UI&quot;,sans-serif}</style><rect x="10" y="10" width="380" height="100" fill="none" stroke="currentColor"/><text x="30" y="60" fill="currentColor">Private subnet</text></svg>',
      },
    ],
    checklists: [
      {
        id: 'launch',
        title: say('Before PHI comes in'),
        explains: say('What people must have done.'),
        items: [
          {
            id: 'baa',
            asks: say('Accept the BAA in AWS Artifact.'),
            citations: [say('164.308(b)(1)')],
          },
          { id: 'risk', asks: say('Assess the risks.'), citations: [] },
          { id: 'drill', asks: say('Practise a restore.'), citations: [] },
        ],
      },
    ],
    answers: { baa: { state: 'done', note: say('Accepted, file 12.') } },
    tests: {
      tests: [
        {
          file: say('test/stacks/keys-stack.test.ts'),
          name: say('rotates keys'),
          outcome: 'passed',
        },
        { file: say('test/stacks/keys-stack.test.ts'), name: say('keeps keys'), outcome: 'failed' },
        { file: say('test/zone.test.ts'), name: say('has an order'), outcome: 'skipped' },
      ],
      run: RUN,
      lacks: ['The run was interrupted.'],
    },
  };
}

function subject(say: Say, at: number): Subject {
  return {
    stack: say('hlz-mercy-keys'),
    logicalId: say(`Phi${at}`),
    path: say(`Keys/Phi${at}`),
    type: say(at === 3 ? 'AWS::KMS::Alias' : 'AWS::KMS::Key'),
  };
}

function stackOf(
  say: Say,
  subjects: readonly Subject[],
): Parameters<typeof zoneOfStacks>[0][number] {
  const resources = subjects.map(({ logicalId, path, type }, at) => [
    logicalId,
    {
      Type: type,
      DeletionPolicy: 'Retain',
      Properties: {
        Description: say(`Key ${at}`),
        // One is longer than an excerpt.
        KeyPolicy: Array.from({ length: at === 0 ? 200 : 1 }, () => ({ Effect: say('Allow') })),
      },
      Metadata: { 'aws:cdk:path': path },
    },
  ]);
  return {
    id: 'Keys',
    name: say('hlz-mercy-keys'),
    terminationProtection: true,
    template: JSON.stringify({ Resources: Object.fromEntries(resources) }),
  };
}

function rowsOf(say: Say, of: Subject, at: number): readonly CheckRow[] {
  const row = {
    ...of,
    pack: say('HIPAA.Security'),
    finding: '',
    citations: [say('164.312(a)(2)(iv)')],
    review: '',
    kind: '',
  } as const;
  const rule = say('HIPAA.Security-KMSBackingKeyRotationEnabled');
  if (at === 5) {
    return [
      {
        ...row,
        rule,
        verdict: 'acknowledged',
        reason: say('A key of this kind cannot rotate. (45 CFR 164.312(a)(2)(iv))'),
        review: say('2027-11-01'),
        kind: 'inherent',
      },
    ];
  }
  if (at === 7)
    return [{ ...row, rule, verdict: 'non-compliant', reason: say('It does not rotate.') }];
  return [
    { ...row, rule, verdict: 'compliant', reason: '' },
    { ...row, rule: say('LandingZone-KeyDenials'), finding: '*', verdict: 'compliant', reason: '' },
  ];
}

function controls(
  say: Say,
  subjects: readonly Subject[],
  rows: readonly CheckRow[],
): readonly JudgedControl[] {
  const mechanism: JudgedMechanism = {
    id: 'keys',
    says: say('Six KMS keys encrypt what the zone stores.'),
    status: 'failing',
    resources: subjects,
    rows,
    tests: [
      { file: say('test/stacks/keys-stack.test.ts'), outcome: 'passed' },
      { file: say('test/stacks/keys-stack.test.ts'), name: say('keeps keys'), outcome: 'failed' },
      { file: say('test/zone.test.ts'), outcome: 'not-run' },
    ],
    left: '',
    problems: [say('A finding is open on Keys/Phi7. Mend it.')],
  };
  const left: JudgedMechanism = {
    ...mechanism,
    id: 'macie',
    says: say('Macie looks for what nobody expects.'),
    status: 'not-shown',
    resources: [],
    rows: [],
    tests: [],
    left: say('Macie runs in the account of the security team.'),
    problems: [],
  };
  const control: JudgedControl = {
    citation: '164.312(a)(2)(iv)',
    ruleVersion: '2013-omnibus',
    title: say('Encryption and decryption'),
    oscalId: 's164.312-a-2-iv',
    type: 'addressable',
    doneBy: 'code',
    asks: say('Encrypt and decrypt ePHI.'),
    duties: [],
    note: say('At rest.'),
    status: 'failing',
    mechanisms: [mechanism, left],
    alsoCitedBy: [say('HIPAA.Security-WAFEnabled')],
    configRules: [say('kms-cmk-not-scheduled-for-deletion')],
  };
  const passed = rows.filter(({ verdict }) => verdict === 'compliant');
  return [
    {
      ...control,
      citation: '164.308(a)(1)(ii)(A)',
      oscalId: 's164.308-a-1-ii-a',
      title: say('Risk analysis'),
      type: 'required',
      doneBy: 'customer',
      asks: say('Know the risks.'),
      status: 'customer',
      mechanisms: [],
      duties: [{ does: say('Write the risk analysis.'), keeps: say('The analysis, six years.') }],
      alsoCitedBy: [],
      configRules: [],
    },
    {
      ...control,
      citation: '164.310(a)(1)',
      oscalId: 's164.310-a-1',
      title: say('Facility access controls'),
      type: 'standard',
      doneBy: 'aws',
      status: 'aws',
      mechanisms: [],
    },
    control,
    {
      ...control,
      citation: '164.312(b)',
      oscalId: 's164.312-b',
      title: say('Audit controls'),
      type: 'standard',
      doneBy: 'shared',
      asks: say('Record who did what; see 164.312(a)(2)(iv) too.'),
      status: 'shown',
      mechanisms: [
        {
          ...mechanism,
          status: 'shown',
          resources: subjects.slice(0, 2),
          rows: passed.slice(0, 4),
          problems: [],
        },
      ],
      duties: [{ does: say('Read the reports.'), keeps: say('Minutes of the review.') }],
    },
    {
      ...control,
      citation: '164.402 "Unsecured PHI"',
      oscalId: 's164.402-unsecured-phi',
      title: say('Unsecured protected health information'),
      type: 'definition',
      doneBy: 'code',
      status: 'shown-with-exceptions',
      mechanisms: [{ ...mechanism, status: 'shown-with-exceptions', problems: [] }],
    },
    ...(['partly-shown', 'not-shown'] as const).map((status, at): JudgedControl => ({
      ...control,
      citation: `164.404(${at + 1})`,
      oscalId: `s164.404-${at + 1}`,
      title: say('Notice'),
      type: at === 0 ? 'breach-standard' : 'breach-specification',
      status,
      mechanisms: [left],
    })),
  ];
}
