import { functionsOf } from '../zone/functions';
import { ledgerIn } from '../zone/ledger';
import { locked } from './lock';
import { outage } from './outage';
import type { Scene } from './scene';
import { sealing } from './seal';
import { scheduleHasCalled, sign, signTwiceAtOnce } from './sign';

/** Everything that is asked of a deployed zone, in the order in which it can be. */
export async function play(props: Omit<Scene, 'functions' | 'ledger'>): Promise<void> {
  const { report, aws, zone } = props;
  const scene = {
    ...props,
    functions: functionsOf(aws),
    ledger: ledgerIn(aws.s3, zone.ledgerBucket, zone.origin),
  };
  await report.step('events through stream, sealer and bucket', () => sealing(scene));
  await report.step('two checkpointers at once', () => signTwiceAtOnce(scene));
  await report.step('the stream is down, and up again', () => outage(scene));
  await report.step('sign the spool', () => sign(scene));
  await report.step('the lock of the ledger', () => locked(scene));
  await report.step('the schedule of the account', () => scheduleHasCalled(scene));
}
