import { context as cdkContext } from '../cdk.json';
import { appOptions } from '../lib/app-options';

/** Context that is none of ours: of CDK, of its CLI, of libraries, of look-ups, of an application team. */
const OTHERS = {
  ...cdkContext,
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:toolkit:default-region': 'us-east-1',
  'cdk-nag.rules': true,
  'availability-zones:account=111122223333:region=us-east-1': ['us-east-1a'],
  'config-rules:account=111122223333': [],
  'configs/library': true,
  'acknowledged-issue-numbers': [1],
  stage: 'dev',
};

it('reads our options among the context of others', () => {
  expect(appOptions(OTHERS)).toEqual({ file: 'config/sandbox.yaml' });
  expect(appOptions({ ...OTHERS, config: 'x.yaml', 'as-of': '2027-12-01' })).toEqual({
    file: 'x.yaml',
    asOf: '2027-12-01',
  });
});

it.each([
  ['conifg', 'config'],
  ['confg', 'config'],
  ['conf', 'config'],
  ['Config', 'config'],
  ['configs', 'config'],
  ['config-file', 'config'],
  ['configFile', 'config'],
  ['asof', 'as-of'],
  ['as_of', 'as-of'],
  ['asOf', 'as-of'],
  ['as-off', 'as-of'],
])('refuses the key %s, which would be passed over', (key, meant) => {
  expect(() => appOptions({ ...OTHERS, [key]: 'x' })).toThrow(
    `${key}: unknown option. Did you mean -c ${meant}=...?`,
  );
});

it.each<[Readonly<Record<string, unknown>>, string]>([
  [{ 'as-of': '2027-13-45' }, 'as-of: found "2027-13-45", expected a day such as 2027-12-01.'],
  [{ 'as-of': '2027-02-30' }, 'as-of: found "2027-02-30", expected a day such as 2027-12-01.'],
  [{ 'as-of': '' }, 'as-of: found "", expected a day such as 2027-12-01.'],
  [{ config: '' }, 'config: names no file. Write -c config=<file>.'],
  [{ config: true }, 'config: names no file. Write -c config=<file>.'],
])('refuses the option %j', (context, message) => {
  expect(() => appOptions(context)).toThrow(message);
});
