import assert from 'node:assert/strict';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { templateChanges, touchesStateful } from '../../../support/template-changes';
import { deployAssembly } from '../../zone/cdk';
import { afterDeploy } from '../../site/deploy-zone';
import type { PeopleScene } from '../people/scene';
import { deployFailing, firstDeployFailing } from './failing';
import { keep, ON_DUTY } from './kept';
import { meanwhile } from './meanwhile';
import { goesOn } from './goes-on';
import { standingStores } from './stores';
import { makeFirst, makeVersionB, templatesIn } from './version-b';

const CALLS_EACH = 25;

/**
 * Brings the next version of the app into the zone, as docs/upgrade.md says: what it does is looked at first, it
 * fails twice on the way, and everything that was there goes on.
 */
export async function update(scene: PeopleScene): Promise<void> {
  const { aws, report, shop, zone } = scene;
  const kept = await report.step('version A: data, and a checkpoint that is kept', () =>
    keep(scene),
  );
  const [assembly, first] = await report.step('version B: all checks, what it changes', () =>
    Promise.all([versionB(scene), makeFirst(shop, zone.name)]),
  );
  const stores = await standingStores(aws, zone);
  const failed = await report.step('deploys that fail, and are rolled back', () =>
    deployFailing(scene, kept, assembly),
  );
  const code = await codeOf(scene);
  const { answered, eventIds } = await report.step('cdk deploy of version B, repeated', () =>
    meanwhile(
      scene,
      kept,
      CALLS_EACH,
      deployAssembly(shop, assembly),
      async () => (await codeOf(scene)) !== code,
    ),
  );
  // Of the last round all are: version B was there already while it was still deployed.
  assert.ok(answered.before > 0 && answered.after > ON_DUTY.length, JSON.stringify(answered));
  report.fact(
    `while functions were replaced ${String(answered.before)} calls of people were answered by version A and ${String(answered.after)} by version B; ${String(answered.again)} of them had to be made again, since the emulator kills what Lambda lets end`,
  );
  const people = { ...scene, zone: await afterDeploy(scene, assembly, 'again') };
  assert.deepEqual(await standingStores(aws, people.zone), stores);
  report.fact(
    `${String(stores.length)} stores, keys and mappings of streams are the ones of version A`,
  );
  await report.step('everything goes on with version B', () =>
    goesOn({ ...people, people: people.zone.people }, kept, [...failed, ...eventIds]),
  );
  await report.step('a first deploy that fails', () => firstDeployFailing(scene, first));
}

/** By the hash of its code, the function that answers for sessions. */
async function codeOf({ aws, people }: PeopleScene): Promise<string | undefined> {
  const FunctionName = people.functions['access-api'];
  const { CodeSha256 } = await aws.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName }),
  );
  return CodeSha256;
}

/** What it does is looked at before it is deployed: nothing to what can be lost. */
async function versionB({ report, shop, zone }: PeopleScene): Promise<string> {
  const made = await makeVersionB(shop, zone.name);
  const changes = templateChanges(templatesIn(zone.assembly), templatesIn(made));
  assert.ok(changes.length > 0);
  assert.deepEqual(touchesStateful(changes), []);
  const types = new Set(changes.map(({ type, change }) => `${type} ${change}`));
  report.fact(
    `it changes ${String(changes.length)} resources and none that can be lost: ${[...types].join(', ')}`,
  );
  return made;
}
