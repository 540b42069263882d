import { drill } from '../../../../lib/breach/drill/drill';
import { zoneDesk } from '../../../../lib/breach/drill/zone-desk';
import { breachSettings } from '../../../../lib/breach/settings';
import { refusal } from '../../../../client/errors';
import type { Send } from '../../../../client/transport';
import { ROUTES } from '../../../../lambda/shared/http/generated/routes';
import { shippedConfig } from '../../../support/templates';
import { breachWorld } from './support/breach-world';

/** `hlz breach drill --api`, over the real API in memory. */
async function walked(role: 'privacy-officer' | 'nurse') {
  const world = breachWorld();
  const user = await world.user(role);
  const send: Send = async (path, body) => {
    const route = ROUTES.find((each) => each.root === 'people' && each.path === `/v1${path}`);
    if (route === undefined) throw new Error(`no operation at ${path}`);
    const answer = await world.send({ user }, route.operation as never, body);
    if (answer.status < 300) return answer.body;
    throw refusal(answer.status, answer.body, undefined);
  };
  const record = await drill({
    desk: zoneDesk(send),
    settings: breachSettings(shippedConfig('sandbox')),
    where: { where: 'zone', api: 'https://made-up.example/live' },
    now: () => world.clock.now,
    onStep: () => undefined,
  });
  return { world, record, user };
}

it('walks the drill in a zone, and leaves a closed incident that says that it was one', async () => {
  const { world, record, user } = await walked('privacy-officer');
  expect(record.steps.filter(({ passed }) => !passed)).toEqual([]);
  expect(record).toMatchObject({ where: 'zone', passed: true });
  const incident = String(record.incident);
  const kept = await world.done(user, 'readIncident', { incident });
  expect(kept).toMatchObject({ drill: true, state: 'closed', counts: { total: 501 } });
});

it('is not for whoever may only report', async () => {
  await expect(walked('nurse')).rejects.toMatchObject({
    record: { passed: false, stopped: 'NotPermittedError' },
    cause: { status: 403 },
  });
});
