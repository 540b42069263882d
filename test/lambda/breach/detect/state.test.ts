import { MOST } from '../../../../lambda/breach/detect/advance';
import type { ActorState } from '../../../../lambda/breach/detect/detector';
import { LATENESS_MS } from '../../../../lambda/breach/detect/detector';
import { UnreadableStateError } from '../../../../lambda/breach/detect/errors';
import { RULES } from '../../../../lambda/breach/detect/rules';
import { readState, writeState } from '../../../../lambda/breach/detect/state';
import { EMPTY_STATE, watch } from '../../../../lambda/breach/detect/watch';
import type { Thresholds } from '../../../../lambda/breach/settings';
import type { AuditDraft } from '../../../../lambda/shared/audit/event';
import {
  DEFAULTS,
  exported,
  MINUTE,
  NOON,
  patient,
  refused,
  SECOND,
  SETTINGS,
  stamped,
  used,
  WATCHED,
} from '../support/acts';
import { cut, idsOf } from '../support/told';

describe('more than a state holds', () => {
  /** So many acts at equal distances, in batches of a hundred. */
  const run = (
    count: number,
    apart: number,
    draft: (n: number) => AuditDraft,
    thresholds: Thresholds = DEFAULTS,
  ) => {
    const events = Array.from({ length: count }, (_, n) =>
      stamped(draft(n), NOON + n * apart, 2 * n),
    );
    let state: ActorState = EMPTY_STATE;
    const hits = cut(events, [100]).flatMap((batch) => {
      const found = watch(state, batch, { ...WATCHED, settings: { ...SETTINGS, thresholds } });
      ({ state } = found);
      expect(writeState(state).length).toBeLessThan(150_000);
      return found.hits;
    });
    return { events, state, hits };
  };

  it('an exporter of eight thousand single records in half an hour: told of each past the threshold', () => {
    const { events, hits } = run(8000, 220, () => exported(1));
    expect(idsOf(hits, 'bulk-export')).toEqual(
      events
        .slice(1000)
        .map(({ eventId }) => eventId)
        .toSorted(),
    );
    expect(idsOf(hits, 'many-patients')).toEqual([]);
  });

  it('three thousand denials, four thousand patients: told of each past the threshold', () => {
    const denied = run(3000, SECOND, () => refused('not-permitted'));
    expect(idsOf(denied.hits, 'failed-access')).toHaveLength(3000 - 9);
    const patients = { ...DEFAULTS, manyPatients: { patients: 1000, minutes: 60 } };
    const seen = run(4500, SECOND, used, patients);
    expect(idsOf(seen.hits, 'many-patients')).toHaveLength(4500 - 1000);
  });

  it('who does more than that breaks the rule, whatever its threshold', () => {
    const high = { ...DEFAULTS, failedAccess: { times: 1_000_000, minutes: 60 } };
    const denied = run(600, SECOND, () => refused('not-permitted'), high);
    expect(idsOf(denied.hits, 'failed-access')).toHaveLength(1);
    const patients = { ...DEFAULTS, manyPatients: { patients: 1_000_000, minutes: 60 } };
    expect(idsOf(run(500, SECOND, used, patients).hits, 'many-patients')).toHaveLength(0);
    expect(idsOf(run(3000, SECOND, used, patients).hits, 'many-patients').length).toBeGreaterThan(
      0,
    );
  });

  it('who looks at one patient all the time does not, and is still found when others come late', () => {
    const { state, hits } = run(2000, 400, () => used(0));
    expect(hits).toEqual([]);
    const end = NOON + 2000 * 400;
    const late = Array.from({ length: 150 }, (_, n) =>
      stamped(used(n + 1), end - LATENESS_MS + 5 * MINUTE + n, 10_000 + 2 * n),
    );
    const found = watch(state, late, WATCHED);
    expect(new Set(found.hits.map(({ rule }) => rule))).toEqual(new Set(['many-patients']));
  });
});

