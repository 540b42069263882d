import { retentionClass } from '../../../lib/compliance/rules/retention-class';
import { findIn } from '../../support/rule';

const find = (type: string, tags: unknown) =>
  findIn(retentionClass, { Subject: { Type: type, Properties: { Tags: tags } } });

describe.each(['AWS::S3::Bucket', 'AWS::Logs::LogGroup'])('of %s', (type) => {
  it.each(['audit', 'operational', 'phi'])('takes the class %s', (value) => {
    expect(find(type, [{ Key: 'RetentionClass', Value: value }])).toEqual([]);
  });

  it.each([
    [undefined],
    [[]],
    [[{ Key: 'RetentionClass', Value: 'Audit' }]],
    [[{ Key: 'RetentionClass', Value: { Ref: 'Parameter' } }]],
    [[{ Key: 'retentionclass', Value: 'audit' }]],
  ])('refuses the tags %j', (tags) => {
    expect(find(type, tags)).toHaveLength(1);
  });
});
