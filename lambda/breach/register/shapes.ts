import * as z from 'zod/mini';
import { MARKS } from '../clocks/clock';
import { isDay } from '../clocks/day';
import {
  EXCLUSIONS,
  FACTORS,
  FINDING_SOURCES,
  JURISDICTIONS,
  NOTICE_KINDS,
  NOTICE_WAYS,
  PHI_KINDS,
  RULE_IDS,
  SEVERITIES,
  STATES,
} from '../vocabulary';
import { MOST_EVIDENCE } from './incident';

/**
 * What an entry and an incident are, as they are kept. What is written is checked by the same shapes by which it
 * is read, so that nothing is kept that could not be read again. A bound that is lowered shuts old entries: never do.
 */

/** Characters of texts that people write. */
export const LONGEST_TEXT = { line: 200, paragraph: 2000, story: 8000 } as const;

function text(most: number) {
  return z.string().check(z.maxLength(most), z.regex(/\S/));
}
export const line = text(LONGEST_TEXT.line);
const paragraph = text(LONGEST_TEXT.paragraph);
const story = text(LONGEST_TEXT.story);
/** Ids of things that are kept elsewhere: as long as an audit event takes them. */
const id = z.string().check(z.minLength(1), z.maxLength(192));
const number = z.int().check(z.minimum(1));
export const moment = z.int().check(z.minimum(0));
const count = z.int().check(z.minimum(0), z.maximum(1_000_000_000));
export const day = z.string().check(z.refine(isDay));
const holdDays = z.int().check(z.minimum(1), z.maximum(60));

const origin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rule'), rule: z.enum(RULE_IDS), actor: id }),
  z.strictObject({
    kind: z.literal('finding'),
    source: z.enum(FINDING_SOURCES),
    finding: z.string().check(z.minLength(1), z.maxLength(512)),
    type: z.string().check(z.minLength(1), z.maxLength(256)),
  }),
  z.strictObject({ kind: z.literal('report') }),
]);

const hits = z
  .strictObject({
    count: z.int().check(z.minimum(1)),
    firstAt: moment,
    lastAt: moment,
    events: z.array(id).check(z.maxLength(MOST_EVIDENCE)),
  })
  .check(z.refine(({ firstAt, lastAt }) => firstAt <= lastAt, { path: ['lastAt'] }));

const facts = z.strictObject({
  title: z.optional(line),
  description: z.optional(story),
  breachFrom: z.optional(day),
  breachTo: z.optional(day),
  phiKinds: z.optional(z.array(z.enum(PHI_KINDS)).check(z.maxLength(PHI_KINDS.length))),
  location: z.optional(line),
  breachType: z.optional(line),
  steps: z.optional(paragraph),
  mitigation: z.optional(paragraph),
  safeguards: z.optional(paragraph),
});

const counts = z.strictObject({
  total: count,
  byState: z.partialRecord(z.enum(JURISDICTIONS), count),
  unreachable: count,
});

const safeHarbor = z.strictObject({
  method: line,
  keysCompromised: z.boolean(),
  rationale: paragraph,
});
const exclusion = z.strictObject({ exclusion: z.enum(EXCLUSIONS), rationale: paragraph });
const assessment = z.strictObject({
  factors: z.record(z.enum(FACTORS), paragraph),
  conclusion: z.enum(['low-probability', 'breach']),
  rationale: paragraph,
});

function signed<T extends z.ZodMiniType>(finding: T) {
  return z.strictObject({
    finding,
    by: id,
    at: moment,
    approvedBy: z.optional(id),
    approvedAt: z.optional(moment),
  });
}

const hold = z.strictObject({
  kind: z.enum(['written', 'oral']),
  statedOn: day,
  until: z.optional(day),
  official: line,
  agency: line,
  statement: line,
});

const associate = z.strictObject({
  associate: id,
  worksFor: z.optional(id),
  agent: z.boolean(),
  discoveredOn: z.optional(day),
  notifiedOn: z.optional(day),
  days: z.optional(holdDays),
});

const notice = z.strictObject({
  kind: z.enum(NOTICE_KINDS),
  on: day,
  way: z.enum(NOTICE_WAYS),
  jurisdiction: z.optional(z.enum(JURISDICTIONS)),
  associate: z.optional(id),
  persons: z.optional(count),
  until: z.optional(day),
  evidence: line,
});

/** Of what an entry recorded, its number. */
const recorded = { n: z.optional(number) };

const reminder = { clock: text(256), due: day, mark: z.literal(MARKS) };

export const changeShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('opened'),
    tenant: z.string().check(z.minLength(1), z.maxLength(63)),
    origin,
    severity: z.enum(SEVERITIES),
    discoveredOn: day,
    drill: z.boolean(),
    hits: z.optional(hits),
    facts: z.optional(facts),
  }),
  z.strictObject({ kind: z.literal('hit'), severity: z.enum(SEVERITIES), hits }),
  z.strictObject({ kind: z.literal('facts'), facts }),
  z.strictObject({ kind: z.literal('discovery'), discoveredOn: day, why: paragraph }),
  z.strictObject({ kind: z.literal('counts'), counts }),
  z.strictObject({ kind: z.literal('safe-harbor'), finding: safeHarbor }),
  z.strictObject({ kind: z.literal('exclusion'), finding: exclusion }),
  z.strictObject({ kind: z.literal('assessment'), finding: assessment }),
  z.strictObject({
    kind: z.literal('approval'),
    of: z.enum(['safe-harbor', 'exclusion', 'assessment']),
  }),
  z.strictObject({ kind: z.literal('hold'), hold }),
  z.strictObject({ kind: z.literal('associate'), associate }),
  z.strictObject({ kind: z.literal('notice'), notice }),
  z.strictObject({ kind: z.literal('withdraw'), n: number, why: paragraph }),
  z.strictObject({ kind: z.literal('state'), to: z.enum(STATES), why: paragraph }),
  z.strictObject({ kind: z.literal('reminder'), ...reminder }),
]);

export const author = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), id, role: id }),
  z.strictObject({ kind: z.literal('service'), id }),
]);

const due = z.strictObject({
  clock: text(256),
  target: day,
  limit: day,
  due: day,
  citation: text(256),
  done: z.optional(day),
});

export const entryShape = z.strictObject({
  n: number,
  at: moment,
  by: author,
  change: changeShape,
  dues: z.array(due),
});

export const incidentShape = z.strictObject({
  id,
  tenant: z.string(),
  version: number,
  drill: z.boolean(),
  origin,
  state: z.enum(STATES),
  severity: z.enum(SEVERITIES),
  detected: z.optional(z.enum(SEVERITIES)),
  openedAt: moment,
  changedAt: moment,
  discoveredOn: day,
  facts,
  hits: z.optional(hits),
  counts: z.optional(counts),
  safeHarbor: z.optional(signed(safeHarbor)),
  exclusion: z.optional(signed(exclusion)),
  assessment: z.optional(signed(assessment)),
  holds: z.array(z.extend(hold, recorded)),
  associates: z.array(z.extend(associate, recorded)),
  notices: z.array(z.extend(notice, recorded)),
  reminders: z.array(z.strictObject(reminder)),
});
