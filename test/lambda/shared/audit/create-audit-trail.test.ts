import { createAuditTrail } from '../../../../lambda/shared/audit/create-audit-trail';
import type { Receipt } from '../../../../lambda/shared/audit/audit-trail';
import {
  AuditEventError,
  AuditEventTooLargeError,
  AuditUnavailableError,
} from '../../../../lambda/shared/audit/errors';
import type { AuditDraft } from '../../../../lambda/shared/audit/event';
import { parseEventId } from '../../../../lambda/shared/audit/event-id';
import { LONGEST_EPOCH_MS } from '../../../../lambda/shared/audit/producer';
import type { PutResult } from '../../../../lambda/shared/audit/put-all';
import type { AuditRecord } from '../../../../lambda/shared/audit/record';
import { leafHash } from '../../../../lambda/shared/hash';
import { LOGIN, VIEW } from '../../support/audit-events';
import {
  memoryAuditTrail,
  memorySpool,
  memoryStream,
  quietly,
  START,
} from '../../support/memory-audit-trail';

const BROKEN_GLASS: AuditDraft = { ...VIEW, breakGlass: { justification: 'bg-1' } };
const THROTTLED = { failure: 'ProvisionedThroughputExceededException' };
const views = (count: number): AuditDraft[] => Array.from({ length: count }, () => VIEW);

function named(name: string): Error {
  return Object.assign(new Error('made up'), { name });
}

type Step = 'ok' | 'throw' | 'throw after landing' | readonly boolean[];

/** A trail whose stream follows a script; what comes after its end is the last step. */
function scripted(steps: readonly Step[]) {
  const stream = memoryStream();
  const spool = memorySpool();
  const calls: AuditRecord[][] = [];
  const put = async (records: readonly AuditRecord[]): Promise<readonly PutResult[]> => {
    const step = steps[Math.min(calls.length, steps.length - 1)] ?? 'ok';
    calls.push([...records]);
    if (step === 'throw') throw named('ECONNREFUSED');
    if (step === 'ok') return stream.put(records);
    if (step === 'throw after landing') {
      await stream.put(records);
      throw named('TimeoutError');
    }
    const landed = await stream.put(records.filter((_, at) => step[at] === true));
    const results = [...landed];
    return records.map((_, at) => (step[at] === true ? (results.shift() ?? THROTTLED) : THROTTLED));
  };
  const quiet = quietly({ stream: { put }, spool });
  return { trail: createAuditTrail(quiet.dependencies), stream, spool, calls, ...quiet };
}

const numbers = (receipts: readonly (Receipt | undefined)[]): readonly (number | undefined)[] =>
  receipts.map((receipt) => parseEventId(receipt?.eventId ?? '')?.n);
const epochOf = (receipt: Receipt | undefined): string | undefined =>
  parseEventId(receipt?.eventId ?? '')?.epoch;

async function unavailable(append: Promise<unknown>): Promise<AuditUnavailableError> {
  const error = await append.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AuditUnavailableError) return error;
  throw error ?? new Error('it was accepted');
}