describe('a state', () => {
  const { state } = watch(
    EMPTY_STATE,
    [stamped(exported(5, 3), NOON, 7), stamped(refused('no-care-relation', 2), NOON + 5, 9)],
    WATCHED,
  );
  const text = writeState(state);
  const CALL = state.windows['failed-access']?.spans[0]?.name ?? '';

  it('is short', () => {
    expect(text).toBe(
      `[1,["${'A'.repeat(22)}"],["bulk-export",[${NOON},0,7,0,5,0],[]],["failed-access",[${NOON + 5},0,9,0,1,0],["${CALL}",${NOON + 5},0]],["outside-care-team",[${NOON + 5},0,9,0,1,0],["000000000000000000002A",${NOON + 5},0]],["many-patients",[${NOON},0,7,0,1,0],["000000000000000000003A",${NOON},0]]]`,
    );
    expect(readState(text)).toEqual(state);
    expect(readState(writeState(EMPTY_STATE))).toEqual(EMPTY_STATE);
  });

  it('can be read whatever was watched, also of before 1970', () => {
    const events = [-2, -1, 0, 2].map((minutes, n) =>
      stamped(refused('no-care-relation', n), minutes * MINUTE, 2 * n),
    );
    const { state: early } = watch(EMPTY_STATE, events, WATCHED);
    expect(readState(writeState(early))).toEqual(early);
    const backwards = writeState(early).replace(`,${2 * MINUTE},0,6,`, `,-1,0,6,`);
    expect(backwards).not.toBe(writeState(early));
    expect(() => readState(backwards)).toThrow(UnreadableStateError);
  });

  it('fits into an item of DynamoDB, also when every rule holds as much as it may', () => {
    const windows = Object.fromEntries(
      Object.values(RULES).map(({ id, measure }) => {
        const many = Array.from({ length: MOST[measure] }, (_, n) => n);
        const moments = many.map((n) => ({
          time: NOON + n * 100_000,
          epoch: String(n % 200).padStart(22, 'A'),
          from: 900_000_000 + n,
          to: 900_000_499 + n,
          weight: measure === 'records' ? 1_000_000_000 : 500,
          hit: false,
        }));
        const spans = many.map((n) => ({
          name: patient(n),
          from: NOON + n * 100_000,
          last: NOON + n * 100_000 + 9 * MINUTE,
        }));
        return [id, { moments, spans: measure === 'patients' || measure === 'calls' ? spans : [] }];
      }),
    );
    expect(writeState({ windows }).length).toBeLessThan(380_000);
  });

  it.each([
    ['nothing', ''],
    ['no list', '{}'],
    ['another format', text.replace('[1,', '[2,')],
    ['no epochs', '[1]'],
    ['an epoch of another length', text.replace('AA', 'A')],
    ['another rule', text.replace('bulk-export', 'bulk')],
    ['a rule twice', text.replace('bulk-export', 'failed-access')],
    ['half a moment', text.replace(',5,0],[]]', ',5],[]]')],
    ['an epoch that is not there', text.replace(`${NOON},0,7`, `${NOON},1,7`)],
    ['a text for a number', text.replace(`${NOON},0,7`, `"${NOON}",0,7`)],
    ['a part of a number', text.replace(',0,7,0,5', ',0,7,0,0.5')],
    ['no weight', text.replace(',0,7,0,5', ',0,7,0,0')],
    ['a run backwards', text.replace(',0,7,0,5', ',0,7,-1,5')],
    ['neither told nor not', text.replace(',0,7,0,5,0', ',0,7,0,5,2')],
    ['a name of another length', text.replace('000002A', '000002')],
    ['a span backwards', text.replace(`${NOON + 5},0]]`, `${NOON + 5},-1]]`)],
    ['half a span', text.replace(`,${NOON + 5},0]]`, `,${NOON + 5}]]`)],
  ])('with %s is refused', (_, spoilt) => {
    expect(spoilt).not.toBe(text);
    expect(() => readState(spoilt)).toThrow(UnreadableStateError);
  });
});
