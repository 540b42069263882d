import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createAuditTrail } from '../../../../lambda/shared/audit/create-audit-trail';
import type { Receipt } from '../../../../lambda/shared/audit/audit-trail';
import { AuditUnavailableError } from '../../../../lambda/shared/audit/errors';
import type { AuditDraft } from '../../../../lambda/shared/audit/event';
import { parseEventId } from '../../../../lambda/shared/audit/event-id';
import type { PutResult } from '../../../../lambda/shared/audit/put-all';
import type { AuditRecord } from '../../../../lambda/shared/audit/record';
import { leafHash } from '../../../../lambda/shared/hash';
import { LOGIN, VIEW } from '../../support/audit-events';
import { quietly } from '../../support/memory-audit-trail';

/**
 * Random failures of stream and spool under several calls at once, against what must hold whatever
 * they do. The stream fails before or after it took a call, takes a part, takes it late, answers in
 * another order of time; the spool fails before or after it took an object.
 */

const EVENT = {
  view: VIEW,
  login: LOGIN,
  glass: { ...VIEW, breakGlass: { justification: 'bg-1' } },
};
type Kind = keyof typeof EVENT;

type StreamFault = 'none' | 'before' | 'after' | 'late' | 'part' | 'part-then-throw';
type SpoolFault = 'none' | 'before' | 'after';

interface Run {
  /** Calls; those of one group run at the same time. */
  readonly groups: readonly (readonly (readonly Kind[])[])[];
  readonly stream: readonly StreamFault[];
  readonly spool: readonly SpoolFault[];
  readonly coins: readonly boolean[];
}

const kinds = fc.array(fc.constantFrom<Kind>('view', 'view', 'view', 'login', 'glass'), {
  minLength: 1,
  maxLength: 4,
});
const run: fc.Arbitrary<Run> = fc.record({
  groups: fc.array(fc.array(kinds, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
  stream: fc.array(
    fc.constantFrom<StreamFault>(
      'none',
      'none',
      'before',
      'after',
      'late',
      'part',
      'part-then-throw',
    ),
    { minLength: 1, maxLength: 20 },
  ),
  spool: fc.array(fc.constantFrom<SpoolFault>('none', 'none', 'none', 'before', 'after'), {
    minLength: 1,
    maxLength: 6,
  }),
  coins: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
});

/** Gives the entries one after the other, round and round. */
function cycle<T>(entries: readonly T[], otherwise: T): () => T {
  let at = -1;
  return () => {
    at += 1;
    return entries[at % entries.length] ?? otherwise;
  };
}

function failure(name: string): Error {
  return Object.assign(new Error('made up'), { name });
}

/** Lets whatever else can run go first. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
}

interface Landed {
  readonly eventId: string;
  readonly text: string;
}

function world({ stream, spool, coins }: Run) {
  const landed: Landed[] = [];
  const late: AuditRecord[] = [];
  const objects = new Map<string, string>();
  const spoolRefused = new Set<string>();
  const nextStream = cycle(stream, 'none');
  const nextSpool = cycle(spool, 'none');
  const coin = cycle(coins, false);
  const land = ({ eventId, bytes }: AuditRecord): PutResult => {
    landed.push({ eventId, text: Buffer.from(bytes).toString('utf8') });
    return { shardId: 'shardId-000000000000', sequenceNumber: String(landed.length) };
  };
  const { dependencies } = quietly({
    stream: {
      async put(records) {
        const fault = nextStream();
        await turns(coin() ? 7 : 1);
        if (fault === 'before') throw failure('ECONNREFUSED');
        if (fault === 'late') {
          late.push(...records);
          throw failure('TimeoutError');
        }
        const results = records.map((record) =>
          fault.startsWith('part') && coin() ? { failure: 'Throttled' } : land(record),
        );
        await turns(coin() ? 3 : 0);
        if (fault === 'after' || fault === 'part-then-throw') throw failure('TimeoutError');
        return results;
      },
    },
    spool: {
      async put(key, bytes) {
        const fault = nextSpool();
        await turns(coin() ? 5 : 1);
        const text = Buffer.from(bytes).toString('utf8');
        if (fault === 'before') {
          spoolRefused.add(key);
          throw failure('ECONNREFUSED');
        }
        const there = objects.get(key);
        if (there !== undefined && there !== text) throw failure('another content');
        objects.set(key, text);
        if (fault === 'after') throw failure('TimeoutError');
      },
    },
    sleep: async () => turns(coin() ? 11 : 2),
  });
  return {
    trail: createAuditTrail(dependencies),
    landed,
    objects,
    spoolRefused,
    /** What was on its way arrives. */
    settle: () => {
      for (const record of late.splice(0)) land(record);
    },
  };
}