describe('append', () => {
  test('gives a receipt for each draft, by the exact bytes that the stream took', async () => {
    const { trail, stream } = scripted(['ok']);
    const receipts = await trail.append([VIEW, LOGIN]);
    expect(receipts).toEqual(
      stream.records.map(({ eventId, bytes }, at) => ({
        acceptedBy: 'stream',
        eventId,
        leafHash: leafHash(bytes).toString('base64'),
        shardId: 'shardId-000000000000',
        sequenceNumber: String(at + 1),
      })),
    );
    expect(numbers(receipts)).toEqual([0, 1]);
    expect(Buffer.from(stream.records[1]?.bytes ?? []).toString()).toBe(
      `{"action":"sign-in","actor":{"id":"${LOGIN.actor.id}","kind":"person","role":"nurse"},"breakGlass":false,"eventId":"${receipts[1]?.eventId ?? ''}","outcome":"success","phiAccessed":false,"schemaVersion":2,"tenant":"acme-health","time":"2026-11-25T10:30:00.000Z","type":"login-success"}`,
    );
  });

  test('counts on from call to call, and takes nothing for nothing', async () => {
    const { trail, calls } = scripted(['ok']);
    expect(await trail.append([])).toEqual([]);
    expect(calls).toHaveLength(0);
    const receipts = [await trail.append(views(2)), await trail.append([LOGIN])].flat();
    expect(numbers(receipts)).toEqual([0, 1, 2]);
    expect(new Set(receipts.map(epochOf)).size).toBe(1);
  });

  test('sends nothing and counts nothing when a draft is not good', async () => {
    const { trail, calls } = scripted(['ok']);
    await expect(trail.append([VIEW, { ...VIEW, tenant: 'A B' }])).rejects.toThrow(AuditEventError);
    const fields = Array.from({ length: 256 }, (_, at) => `${'f'.repeat(60)}${String(at)}`);
    await expect(trail.append([VIEW, { ...VIEW, fields }])).rejects.toThrow(
      new AuditEventTooLargeError(17_325, 16_384, { field: 'fields', bytes: 16_787 }),
    );
    expect(calls).toHaveLength(0);
    expect(numbers(await trail.append([VIEW]))).toEqual([0]);
  });

  test('takes an event of 16 KiB, and not one byte more', async () => {
    const { trail, stream } = scripted(['ok']);
    const fields = Array.from({ length: 230 }, (_, at) => `${'f'.repeat(60)}${String(at)}`);
    await trail.append([{ ...VIEW, fields }]);
    const room = 16 * 1024 - (stream.records[0]?.bytes.length ?? 0);
    const padding = (length: number): string[] => {
      const full = Array.from(
        { length: Math.floor(length / 67) },
        (_, at) => `${'g'.repeat(62)}${String(at).padStart(2, '0')}`,
      );
      return [...full, 'h'.repeat((length % 67) - 3)];
    };
    await trail.append([{ ...VIEW, fields: [...fields, ...padding(room)] }]);
    expect(stream.records[1]?.bytes).toHaveLength(16 * 1024);
    await expect(
      trail.append([{ ...VIEW, fields: [...fields, ...padding(room + 1)] }]),
    ).rejects.toThrow(/^The audit event is 16385 bytes of canonical JSON, at most 16384 are taken/);
  });

  test('starts a new epoch after 24 hours', async () => {
    let now = START;
    const { dependencies } = quietly({
      stream: memoryStream(),
      spool: memorySpool(),
      clock: () => now,
    });
    const trail = createAuditTrail(dependencies);
    const [first] = await trail.append([VIEW]);
    now += LONGEST_EPOCH_MS - 1;
    const [second] = await trail.append([VIEW]);
    now += 1;
    const [third] = await trail.append([VIEW]);
    expect(numbers([first, second, third])).toEqual([0, 1, 0]);
    expect(epochOf(second)).toBe(epochOf(first));
    expect(epochOf(third)).not.toBe(epochOf(first));
  });
});

describe('when the stream takes a part', () => {
  test('only what failed is put again, with the same bytes', async () => {
    const { trail, calls, stream, sleeps } = scripted([[true, false, false], [false, true], 'ok']);
    const receipts = await trail.append(views(3));
    expect(calls.map((call) => call.map(({ eventId }) => parseEventId(eventId)?.n))).toEqual([
      [0, 1, 2],
      [1, 2],
      [1],
    ]);
    expect(calls[2]?.[0]).toBe(calls[0]?.[1]);
    expect(numbers(receipts)).toEqual([0, 1, 2]);
    expect(stream.records).toHaveLength(3);
    // Something was taken each time, so the pauses stay short.
    expect(sleeps).toEqual([25, 25]);
  });

  test('what landed before a time-out is put again as the same event', async () => {
    const { trail, stream, spool } = scripted(['throw after landing', 'ok']);
    const receipts = await trail.append(views(2));
    expect(numbers(receipts)).toEqual([0, 1]);
    expect(stream.records).toHaveLength(4);
    expect(stream.records[2]).toBe(stream.records[0]);
    expect(spool.objects.size).toBe(0);
  });

  test('the epoch goes on when all was taken in the end', async () => {
    const { trail } = scripted(['throw', [false], 'ok']);
    const receipts = [await trail.append([VIEW]), await trail.append([VIEW])].flat();
    expect(numbers(receipts)).toEqual([0, 1]);
    expect(new Set(receipts.map(epochOf)).size).toBe(1);
  });
});

