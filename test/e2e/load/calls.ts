import type { Random } from '../../support/random';
import type { Answer, Call } from '../people/api';
import type { FieldItem, FieldResult } from '../people/fields';
import { aboutFields } from '../people/fields';
import type { Kind } from './mix';
import type { Sample } from './tally';
import { GOOD, LOST } from './tally';
import type { Kept, Ward } from './ward';
import { opaqueId, READING } from './ward';

/** What callers were told, to be held against the ledger. */
export interface Told {
  /** Ids of events of which somebody has a receipt. */
  readonly receipts: string[];
  /** Ids of calls about fields that were answered. */
  readonly acts: string[];
  reports: number;
}

/** Events of a call that appends. */
const EVENTS = 5;
/** Fields of a call about fields. */
const FIELDS = 5;
/** How often a call is sent again whose answer was lost. */
const AGAIN = 3;
/** Fields that are kept to be read. */
const MOST_KEPT = 200;

/** Makes one call of a kind, and once more where its answer was lost. */
export async function make(
  kind: Kind,
  level: number,
  ward: Ward,
  told: Told,
  random: Random,
): Promise<readonly Sample[]> {
  const { send, take } = MAKERS[kind](ward, told, random);
  const samples: Sample[] = [];
  for (let attempt = 0; attempt <= AGAIN; attempt += 1) {
    const began = performance.now();
    const answer = await send().catch(() => undefined);
    const ms = performance.now() - began;
    const outcome = answer === undefined ? LOST : outcomeOf(answer);
    const units = answer !== undefined && outcome === GOOD ? take(answer.body) : 0;
    samples.push({ kind, level, ms, outcome, units });
    if (answer !== undefined) break;
  }
  return samples;
}

export function outcomeOf({ status, body }: Answer): string {
  const { code } = (typeof body === 'object' && body !== null ? body : {}) as { code?: unknown };
  return typeof code === 'string' ? `${String(status)} ${code}` : String(status);
}

interface Made {
  readonly send: () => Promise<Answer>;
  /** Notes what a good answer told; how many events or fields it brought through. */
  readonly take: (body: unknown) => number;
}

type Maker = (ward: Ward, told: Told, random: Random) => Made;

const MAKERS: Readonly<Record<Kind, Maker>> = {
  append(ward, told, random) {
    const events = Array.from({ length: EVENTS }, () => ({
      type: 'phi-view',
      action: 'read',
      outcome: 'success',
      patientId: random.pick(ward.patients),
      purpose: 'TREAT',
      resource: { type: 'vitals', ref: opaqueId() },
      fields: ['pulse'],
      recordCount: 1,
      phiAccessed: true,
    }));
    // The same key and body when it is sent again: then it is written once.
    const call: Call = {
      path: '/service/v1/audit/events',
      body: { idempotencyKey: opaqueId(), events },
    };
    return {
      send: () => ward.asService(call),
      take(body) {
        const { results } = body as { readonly results: readonly { readonly eventId: string }[] };
        told.receipts.push(...results.map(({ eventId }) => eventId));
        return results.length;
      },
    };
  },

  encrypt(ward, told, random) {
    const record = opaqueId();
    const field = { patientId: random.pick(ward.patients), ...READING };
    const items = Array.from({ length: FIELDS }, (_, at) => ({
      ...field,
      record,
      text: `${String(60 + at)} /min`,
    }));
    return {
      send: () => ward.asService(aboutFields('encrypt', items, '/service/v1')),
      take(body) {
        told.acts.push(record);
        const made = goodOf(body).map(({ jwe = '' }): Kept => ({ ...field, jwe }));
        ward.fields.push(...made);
        ward.fields.splice(0, Math.max(0, ward.fields.length - MOST_KEPT));
        return made.length;
      },
    };
  },

  decrypt(ward, told, random) {
    const record = opaqueId();
    const one = random.pick(ward.fields);
    const items = ward.fields
      .filter(({ patientId }) => patientId === one.patientId)
      .slice(-FIELDS)
      .map((item): FieldItem & { readonly record: string } => ({ ...item, record }));
    const nurse = ward.nurse();
    return {
      send: () => ward.asPerson(nurse, aboutFields('decrypt', items)),
      take(body) {
        told.acts.push(record);
        return goodOf(body).length;
      },
    };
  },

  report(ward, told, random) {
    const now = Date.now();
    const body = {
      patientId: random.pick(ward.patients),
      from: new Date(now - 60_000).toISOString(),
      to: new Date(now).toISOString(),
      pageSize: 50,
    };
    const officer = ward.officer();
    return {
      send: () => ward.asPerson(officer, { path: '/v1/audit/access-report', body }),
      take(answer) {
        told.reports += 1;
        return (answer as { readonly rows: readonly unknown[] }).rows.length;
      },
    };
  },
};

function goodOf(body: unknown): readonly FieldResult[] {
  const { results } = body as { readonly results: readonly FieldResult[] };
  return results.filter(({ status }) => status === 'ok');
}
