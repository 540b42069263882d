import fc from 'fast-check';
import type { LogLine, ZoneCheckpoint } from '../../../../lambda/ledger/format/zone-checkpoint';
import {
  openZoneCheckpoint,
  signZoneCheckpoint,
} from '../../../../lambda/ledger/format/zone-checkpoint';
import { describeError } from '../../../../lambda/shared/errors';
import { sha256 } from '../../../../lambda/ledger/tree/hash';
import { KEY, testKey } from '../support/checkpointing';
import { PREFIX } from '../support/sealing';

const TIME = '2026-11-25T12:00:00.000Z';

function line(number: number): LogLine {
  const name = `shardId-${String(number).padStart(12, '0')}`;
  const bytes = Buffer.from(name);
  return {
    origin: `${PREFIX}/${name}`,
    size: number + 1,
    root: sha256(bytes),
    head: sha256(sha256(bytes)),
  };
}

const sign = (zone: ZoneCheckpoint): Promise<Buffer> =>
  signZoneCheckpoint(zone, KEY.verifier, KEY.sign);

const zone = fc.record({
  number: fc.nat(),
  time: fc
    .date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  logs: fc.uniqueArray(fc.nat(5000), { maxLength: 12 }).map((numbers) => numbers.map(line)),
});

it('opens what it signs, with the logs sorted', async () => {
  await fc.assert(
    fc.asyncProperty(zone, async (zone) => {
      const opened = openZoneCheckpoint(await sign(zone), KEY.verifier);
      const logs = zone.logs.toSorted((a, b) => (a.origin < b.origin ? -1 : 1));
      expect(opened).toEqual({ ...zone, logs });
    }),
    { numRuns: 30 },
  );
});

it('holds ten thousand logs under one signature that KMS can make', async () => {
  let longest = 0;
  const logs = Array.from({ length: 10_000 }, (_, at) => line(at));
  const bytes = await signZoneCheckpoint(
    { number: 7, time: TIME, logs: logs.toReversed() },
    KEY.verifier,
    (message) => {
      longest = Math.max(longest, message.length);
      return KEY.sign(message);
    },
  );
  expect(longest).toBeLessThanOrEqual(4096);
  const opened = openZoneCheckpoint(bytes, KEY.verifier);
  expect(opened.logs).toHaveLength(10_000);
  expect(opened.logs[1234]).toEqual(line(1234));
  expect((await sign(opened)).equals(bytes)).toBe(true);
  // Any line of them: one more, one less, one other.
  const text = bytes.toString();
  const at = text.indexOf(logs[5000]?.origin ?? '');
  const end = text.indexOf('\n', at) + 1;
  for (const other of [
    text.slice(0, at) + text.slice(end),
    text.slice(0, end) + text.slice(at),
    `${text.slice(0, at)}${text.slice(at, end).replace(' 5001 ', ' 5002 ')}${text.slice(end)}`,
  ]) {
    expect(() => openZoneCheckpoint(Buffer.from(other), KEY.verifier)).toThrow('list of logs');
  }
});

it.each([0, 3])('is refused with any byte changed, of %i logs', async (count) => {
  const bytes = await sign({
    number: 4,
    time: TIME,
    logs: Array.from({ length: count }, (_, at) => line(at)),
  });
  const passed: string[] = [];
  const tryToOpen = (what: string, other: Buffer): void => {
    try {
      openZoneCheckpoint(other, KEY.verifier);
      passed.push(what);
    } catch (error) {
      const { name } = describeError(error);
      if (!/^(?:NoteError|LedgerFormatError)$/.test(name)) passed.push(`${what}: ${name}`);
    }
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const other = Buffer.from(bytes);
    other[at] = (other[at] ?? 0) ^ (at % 2 === 0 ? 1 : 0x20);
    tryToOpen(`byte ${String(at)}`, other);
    tryToOpen(`the first ${String(at)} bytes`, bytes.subarray(0, at));
  }
  tryToOpen('a newline more', Buffer.concat([bytes, Buffer.from('\n')]));
  expect(passed).toEqual([]);
});

it('is refused when its origin is not below the name of the key', async () => {
  const other = testKey('other.hlz/1/x');
  const bytes = await signZoneCheckpoint(
    { number: 0, time: TIME, logs: [] },
    other.verifier,
    other.sign,
  );
  expect(() => openZoneCheckpoint(bytes, KEY.verifier)).toThrow(`not signed by ${PREFIX}`);
});
