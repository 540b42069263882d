import { CfnResource, Stack } from 'aws-cdk-lib';
import { createApp } from '../../lib/app';
import type { Rule } from '../../lib/compliance/rule';
import { RULES } from '../../lib/compliance/rules';
import { zonePack } from '../../lib/compliance/zone-pack';
import { PRODUCTION } from '../support/rule';

function outcomes(find: Rule['find'], types: Rule['types'] = ['AWS::SNS::Topic']): unknown {
  const stack = new Stack(createApp(), 'Stack');
  new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' });
  new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue' });
  const rule: Rule = { name: 'R', asks: 'It asks.', citations: ['164.312(b)'], types, find };
  return zonePack(PRODUCTION, [rule])
    .evaluate(stack)
    .map(({ path, outcome, description }) => [path, outcome, description]);
}

it('asks a rule about its types only', () => {
  expect(outcomes(() => [])).toEqual([
    ['Stack/Topic', 'compliant', 'It asks.'],
    ['Stack/Queue', 'not-applicable', 'It asks.'],
  ]);
});

it('asks a general rule about everything', () => {
  expect(outcomes(({ type }) => (type === 'AWS::SQS::Queue' ? undefined : []), 'every')).toEqual([
    ['Stack/Topic', 'compliant', 'It asks.'],
    ['Stack/Queue', 'not-applicable', 'It asks.'],
  ]);
});

it('says everything that a rule has found', () => {
  expect(outcomes(() => ['One.', 'Two.'])).toEqual([
    ['Stack/Topic', 'non-compliant', 'It asks. One. Two.'],
    ['Stack/Queue', 'not-applicable', 'It asks.'],
  ]);
});

it('takes a rule that throws for one that has not passed', () => {
  const [topic] = outcomes(() => {
    throw new Error('cannot read it');
  }) as readonly unknown[];
  expect(topic).toEqual(['Stack/Topic', 'error', 'The rule threw: cannot read it']);
});

describe('the rules', () => {
  it('have names of their own, in alphabetical order', () => {
    const names = RULES.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].toSorted());
  });

  it.each(RULES.map((rule) => [rule.name, rule] as const))(
    '%s says what it asks, and where the law does',
    (_, { asks, citations }) => {
      expect(asks).toMatch(/^[A-Z].{20,}\.$/);
      for (const citation of citations) {
        expect(citation).toMatch(/^164\.\d{3}\([a-z]\)(?:\(\d\))?(?:\([ivx]+\))?(?:\([A-Z]\))?$/);
      }
    },
  );
});
