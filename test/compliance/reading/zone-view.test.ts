import { App, CfnOutput, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { subjectInTree } from '../../../lib/compliance/rule-pack';
import { at, zoneView } from '../../../lib/compliance/reading/zone-view';
import { PRODUCTION } from '../../support/rule';

function view(build: (here: Stack, there: Stack) => void): ReturnType<typeof zoneView> {
  const app = new App({ autoSynth: false });
  build(new Stack(app, 'Here'), new Stack(app, 'There'));
  return zoneView(app, subjectInTree, PRODUCTION);
}

it('shows a typed resource, an override and a raw one as the template has them', () => {
  const zone = view((here, there) => {
    const typed = new CfnBucket(here, 'Typed', {
      bucketName: 'a',
      versioningConfiguration: undefined,
    });
    typed.addPropertyOverride('ObjectLockEnabled', true);
    new CfnResource(there, 'Raw', { type: 'AWS::S3::Bucket', properties: { BucketName: 'b' } });
  });
  expect(zone.ofType('AWS::S3::Bucket').map(({ properties }) => properties)).toStrictEqual([
    { BucketName: 'a', ObjectLockEnabled: true },
    { BucketName: 'b' },
  ]);
});

it('follows references in a stack, and through an export into another', () => {
  const zone = view((here, there) => {
    const key = new CfnResource(there, 'Key', { type: 'AWS::KMS::Key' });
    new CfnOutput(there, 'Out', { value: key.getAtt('Arn').toString(), exportName: 'the-key' });
    const topic = new CfnResource(here, 'Topic', {
      type: 'AWS::SNS::Topic',
      properties: { KmsMasterKeyId: Fn.importValue('the-key') },
    });
    new CfnResource(here, 'Policy', {
      type: 'AWS::SNS::TopicPolicy',
      properties: { Topics: [topic.ref], Other: Fn.join('/', ['x', topic.ref]), Free: 'text' },
    });
  });
  const [topic] = zone.ofType('AWS::SNS::Topic');
  const [policy] = zone.ofType('AWS::SNS::TopicPolicy');
  if (topic === undefined || policy === undefined) throw new Error('not there');
  expect(zone.follow(topic, topic.properties['KmsMasterKeyId'])?.path).toBe('There/Key');
  expect(zone.follow(policy, policy.properties['Free'])).toBeUndefined();
  expect(zone.follow(topic, { 'Fn::ImportValue': 'another' })).toBeUndefined();
  expect(zone.follow(topic, { Ref: 'AWS::Region' })).toBeUndefined();
  expect(zone.mentioned(policy, policy.properties).map(({ path }) => path)).toEqual([
    'Here/Topic',
    'Here/Topic',
  ]);
});

it('follows references in texts that are substituted, also behind an export', () => {
  const zone = view((here, there) => {
    const key = new CfnResource(there, 'Key', { type: 'AWS::KMS::Key' });
    new CfnOutput(there, 'Out', { value: Fn.sub(`\${${key.logicalId}.Arn}`), exportName: 'key' });
    new CfnResource(here, 'Bucket', { type: 'AWS::S3::Bucket' });
    new CfnResource(here, 'Policy', {
      type: 'AWS::S3::BucketPolicy',
      properties: {
        Bucket: Fn.sub('${Bucket}'),
        Objects: Fn.sub('${Bucket.Arn}/${Key}', { Key: Fn.importValue('key') }),
      },
    });
  });
  const [policy] = zone.ofType('AWS::S3::BucketPolicy');
  if (policy === undefined) throw new Error('not there');
  const { Bucket: bucket, Objects: objects } = policy.properties;
  expect(zone.follow(policy, bucket)?.path).toBe('Here/Bucket');
  expect(zone.follow(policy, objects)).toBeUndefined();
  expect(zone.mentioned(policy, objects).map(({ path }) => path)).toEqual([
    'Here/Bucket',
    'There/Key',
  ]);
});

it('does not take a resource of another stack for one of the same name', () => {
  const zone = view((here, there) => {
    new CfnResource(there, 'Key', { type: 'AWS::KMS::Key' });
    new CfnResource(here, 'Topic', { type: 'AWS::SNS::Topic' });
  });
  const [topic] = zone.ofType('AWS::SNS::Topic');
  if (topic === undefined) throw new Error('not there');
  expect(zone.follow(topic, { 'Fn::GetAtt': ['Key', 'Arn'] })).toBeUndefined();
});

it('knows of a typed resource whether it takes tags', () => {
  const zone = view((here) => {
    new CfnBucket(here, 'Bucket');
    new CfnResource(here, 'Raw', { type: 'AWS::S3::Bucket' });
  });
  expect(zone.resources.map(({ taggable }) => taggable)).toEqual([true, false]);
});

it.each([
  [{ a: { b: 1 } }, ['a', 'b'], 1],
  [{ a: { b: 1 } }, ['a', 'c', 'd'], undefined],
  [[1], ['0'], undefined],
  [undefined, ['a'], undefined],
])('reads %j at %j', (value, path, expected) => {
  expect(at(value, ...path)).toBe(expected);
});
