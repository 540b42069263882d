import { App, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnAlias } from 'aws-cdk-lib/aws-kms';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { subjectInTree } from '../../../lib/compliance/rule-pack';
import { requiredTags } from '../../../lib/compliance/rules/required-tags';
import { zoneView } from '../../../lib/compliance/reading/zone-view';
import { PRODUCTION } from '../../support/rule';

const TAGS = { Environment: 'production', DataClass: 'PHI', Owner: 'platform', Zone: 'mercy' };

/** Only a typed resource tells whether it takes tags. */
function find(make: (scope: Construct) => CfnResource): readonly string[] | undefined {
  const app = new App({ autoSynth: false, analyticsReporting: false });
  make(new Stack(app, 'Here'));
  const zone = zoneView(app, subjectInTree, PRODUCTION);
  const [subject] = zone.resources;
  if (subject === undefined) throw new Error('no resource');
  return requiredTags.find(subject, zone);
}

const queue = (tags: Readonly<Record<string, string>>) => (scope: Construct) =>
  new CfnQueue(scope, 'Queue', {
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  });

it.each(['PHI', 'synthetic'])('takes a list of tags with DataClass %s', (dataClass) => {
  expect(find(queue({ ...TAGS, DataClass: dataClass, Extra: 'x' }))).toEqual([]);
});

it('takes a map of tags', () => {
  expect(find((scope) => new CfnUserPool(scope, 'Pool', { userPoolTags: TAGS }))).toEqual([]);
});

it.each(Object.keys(TAGS))('refuses a resource without %s', (key) => {
  for (const value of ['', ' ', Fn.ref('Parameter')]) {
    expect(find(queue({ ...TAGS, [key]: value }))).toEqual([
      expect.stringContaining(`The tag ${key} is missing or no literal`),
    ]);
  }
  const others = Object.fromEntries(Object.entries(TAGS).filter(([other]) => other !== key));
  expect(find(queue(others))).toEqual([expect.stringContaining(`The tag ${key} is missing`)]);
});

it('refuses an unknown DataClass', () => {
  expect(find(queue({ ...TAGS, DataClass: 'public' }))).toEqual([
    expect.stringContaining('DataClass is none of'),
  ]);
});

it('leaves types alone that take no tags', () => {
  expect(
    find((scope) => new CfnAlias(scope, 'Alias', { aliasName: 'alias/x', targetKeyId: 'x' })),
  ).toBeUndefined();
  expect(
    find((scope) => new CfnResource(scope, 'Raw', { type: 'Custom::Setting' })),
  ).toBeUndefined();
});
