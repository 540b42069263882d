import { apiAt } from '../../people/api';
import { userPool } from '../../people/user-pool';
import { verifierKey } from '../hlz';
import type { Scene } from '../scene';
import { accountsLocked } from './accounts';
import { dataKeys } from './data-keys';
import { deidentified } from './deidentified';
import { fields } from './fields';
import { brokenGlass } from './glass';
import { hire } from './hire';
import { incidents } from './incidents';
import { limits } from './limits';
import { streamDown } from './outage';
import { reports } from './reports';
import { services } from './services';
import { sessionsEnd } from './sessions';
import { tokensRefused } from './tokens';
import type { PeopleScene } from './scene';
import { triggers } from './triggers';

/** Everybody signs up and signs in; from then on the API has callers. */
export async function meet(scene: Scene): Promise<PeopleScene> {
  const { aws, report } = scene;
  const { people: found } = scene.zone;
  const known = {
    ...scene,
    people: found,
    pool: userPool(aws, found.userPool),
    api: apiAt(aws, found),
  };
  // As the schedule does, which has called it before it knew where they are.
  await scene.functions.invoke(found.functions['identity-keys'], '{}');
  const cast = await report.step('people sign up and sign in', () => hire(known));
  return { ...known, cast };
}

/** Everything that is asked of the API, and of who calls it. */
export async function people(all: PeopleScene): Promise<void> {
  const { report } = all;
  await report.step('tokens that let nobody in', () => tokensRefused(all));
  const key = await verifierKey(all.shop, all.zone);
  await report.step('an event through the API: receipt, proof, report', () => reports(all, key));
  const service = await report.step('a service, alone and for a person', () => services(all));
  await report.step('fields: encrypted, read, denied', () => fields(all));
  await report.step('data keys: changed under load, unwrapped anew', () => dataKeys(all, service));
  await report.step('records without their patients', () => deidentified(all));
  await report.step('emergency access', () => brokenGlass(all));
  await report.step('incidents: raised, walked, reminded', () => incidents(all));
  await report.step('sessions that end', () => sessionsEnd(all));
  await report.step('accounts that are locked or ended', () => accountsLocked(all));
  await report.step('triggers that the emulator does not call', () => triggers(all));
  await report.step('too many calls', () => limits(all));
  await report.step('the API while the stream is down', () => streamDown(all));
}
