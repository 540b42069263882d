import type { Evaluation } from '../../lib/compliance/evaluation';
import { mergePasses } from '../../lib/compliance/merge-passes';

function evaluation(overrides: Partial<Evaluation>): Evaluation {
  return {
    pack: 'P',
    rule: 'P-Rule',
    finding: '',
    stack: 'stack',
    logicalId: 'Bucket',
    path: 'Stack/Bucket',
    type: 'AWS::S3::Bucket',
    citations: [],
    description: '',
    outcome: 'compliant',
    ...overrides,
  };
}

describe('mergePasses', () => {
  it.each([
    ['compliant', 'compliant', ['compliant']],
    ['compliant', 'non-compliant', ['non-compliant']],
    ['non-compliant', 'compliant', ['non-compliant']],
    ['non-compliant', 'non-compliant', ['non-compliant']],
    ['not-applicable', 'non-compliant', ['non-compliant']],
    ['not-applicable', 'compliant', ['compliant']],
    ['not-applicable', 'not-applicable', ['not-applicable']],
    ['error', 'compliant', ['error']],
    ['compliant', 'error', ['error']],
  ] as const)('says of %s in the tree and %s in the template: %j', (tree, template, merged) => {
    const outcomes = mergePasses(
      [evaluation({ outcome: tree })],
      [evaluation({ outcome: template })],
    ).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(merged);
  });

  it('keeps what only the template has', () => {
    const raw = evaluation({ logicalId: 'Raw', outcome: 'non-compliant' });
    expect(mergePasses([evaluation({})], [evaluation({}), raw])).toContainEqual(raw);
  });

  it('keeps each finding of a rule once', () => {
    const findings = ['Resource::*', 'Action::s3:*'].map((finding) =>
      evaluation({ finding, outcome: 'non-compliant' }),
    );
    expect(mergePasses(findings, findings.toReversed())).toEqual(findings);
  });

  it.each(['HIPAA.Security', 'NIST.800.53.R5'])(
    'takes the verdict on the default security group from the tree (%s)',
    (pack) => {
      const rule = `${pack}-VPCDefaultSecurityGroupClosed`;
      const tree = evaluation({ rule, outcome: 'compliant' });
      const template = evaluation({ rule, outcome: 'non-compliant' });
      expect(mergePasses([tree], [template])).toEqual([tree]);
    },
  );

  it('judges a VPC that only the template has by the template', () => {
    const rule = 'HIPAA.Security-VPCDefaultSecurityGroupClosed';
    const raw = evaluation({ rule, logicalId: 'Raw', outcome: 'non-compliant' });
    expect(mergePasses([], [raw])).toEqual([raw]);
  });
});
