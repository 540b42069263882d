import { functionsOf } from '../zone/functions';
import { ledgerIn } from '../zone/ledger';
import { audit } from './audit';
import { locked } from './lock';
import { outage } from './outage';
import { permissions } from './permissions';
import { people } from './people/people';
import type { Scene } from './scene';
import { sealing } from './seal';
import { scheduleHasCalled, sign, signTwiceAtOnce } from './sign';
import { tampering } from './tamper';
import { tearDown } from './teardown';

/** Everything that is asked of a deployed zone, in the order in which it can be. */
export async function play(props: Omit<Scene, 'functions' | 'ledger'>): Promise<void> {
  const { report, aws, zone } = props;
  const scene = {
    ...props,
    functions: functionsOf(aws),
    ledger: ledgerIn(aws.s3, zone.ledgerBucket, zone.origin),
  };
  const sealed = await report.step('events through stream, sealer and bucket', () =>
    sealing(scene),
  );
  await report.step('two checkpointers at once', () => signTwiceAtOnce(scene));
  const allowed = await report.step('a sealer that may not write', () => permissions(scene));
  await people(scene);
  const spooled = await report.step('the stream is down, and up again', () => outage(scene));
  await report.step('sign what came since', () => sign(scene));
  await report.step('the lock of the ledger', () => locked(scene));
  const exported = await report.step('export, verify, prove, export again', () =>
    audit(scene, [...sealed, ...allowed, ...spooled]),
  );
  await report.step('copies of the export, tampered with', () => tampering(scene, exported));
  await report.step('the schedule of the account', () => scheduleHasCalled(scene));
  await report.step('hlz teardown', () => tearDown(scene));
}
