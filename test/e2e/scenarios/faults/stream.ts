import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type { AppendResult } from '../../../../lambda/shared/http/generated/types';
import type { AuditEvent } from '../../../../lambda/shared/audit/event';
import { until } from '../../machine/until';
import type { Call, OwnAnswer } from '../../machine/wire';
import { expectAnswer } from '../../people/api';
import { sealedEvents } from '../people/sealed-events';
import type { PeopleScene } from '../people/scene';
import { SHARDS } from '../scene';
import { appendCall, expectRetry } from './calls';

const THROTTLED = { status: 400, code: 'ProvisionedThroughputExceededException' } as const;
const ITEMS = 20;

/**
 * The stream takes less than it is given: nothing for a moment, every other record, nothing for longer, never the
 * second half. What is accepted is sealed once, what is not is told, and the same key goes on where it stood.
 */
export async function streamThrottled(scene: PeopleScene): Promise<void> {
  const { emulator, report } = scene;
  const throttle = (effect: typeof THROTTLED | OwnAnswer, times?: number) =>
    emulator.functionWire.lay({
      matches: isPut,
      effect,
      ...(times === undefined ? {} : { times }),
    });

  const moment = throttle(THROTTLED, 2);
  const short = await appended(scene, randomUUID(), 200);
  assert.equal(moment.happened(), 2);
  moment.lift();
  await sealedOnce(scene, short);

  const some = throttle(takes(scene, (_, at) => at % 2 === 0));
  const slow = await appended(scene, randomUUID(), 200);
  assert.ok(some.happened() > 2, 'it was put in parts');
  some.lift();
  await sealedOnce(scene, slow);
  report.fact(
    `a stream that was full for a moment, and one that took every other record: ${String(2 * ITEMS)} events accepted unseen, each sealed once`,
  );

  const key = randomUUID();
  const long = throttle(THROTTLED);
  const refused = await scene.api.asPerson(scene.cast.nurse.tokens.access, appendCall(key, ITEMS));
  expectRetry(refused, 'audit-unavailable', 'a stream that is full');
  long.lift();
  await sealedOnce(scene, await appended(scene, key, 200));

  const halves = randomUUID();
  const half = throttle(takes(scene, ({ refs }) => refs.every((ref) => ref < ITEMS / 2)));
  const first = await appended(scene, halves, 207);
  assert.deepEqual(
    first.map(({ status }) => status),
    Array.from({ length: ITEMS }, (_, at) => (at < ITEMS / 2 ? 'accepted' : 'unavailable')),
  );
  half.lift();
  const again = await appended(scene, halves, 200);
  assert.deepEqual(again.slice(0, ITEMS / 2), first.slice(0, ITEMS / 2), 'the same receipts');
  await sealedOnce(scene, again);
  assert.deepEqual(await appended(scene, halves, 200), again, 'one key, one answer');
  report.fact(
    'a stream that was full for longer: told so (503); one that took half of a call: told of each (207); the same key again: the same receipts, and the others, each sealed once',
  );
}

const isPut = ({ target }: Call): boolean => target.endsWith('.PutRecords');

interface Given {
  /** Numbers of the events that it tells of; none for what is not of this test. */
  readonly refs: readonly number[];
}

/** A stream that takes some of the records, and says of the others that it is full. */
function takes({ aws }: PeopleScene, some: (given: Given, at: number) => boolean): OwnAnswer {
  return {
    async answer({ body }) {
      const { StreamName, Records } = JSON.parse(body) as {
        readonly StreamName: string;
        readonly Records: readonly { readonly Data: string; readonly PartitionKey: string }[];
      };
      const taken = Records.filter(({ Data }, at) => some({ refs: refsIn(Data) }, at));
      const put = await aws.kinesis.send(
        new PutRecordsCommand({
          StreamName,
          Records: taken.map(({ Data, PartitionKey }) => ({
            Data: Buffer.from(Data, 'base64'),
            PartitionKey,
          })),
        }),
      );
      const answers = [...(put.Records ?? [])];
      const full = { ErrorCode: THROTTLED.code, ErrorMessage: 'refused by this test' };
      return {
        FailedRecordCount: Records.length - taken.length,
        Records: Records.map((record) => (taken.includes(record) ? answers.shift() : full)),
      };
    },
  };
}

function refsIn(data: string): readonly number[] {
  const text = Buffer.from(data, 'base64').toString();
  return [...text.matchAll(/"ref":"bed-(\d+)"/g)].map(([, number]) => Number(number));
}

async function appended(
  { api, cast }: PeopleScene,
  key: string,
  status: 200 | 207,
): Promise<readonly AppendResult[]> {
  const answer = await api.asPerson(cast.nurse.tokens.access, appendCall(key, ITEMS));
  return (
    expectAnswer(answer, status, 'an append') as { readonly results: readonly AppendResult[] }
  ).results;
}

/**
 * Each receipt is one leaf of a shard, where no other event tells of the same: the spool may have what closes a hole
 * in the numbers.
 */
async function sealedOnce(
  { ledger }: PeopleScene,
  results: readonly AppendResult[],
): Promise<void> {
  const ids = results.map((result) => (result.status === 'accepted' ? result.eventId : ''));
  assert.equal(new Set(ids).size, ITEMS);
  const accepted = new Set(ids);
  const events = await until('sealing what was accepted', 60, async () => {
    const sealed = await sealedEvents({ ledger }, SHARDS);
    const found = sealed.filter(({ eventId }) => accepted.has(eventId));
    return found.length >= ITEMS ? sealed : `${String(found.length)} of ${String(ITEMS)} sealed`;
  });
  const key = events.find(({ eventId }) => accepted.has(eventId))?.idempotencyKey;
  const of: readonly AuditEvent[] = events.filter(({ idempotencyKey }) => idempotencyKey === key);
  assert.equal(of.length, ITEMS);
  assert.deepEqual(new Set(of.map(({ eventId }) => eventId)), accepted);
}