async function check(script: Run): Promise<string> {
  const { trail, landed, objects, spoolRefused, settle } = world(script);
  const accepted: { readonly receipt: Receipt; readonly kind: Kind }[] = [];
  const refused: { readonly eventId: string; readonly kind: Kind }[] = [];
  const append = async (call: readonly Kind[]): Promise<void> => {
    const drafts: AuditDraft[] = call.map((kind) => EVENT[kind]);
    const keep = (receipts: readonly (Receipt | undefined)[], missing: readonly string[]): void => {
      const left = [...missing];
      receipts.forEach((receipt, at) => {
        const kind = call[at] ?? 'view';
        if (receipt === undefined) refused.push({ eventId: left.shift() ?? '', kind });
        else accepted.push({ receipt, kind });
      });
    };
    try {
      const receipts = await trail.append(drafts);
      if (receipts.length !== drafts.length) throw new Error('a draft without a receipt');
      keep(receipts, []);
    } catch (error) {
      if (!(error instanceof AuditUnavailableError)) throw error;
      keep(error.receipts, error.notAccepted);
    }
  };
  for (const group of script.groups) await Promise.all(group.map(append));
  // A receipt stands for what is there now, not for what may still arrive.
  const now = [...landed];
  for (const { receipt, kind } of accepted) {
    const text =
      receipt.acceptedBy === 'stream'
        ? now[Number(receipt.sequenceNumber) - 1]?.text
        : objects.get(receipt.key);
    assert(text?.includes(`"eventId":"${receipt.eventId}"`));
    assert.equal(leafHash(Buffer.from(text ?? '')).toString('base64'), receipt.leafHash);
    assert(receipt.acceptedBy === 'stream' || kind !== 'view');
  }
  settle();

  const contents = new Map<string, string>();
  const all = [
    ...landed.map(({ eventId, text }) => [eventId, text] as const),
    ...[...objects].map(([key, text]) => [key.replace('ledger/spool/', ''), text] as const),
  ];
  for (const [eventId, text] of all) {
    assert(text.includes(`"eventId":"${eventId}"`));
    assert.equal(contents.get(eventId) ?? text, text);
    contents.set(eventId, text);
  }

  const ids = [...accepted.map(({ receipt }) => receipt.eventId), ...refused.map((r) => r.eventId)];
  assert.equal(new Set(ids).size, ids.length);
  // Whatever is in the ledger was given to a draft.
  assert([...contents.keys()].every((eventId) => ids.includes(eventId)));

  // No hole, unless stream and spool both refused it.
  const seen = [...contents.keys()].map((eventId) => parseEventId(eventId));
  for (const eventId of ids.filter((id) => !contents.has(id))) {
    const { epoch, n } = parseEventId(eventId) ?? { epoch: '', n: -1 };
    const isHole = seen.some((other) => other?.epoch === epoch && other.n > n);
    assert(!isHole || spoolRefused.has(`ledger/spool/${eventId}`));
  }
  return `${String(accepted.length)} ${String(refused.length)}`;
}

test('whatever fails: what was accepted is there, ids have one content, holes are repaired', async () => {
  const outcomes = new Set<string>();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(run, async (script) => {
      outcomes.add(await check(script));
      runs += 1;
    }),
    { numRuns: 600, seed: 20261125 },
  );
  expect(runs).toBe(600);
  expect(outcomes.size).toBeGreaterThan(100);
});
