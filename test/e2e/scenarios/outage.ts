import assert from 'node:assert/strict';
import type { Receipt } from '../../../lambda/shared/audit/audit-trail';
import { until } from '../machine/until';
import { leavesOf } from '../zone/ledger';
import { produce } from './produce';
import type { Scene } from './scene';

const SIGN_INS = 12;

/**
 * The stream is down. Sign-ins are accepted by the spool, all else is refused; when the stream is
 * back, the spool is sealed as a log of its own.
 *
 * @returns receipts of what was accepted
 */
export async function outage(scene: Scene): Promise<readonly Receipt[]> {
  const { functions, zone, ledger, emulator, report } = scene;
  const down = emulator.producerWire.lay({
    matches: ({ target }) => target.startsWith('Kinesis_'),
    effect: 'cut',
  });
  const order = { batch: 4, width: 1, events: SIGN_INS };
  const signIns = await produce(scene, { ...order, name: 'gate', kind: 'sign-ins' });
  assert.deepEqual(signIns.notAccepted, []);
  assert.deepEqual(
    signIns.receipts.map(({ acceptedBy }) => acceptedBy),
    Array.from({ length: SIGN_INS }, () => 'spool'),
  );
  const acts = await produce(scene, { ...order, name: 'office', kind: 'acts' });
  assert.ok(acts.notAccepted.length > 0, 'what is no sign-in is not accepted');
  assert.ok(acts.receipts.every(({ acceptedBy }) => acceptedBy === 'spool'));
  down.lift();
  report.fact(
    `stream down: ${String(SIGN_INS)} sign-ins accepted by the spool, ${String(acts.notAccepted.length)} other acts refused`,
  );

  const receipts = [...signIns.receipts, ...acts.receipts];
  await functions.invoke(zone.sealer, zone.scheduledInputs.spool);
  const size = await until('sealing the spool', 60, async () => {
    const sealed = await ledger.size('spool');
    return sealed >= receipts.length ? sealed : `${String(sealed)} sealed`;
  });
  const leaves = new Set(leavesOf(await ledger.segments('spool')));
  assert.deepEqual(
    receipts.filter(({ leafHash }) => !leaves.has(leafHash)),
    [],
  );
  report.fact(`stream up: ${String(size)} events of the spool sealed as a log of its own`);
  return receipts;
}
