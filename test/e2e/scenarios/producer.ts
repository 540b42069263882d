import type { Receipt } from '../../../lambda/shared/audit/audit-trail';
import { AuditUnavailableError } from '../../../lambda/shared/audit/errors';
import { kinesisAuditTrail } from '../../../lambda/shared/audit/stores/kinesis-audit-trail';
import { draft, signIn } from './drafts';

/** What a producer is to do. Given as JSON on its standard input. */
export interface Orders {
  readonly name: string;
  readonly streamName: string;
  readonly ledgerBucket: string;
  /** How many acts it writes down. */
  readonly events: number;
  /** How many in one call. */
  readonly batch: number;
  /** Calls at the same time, as of a container that serves several people. */
  readonly width: number;
  /** `acts`: all kinds. `sign-ins`: only what the spool accepts. */
  readonly kind: 'acts' | 'sign-ins';
}

/** What came of it, as JSON on standard output. */
export interface Account {
  readonly receipts: readonly Receipt[];
  /** Ids of events that were not accepted. */
  readonly notAccepted: readonly string[];
}

/** One container that writes to the audit trail, in a process of its own as on Lambda. */
async function main(): Promise<void> {
  const orders = JSON.parse(await standardInput()) as Orders;
  const trail = kinesisAuditTrail(orders);
  const make = (number: number) =>
    orders.kind === 'acts'
      ? draft(orders.name, number)
      : signIn(`${orders.name}-nurse-${String(number)}`);
  const batches = Array.from({ length: Math.ceil(orders.events / orders.batch) }, (_, index) =>
    Array.from({ length: Math.min(orders.batch, orders.events - index * orders.batch) }, (_, at) =>
      make(index * orders.batch + at),
    ),
  );
  const receipts: Receipt[] = [];
  const notAccepted: string[] = [];
  await Promise.all(
    Array.from({ length: orders.width }, async () => {
      for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
        try {
          receipts.push(...(await trail.append(batch)));
        } catch (error) {
          if (!(error instanceof AuditUnavailableError)) throw error;
          receipts.push(...error.accepted);
          notAccepted.push(...error.notAccepted);
        }
      }
    }),
  );
  const account: Account = { receipts, notAccepted };
  // The log of the trail goes to standard output, as on Lambda: the account is its last line.
  process.stdout.write(`\n${JSON.stringify(account)}\n`);
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
