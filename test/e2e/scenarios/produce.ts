import { join } from 'node:path';
import { ROOT } from '../../support/root';
import type { Account, Orders } from './producer';
import type { Scene } from './scene';

const PRODUCER = join(ROOT, 'test', 'e2e', 'scenarios', 'producer.ts');

/** Lets a producer do its work, in a process of its own that has the wire for its AWS. */
export async function produce(
  { shop, emulator, zone }: Pick<Scene, 'shop' | 'emulator' | 'zone'>,
  orders: Omit<Orders, 'streamName' | 'ledgerBucket'>,
): Promise<Account> {
  const { streamName, ledgerBucket } = zone;
  const { stdout } = await shop.processes.run(process.execPath, ['--import', 'tsx', PRODUCER], {
    cwd: ROOT,
    env: { ...shop.env, AWS_ENDPOINT_URL: emulator.producerWire.url },
    seconds: 300,
    input: JSON.stringify({ ...orders, streamName, ledgerBucket } satisfies Orders),
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Account;
}
