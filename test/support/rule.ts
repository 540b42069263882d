import { App, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import type { Expectations } from '../../lib/compliance/expectations';
import { subjectInTree } from '../../lib/compliance/rule-pack';
import type { Rule } from '../../lib/compliance/rule';
import type { JsonObject } from '../../lib/compliance/reading/zone-view';
import { zoneView } from '../../lib/compliance/reading/zone-view';

/** What a production zone is held to. */
export const PRODUCTION: Expectations = {
  account: '111122223333',
  region: 'us-east-1',
  lockMode: 'COMPLIANCE',
  auditDays: 2192,
  backupDays: 35,
  permanent: true,
  egress: false,
  roles: { workloadPath: '/hlz/', workloadTag: 'hlz-workload', servicePath: '/hlz-service/' },
  settings: [],
};

/** Resources by logical id, as a template has them. */
export type Resources = Readonly<
  Record<string, { readonly Type: string; readonly Properties?: JsonObject }>
>;

/**
 * What a rule finds in the resource `Subject` of a stack: its findings, or undefined when it does
 * not apply. `elsewhere` is a second stack; its outputs export under their own names.
 */
export function findIn(
  rule: Rule,
  resources: Resources,
  {
    expectations = PRODUCTION,
    elsewhere = {},
    exports = {},
  }: {
    readonly expectations?: Expectations;
    readonly elsewhere?: Resources;
    /** Values of the second stack by export name. */
    readonly exports?: Readonly<Record<string, unknown>>;
  } = {},
): readonly string[] | undefined {
  const app = new App({ autoSynth: false, analyticsReporting: false });
  const here = new Stack(app, 'Here');
  const there = new Stack(app, 'There');
  for (const [stack, content] of [
    [here, resources],
    [there, elsewhere],
  ] as const) {
    for (const [id, { Type: type, Properties: properties = {} }] of Object.entries(content)) {
      new CfnResource(stack, id, { type, properties });
    }
  }
  for (const [exportName, value] of Object.entries(exports)) {
    new CfnOutput(there, exportName, { exportName, value: value as string });
  }
  const zone = zoneView(app, subjectInTree, expectations);
  const subject = zone.resources.find(({ logicalId }) => logicalId === 'Subject');
  if (subject === undefined) throw new Error('no resource has the id Subject');
  const applies = rule.types === 'every' || rule.types.includes(subject.type);
  return applies ? rule.find(subject, zone) : undefined;
}
