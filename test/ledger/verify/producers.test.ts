import fc from 'fast-check';
import { sha256 } from '../../../lambda/ledger/tree/hash';
import type { Producers, SeenEvent } from '../../../lib/ledger/verify/producers';
import { createProducers } from '../../../lib/ledger/verify/producers';
import { createProducer, START } from '../../support/ledger/world';
import { createRandom } from '../../support/random';

const DAY_MS = 86_400_000;
const { epoch } = createProducer(createRandom(1), START);

function watched() {
  const found = {
    gaps: [] as string[],
    twoContents: [] as string[],
    suspicious: [] as string[],
    sealedTwice: [] as string[],
  };
  const producers = createProducers({
    gap: ({ n, count, before }, final) =>
      void found.gaps.push(
        `${String(n)}+${String(count)}<${String(before)}${final ? '' : ' open'}`,
      ),
    twoContents: (id, first, second) =>
      void found.twoContents.push(`${id} ${String(first.leaf)} ${String(second.leaf)}`),
    suspicious: (id) => void found.suspicious.push(id),
    sealedTwice: (id) => void found.sealedTwice.push(id),
  });
  return { producers, found };
}

function see(producers: Producers, n: number, more: Partial<SeenEvent> = {}): void {
  producers.see({
    epoch,
    n,
    hash: sha256(Buffer.from(String(n))),
    log: 'shardId-000000000000',
    leaf: n,
    arrived: { from: START, to: START },
    spooled: false,
    ...more,
  });
}

it('tells the numbers that are missing below the highest, in whatever order the others came', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(60), { minLength: 1 }), (numbers) => {
      const { producers, found } = watched();
      for (const n of numbers) see(producers, n);
      producers.end(START + 10 * DAY_MS);
      const missing = found.gaps.flatMap((gap) => {
        const [, n = 0, count = 0] = (/^(\d+)\+(\d+)/.exec(gap) ?? []).map(Number);
        return Array.from({ length: count }, (_, at) => n + at);
      });
      const expected = Array.from({ length: Math.max(...numbers) }, (_, n) => n).filter(
        (n) => !numbers.includes(n),
      );
      expect(missing).toEqual(expected);
      expect(found.suspicious).toEqual([]);
    }),
  );
});

it('knows each event that came before, near or far', () => {
  const { producers, found } = watched();
  const count = 70_000;
  for (let n = 0; n < count; n += 1) see(producers, n);
  see(producers, count - 1);
  see(producers, count - 2, { hash: sha256(Buffer.from('other')), leaf: 99_999 });
  see(producers, 0, { hash: sha256(Buffer.from('other')) });
  expect(producers.counts).toMatchObject({ events: count + 3, epochs: 1, repeated: 1 });
  expect(found).toMatchObject({
    twoContents: [`${epoch}-${String(count - 2)} ${String(count - 2)} 99999`],
    suspicious: [`${epoch}-0`],
  });
});

it('leaves a gap open until nothing can come any more', () => {
  const { producers, found } = watched();
  see(producers, 1);
  producers.forget(START + 9 * DAY_MS - 1);
  expect(found.gaps).toEqual([]);
  producers.forget(START + 9 * DAY_MS + DAY_MS);
  producers.end(START + 11 * DAY_MS);
  expect(found.gaps).toEqual(['0+1<1']);

  const young = watched();
  see(young.producers, 2);
  young.producers.end(START + DAY_MS);
  expect(young.found.gaps).toEqual(['0+2<2 open']);
});

it('lets nothing behind the last signature fill what cannot come any more', () => {
  const { producers, found } = watched();
  see(producers, 1);
  producers.forget(START + 9 * DAY_MS - 1);
  producers.forget(START + 9 * DAY_MS, true);
  see(producers, 0);
  producers.end(START + 9 * DAY_MS);
  expect(found.gaps).toEqual(['0+1<1']);
});

it('does not believe an epoch that does not fit the time of its events', () => {
  const { producers, found } = watched();
  const late = { from: START + 8.5 * DAY_MS, to: START + 8.5 * DAY_MS };
  see(producers, 0, { arrived: late });
  see(producers, 1, { arrived: { from: START - DAY_MS, to: START - DAY_MS } });
  see(producers, 2, { arrived: late, spooled: true });
  expect(producers.counts).toMatchObject({ events: 3, oddClock: 2 });
  expect(found.suspicious).toEqual([`${epoch}-0`, `${epoch}-1`]);
});

it('knows an event that was put again within a week, and no epoch that it has forgotten', () => {
  const { producers, found } = watched();
  see(producers, 1);
  see(producers, 0, { arrived: { from: START + 7 * DAY_MS, to: START + 7 * DAY_MS } });
  producers.forget(START + 9 * DAY_MS);
  expect(found.gaps).toEqual([]);
  see(producers, 5, { arrived: { from: START + 7 * DAY_MS, to: START + 7 * DAY_MS } });
  producers.end(START + 20 * DAY_MS);
  expect(found).toMatchObject({ gaps: [], suspicious: [`${epoch}-5`] });
});

it('tells an object of the spool that was sealed twice, not one that came by the stream too', () => {
  const { producers, found } = watched();
  see(producers, 0);
  see(producers, 0, { spooled: true });
  expect(found.sealedTwice).toEqual([]);
  see(producers, 0, { spooled: true });
  expect(found.sealedTwice).toEqual([`${epoch}-0`]);
});