describe('when the stream is down', () => {
  test('a view is not accepted: the error names it, and the epoch ends', async () => {
    const { trail, calls, spool, sleeps, logged } = scripted([
      'throw',
      'throw',
      'throw',
      'throw',
      'ok',
    ]);
    const error = await unavailable(trail.append([VIEW]));
    expect(calls).toHaveLength(4);
    expect(sleeps).toEqual([50, 100, 200]);
    expect(error.receipts).toEqual([undefined]);
    expect(error.accepted).toEqual([]);
    expect(error.notAccepted).toHaveLength(1);
    expect(error.message).toBe(
      `1 of 1 audit events were not accepted (ECONNREFUSED): ${error.notAccepted[0] ?? ''}. Release nothing for them, answer 503, and let the caller try again; the others stand.`,
    );
    expect(error.cause).toMatchObject({ name: 'ECONNREFUSED' });
    // It was the last of its epoch: no hole, nothing to repair.
    expect(spool.objects.size).toBe(0);
    const [next] = await trail.append([VIEW]);
    expect(numbers([next])).toEqual([0]);
    expect(epochOf(next)).not.toBe(parseEventId(error.notAccepted[0] ?? '')?.epoch);
    expect(logged).toEqual([
      {
        level: 'error',
        event: 'audit-stream-failed',
        fields: {
          epoch: parseEventId(error.notAccepted[0] ?? '')?.epoch,
          unresolved: 1,
          spooled: 0,
          notAccepted: 1,
          failures: ['ECONNREFUSED'],
          spoolFailures: [],
        },
      },
    ]);
  });

  test('a hole is repaired by the spool, which does not make the event accepted', async () => {
    const { trail, calls, spool } = scripted([[true, false, true], [false]]);
    const error = await unavailable(trail.append(views(3)));
    expect(numbers(error.receipts)).toEqual([0, undefined, 2]);
    expect(error.notAccepted).toEqual([calls[0]?.[1]?.eventId]);
    expect([...spool.objects]).toEqual([
      [`ledger/spool/${error.notAccepted[0] ?? ''}`, calls[0]?.[1]?.bytes],
    ]);
  });

  test('a failed sign-in, which the spool does not accept, repairs its hole there', async () => {
    const failed: AuditDraft = {
      ...LOGIN,
      type: 'login-failure',
      outcome: 'denied',
      reason: 'wrong-password',
    };
    const { trail, spool } = scripted([[false, true], [false]]);
    const error = await unavailable(trail.append([failed, VIEW]));
    expect(numbers(error.receipts)).toEqual([undefined, 1]);
    expect([...spool.objects.keys()]).toEqual([`ledger/spool/${error.notAccepted[0] ?? ''}`]);
  });

  test('a hole before a number that another call took meanwhile is repaired too', async () => {
    const stream = memoryStream();
    const spool = memorySpool();
    let waiting: (() => void) | undefined;
    const { dependencies } = quietly({
      spool,
      stream: {
        async put(records) {
          if (parseEventId(records[0]?.eventId ?? '')?.n === 0) throw named('TimeoutError');
          return stream.put(records);
        },
      },
      sleep: async () =>
        new Promise((resolve) => {
          waiting = resolve;
        }),
      patience: { attempts: 2, firstPause: 1, total: 1000 },
    });
    const trail = createAuditTrail(dependencies);
    const first = unavailable(trail.append([VIEW]));
    const second = await trail.append([VIEW]);
    expect(numbers(second)).toEqual([1]);
    waiting?.();
    const { notAccepted } = await first;
    expect([...spool.objects.keys()]).toEqual([`ledger/spool/${notAccepted[0] ?? ''}`]);
  });

  test.each<[string, AuditDraft]>([
    ['a sign-in', LOGIN],
    [
      'a broken glass',
      {
        type: 'break-glass-access',
        tenant: 'acme-health',
        action: 'break-glass',
        outcome: 'success',
        actor: VIEW.actor,
        patient: VIEW.patient,
        purpose: 'ETREAT',
        phiAccessed: false,
        breakGlass: { justification: 'bg-1' },
      },
    ],
    ['a view under a broken glass', BROKEN_GLASS],
  ])('%s is accepted by the spool', async (_, draft) => {
    const { trail, calls, spool, logged } = scripted(['throw']);
    const [receipt] = await trail.append([draft]);
    const record = calls[0]?.[0];
    expect(receipt).toEqual({
      acceptedBy: 'spool',
      eventId: record?.eventId,
      leafHash: leafHash(record?.bytes ?? new Uint8Array()).toString('base64'),
      key: `ledger/spool/${record?.eventId ?? ''}`,
    });
    expect(spool.objects.get(`ledger/spool/${record?.eventId ?? ''}`)).toBe(record?.bytes);
    expect(logged).toMatchObject([{ fields: { unresolved: 1, spooled: 1, notAccepted: 0 } }]);
  });

  test.each<[string, AuditDraft]>([
    ['a sign-out', { ...LOGIN, type: 'logout', actor: VIEW.actor }],
    [
      'a failed sign-in',
      { ...LOGIN, type: 'login-failure', outcome: 'denied', reason: 'wrong-password' },
    ],
    [
      'a change of rights',
      { ...LOGIN, type: 'permission-change', resource: { type: 'user', ref: 'u-1' } },
    ],
  ])('%s is not', async (_, draft) => {
    const { trail, spool } = scripted(['throw']);
    await unavailable(trail.append([draft]));
    expect(spool.objects.size).toBe(0);
  });

  test('what is accepted and what is not stand side by side', async () => {
    const { trail } = scripted(['throw']);
    const error = await unavailable(trail.append([VIEW, BROKEN_GLASS, VIEW]));
    expect(error.receipts.map((receipt) => receipt?.acceptedBy)).toEqual([
      undefined,
      'spool',
      undefined,
    ]);
    expect(error.accepted).toHaveLength(1);
    expect(error.notAccepted).toHaveLength(2);
  });

  test('and the spool too, nothing is accepted', async () => {
    const { dependencies, logged } = quietly({
      stream: { put: async () => Promise.reject(named('TimeoutError')) },
      spool: { put: async () => Promise.reject(named('AccessDenied')) },
    });
    const error = await unavailable(createAuditTrail(dependencies).append([BROKEN_GLASS, LOGIN]));
    expect(error.accepted).toEqual([]);
    expect(logged).toMatchObject([
      { fields: { spooled: 0, notAccepted: 2, spoolFailures: ['AccessDenied'] } },
    ]);
  });
});

