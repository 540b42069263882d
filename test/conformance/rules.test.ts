import { isDeepStrictEqual } from 'node:util';
import { ManagedRuleIdentifiers, ResourceType } from 'aws-cdk-lib/aws-config';
import { PASSWORD_POLICY } from '../../lib/constructs/baseline/account-settings';
import { EXPECTED_FINDINGS } from '../../lib/conformance/expected';
import { LEFT_OUT_KINDS, LEFT_OUT_RULES } from '../../lib/conformance/left-out';
import { HELD_RULES, RULE_GROUPS } from '../../lib/conformance/rules';
import { AWS_PACK, citationsOfNag } from './aws-pack';

const pair = ({ name, identifier }: { name: string; identifier: string }): string =>
  `${name} ${identifier}`;

it('holds or leaves out each rule of the HIPAA pack of AWS, and no rule twice', () => {
  expect(AWS_PACK).toHaveLength(130);
  expect([...HELD_RULES, ...LEFT_OUT_RULES].map(pair).toSorted()).toEqual(
    AWS_PACK.map(pair).toSorted(),
  );
});

it('holds rules that AWS Config knows', () => {
  const known = new Set<unknown>(Object.values(ManagedRuleIdentifiers));
  const unknown = HELD_RULES.filter(({ identifier }) => !known.has(identifier));
  // Rules of AWS's pack all the same: the list of the CDK is older, and has no process checks.
  expect(unknown.map(({ identifier }) => identifier)).toEqual([
    'AWS_CONFIG_PROCESS_CHECK',
    'NO_UNRESTRICTED_ROUTE_TO_IGW',
  ]);
});

describe.each(HELD_RULES.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const aws = AWS_PACK.find((other) => other.identifier === rule.identifier);
  const { aws: cited = [], steampipe = [] } = rule.citations;

  it('has the types of the rule in the pack of AWS, all of which AWS Config records', () => {
    const recorded = new Set(
      Object.values(ResourceType).map(({ complianceResourceType }) => complianceResourceType),
    );
    expect(rule.scope ?? []).toEqual(aws?.types);
    expect((rule.scope ?? []).filter((type) => !recorded.has(type))).toEqual([]);
  });

  it('has parameters that it takes, and says why where they are not those of AWS', () => {
    const ours = rule.parameters ?? {};
    const theirs = [...(aws?.parameters ?? [])].filter(([, value]) => value !== undefined);
    expect(Object.keys(ours).filter((key) => aws?.parameters.has(key) !== true)).toEqual([]);
    const same = isDeepStrictEqual({ ...ours }, Object.fromEntries(theirs));
    expect(rule.departs === undefined).toBe(same);
  });

  it('cites what AWS cites, and marks the rest', () => {
    // cdk-nag adds two to this one, which its own rule does not have.
    const strange =
      name === 'sns-encrypted-kms' ? ['164.308(a)(1)(ii)(B)', '164.314(b)(2)(i)'] : [];
    // The row that stands first on AWS's page; cdk-nag has no process checks.
    const first = name === 'annual-risk-assessment-performed' ? ['164.308(a)(1)(ii)(A)'] : [];
    const expected = [...(citationsOfNag().get(name) ?? []), ...first];
    expect(cited.toSorted()).toEqual(expected.filter((citation) => !strange.includes(citation)));
    expect(new Set([...cited, ...steampipe]).size).toBe(cited.length + steampipe.length);
  });
});

it('reads the citations of cdk-nag at all', () => {
  expect(citationsOfNag().size).toBeGreaterThan(110);
});

it('asks for the password policy that the zone sets', () => {
  const rule = HELD_RULES.find(({ identifier }) => identifier === 'IAM_PASSWORD_POLICY');
  expect(rule?.parameters).toMatchObject(PASSWORD_POLICY);
});

it('leaves no rule out without a reason', () => {
  for (const { kind, reason } of LEFT_OUT_RULES) {
    expect(reason).toMatch(/^.{30,}\.$/);
    expect(Object.keys(LEFT_OUT_KINDS)).toContain(kind);
  }
});

it('expects findings of rules that it holds', () => {
  const held = new Set(HELD_RULES.map(({ name }) => name));
  const named = EXPECTED_FINDINGS.flatMap(({ rules }) => rules);
  expect(named.filter((name) => !held.has(name))).toEqual([]);
});

it('names, in a reason, only rules that it holds', () => {
  const names = new Set(AWS_PACK.map(({ name }) => name));
  const held = new Set(HELD_RULES.map(({ name }) => name));
  const mentioned = LEFT_OUT_RULES.flatMap(
    ({ reason }) => reason.match(/[a-z0-9]+(?:-[a-z0-9]+)+/g) ?? [],
  );
  expect(mentioned.filter((word) => names.has(word) && !held.has(word))).toEqual([]);
});

it('says of each group whether a zone has what it watches', () => {
  expect(RULE_GROUPS.filter(({ watches }) => watches === 'guard')).toHaveLength(1);
});
