import assert from 'node:assert/strict';
import { templateChanges, touchesStateful } from '../../../support/template-changes';
import { deployAssembly } from '../../zone/cdk';
import { afterDeploy } from '../../site/deploy-zone';
import type { PeopleScene } from '../people/scene';
import { deployFailing } from './failing';
import { keep } from './kept';
import { meanwhile } from './meanwhile';
import { goesOn } from './goes-on';
import { standingStores } from './stores';
import { makeVersionB, templatesIn } from './version-b';

/**
 * Brings the next version of the app into the zone, as docs/upgrade.md says: what it does is looked at first, it
 * fails twice on the way, and everything that was there goes on.
 */
export async function update(scene: PeopleScene): Promise<void> {
  const { aws, report, shop, zone } = scene;
  const kept = await report.step('version A: data, and a checkpoint that is kept', () =>
    keep(scene),
  );
  const assembly = await report.step('version B: all checks, and what it changes', async () => {
    const made = await makeVersionB(shop, zone.name);
    const changes = templateChanges(templatesIn(zone.assembly), templatesIn(made));
    assert.ok(changes.length > 0);
    assert.deepEqual(touchesStateful(changes), []);
    const types = new Set(changes.map(({ type, change }) => `${type} ${change}`));
    report.fact(
      `it changes ${String(changes.length)} resources and none that holds data: ${[...types].join(', ')}`,
    );
    return made;
  });
  const stores = await standingStores(aws, zone);
  const failed = await report.step('deploys that fail, and are rolled back', () =>
    deployFailing(scene, kept, assembly),
  );
  const { calls, eventIds } = await report.step('cdk deploy of version B, repeated', () =>
    meanwhile(scene, kept, deployAssembly(shop, assembly)),
  );
  report.fact(`${String(calls)} calls of people were answered while functions were replaced`);
  const people = { ...scene, zone: await afterDeploy(scene, assembly, 'again') };
  assert.deepEqual(await standingStores(aws, people.zone), stores);
  report.fact(
    `${String(stores.length)} stores, keys and mappings of streams are the ones of version A`,
  );
  await report.step('everything goes on with version B', () =>
    goesOn({ ...people, people: people.zone.people }, kept, [...failed, ...eventIds]),
  );
}