describe('partition keys', () => {
  const keyOf = async (...drafts: AuditDraft[]): Promise<readonly string[]> => {
    const { trail, stream } = scripted(['ok']);
    await trail.append(drafts);
    return stream.records.map(({ partitionKey }) => partitionKey);
  };

  test('are the SHA-256 of tenant and person, also when a service acts for the person', async () => {
    const keys = await keyOf(VIEW, { ...VIEW, actor: { ...VIEW.actor, via: 'billing' } }, VIEW);
    // printf 'acme-health|<id of the person>' | openssl dgst -sha256 -binary | basenc --base64url
    expect(new Set(keys)).toEqual(new Set(['ZjZJSY_dgrESMBoOanoueu1XaoYeQOns3AjCoDQdKnM']));
    const [other] = await keyOf({ ...VIEW, tenant: 'other' });
    expect(other).not.toBe(keys[0]);
  });

  test('spread a service that acts for nobody over 16', async () => {
    const actor = { kind: 'service', id: 'reencrypt', role: 'service' } as const;
    const keys = await keyOf(...Array.from({ length: 40 }, () => ({ ...VIEW, actor })));
    expect(new Set(keys).size).toBe(16);
    expect(keys[0]).toBe(keys[16]);
  });
});

test('the trail in memory is the real one, and can be made to fail', async () => {
  const memory = memoryAuditTrail();
  const [receipt] = await memory.trail.append([VIEW]);
  expect(memory.events()).toEqual([
    { ...VIEW, schemaVersion: 2, eventId: receipt?.eventId, time: '2026-11-25T10:30:00.000Z' },
  ]);
  memory.setDown(true);
  await unavailable(memory.trail.append([VIEW]));
  await memory.trail.append([LOGIN]);
  expect(memory.spooled()).toMatchObject([{ type: 'login-success' }]);
  expect(memory.logged).toHaveLength(2);
});
