import assert from 'node:assert/strict';
import { until } from '../machine/until';
import { quiet } from './quiet';
import type { Scene } from './scene';
import { LOGS } from './scene';

/** Two checkpointers at the same time: both end well, there is one list of zone checkpoints. */
export async function signTwiceAtOnce(scene: Scene): Promise<void> {
  const { functions, zone, ledger, report } = scene;
  await quiet(scene);
  const before = await ledger.zoneNumber();
  await Promise.all(
    [0, 1].map(() => functions.invoke(zone.checkpointer, zone.scheduledInputs.checkpoint)),
  );
  const after = await ledger.zoneNumber();
  await everythingSigned(scene);
  const numbers = Array.from({ length: after - before }, (_, index) => before + 1 + index);
  await Promise.all(numbers.map((number) => ledger.zoneCheckpoint(number)));
  assert.ok(after >= before);
  report.fact(`zone checkpoints 0 to ${String(after)}, without a gap`);
}

/** Signs what is sealed, as the schedule does each minute. */
export async function sign(scene: Scene): Promise<void> {
  await quiet(scene);
  await scene.functions.invoke(scene.zone.checkpointer, scene.zone.scheduledInputs.checkpoint);
  await everythingSigned(scene);
}

async function everythingSigned({ ledger }: Scene): Promise<void> {
  for (const log of LOGS) {
    assert.equal(await ledger.signedSize(log), await ledger.size(log), `${log} is signed whole`);
  }
}

/** The clock of the account has called the checkpointer, and nobody else. */
export async function scheduleHasCalled({ functions, zone, report }: Scene): Promise<void> {
  const ours = functions.invoked(zone.checkpointer);
  const runs = await until('a call by the schedule', 180, async () => {
    const seen = await functions.linesWith(zone.checkpointer, "event: 'checkpoint-run'");
    return seen > ours ? seen : `${String(seen)} runs, ${String(ours)} of them by this test`;
  });
  report.fact(
    `the schedule has called the checkpointer by itself: ${String(runs - ours)} of ${String(runs)} runs`,
  );
}
