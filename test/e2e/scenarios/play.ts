import type { Site } from '../site/site';
import { functionsOf } from '../zone/functions';
import { ledgerIn } from '../zone/ledger';
import type { ZoneUnderTest } from '../zone/zone';
import { alarms } from './alarms';
import { audit } from './audit';
import { faults } from './faults/faults';
import { leftOutWithReason } from './left-out';
import { hostile } from './hostile/hostile';
import { locked } from './lock';
import { outage } from './outage';
import type { Part } from './parts';
import { permissions } from './permissions';
import { meet, people } from './people/people';
import type { Scene } from './scene';
import { sealing } from './seal';
import { scheduleHasCalled, sign, signTwiceAtOnce } from './sign';
import { tampering } from './tamper';
import { tearDown } from './teardown';
import { update } from './update/update';

/** Everything that is asked of a deployed zone, in the order in which it can be. */
export async function play(
  props: Site & { readonly zone: ZoneUnderTest },
  parts: ReadonlySet<Part>,
): Promise<void> {
  const { report, aws, zone } = props;
  const scene: Scene = {
    ...props,
    functions: functionsOf(aws),
    ledger: ledgerIn(aws.s3, zone.ledgerBucket, zone.origin),
  };
  const checked = parts.has('ledger') ? await fill(scene) : undefined;
  const all = await meet(scene);
  if (parts.has('people')) await people(all);
  const ahead = parts.has('faults') ? await faults(all) : 0;
  if (parts.has('hostile')) await hostile(all);
  await checked?.(ahead);
  if (parts.has('update')) await update(all);
  await report.step('hlz teardown', () => tearDown(scene));
}

/**
 * Fills the ledger.
 *
 * @returns what looks at it as an auditor does, when everybody else has written to it too, some of it by a clock that
 *   was ahead
 */
async function fill(scene: Scene): Promise<(ahead: number) => Promise<void>> {
  const { report } = scene;
  await report.step('alarms, dashboard, and what is left out', async () => {
    await alarms(scene);
    await leftOutWithReason(scene);
  });
  const sealed = await report.step('events through stream, sealer and bucket', () =>
    sealing(scene),
  );
  await report.step('two checkpointers at once', () => signTwiceAtOnce(scene));
  const allowed = await report.step('a sealer that may not write', () => permissions(scene));
  return async (ahead) => {
    const spooled = await report.step('the stream is down, and up again', () => outage(scene));
    await report.step('sign what came since', () => sign(scene));
    await report.step('the lock of the ledger', () => locked(scene));
    const exported = await report.step('export, verify, prove, export again', () =>
      audit(scene, [...sealed, ...allowed, ...spooled], ahead),
    );
    await report.step('copies of the export, tampered with', () => tampering(scene, exported));
    await report.step('the schedule of the account', () => scheduleHasCalled(scene));
  };
}
