import assert from 'node:assert/strict';
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { segmentsOf } from '../../../../lambda/ledger/format/layout';
import { until } from '../../machine/until';
import { streamRecords } from '../../zone/ledger';
import type { PeopleScene } from '../people/scene';
import { batchOf } from '../quiet';
import { allSealed } from '../seal';
import { toldBy } from './told';
import { exported, trailOf } from './trail';

/** What a container says that was not the first. */
const SECOND = 'another writer was first';

/**
 * The same records, and older ones beside them, are in the hands of two containers at the same time; a write of
 * one of them lands when others have gone on. Each record is sealed once, in order, and whoever lost ends well.
 */
export async function twoSealers(scene: PeopleScene): Promise<void> {
  const { aws, cast, emulator, functions, ledger, zone, report } = scene;
  const trail = trailOf(scene);
  const [receipt] = await trail.append([exported(cast.nurse, 1)]);
  assert.ok(receipt?.acceptedBy === 'stream');
  const shard = receipt.shardId;
  const recordsNow = async () => (await streamRecords(aws, zone.streamName)).get(shard) ?? [];
  const isSegment = ({ method, path }: { readonly method: string; readonly path: string }) =>
    method === 'PUT' && path.includes(`/${segmentsOf(shard)}`);
  const threw = await functions.linesWith(zone.sealer, 'NotSealedError: ');
  const raced = await toldBy(scene, zone.sealer, SECOND);
  await allSealed(scene);

  // Both writes wait for each other: that of the container which Lambda calls, and that of ours.
  let arrived = 0;
  let metOther = 0;
  const both = emulator.functionWire.lay({
    matches: isSegment,
    effect: {
      until: async () => {
        arrived += 1;
        await until('the write of the other sealer', 30, async () => {
          return Promise.resolve(arrived >= 2 ? true : 'one write');
        });
        metOther += 1;
      },
    },
    times: 2,
  });
  const before = (await recordsNow()).length;
  await trail.append(Array.from({ length: 20 }, () => exported(cast.nurse, 1)));
  // Those of a while ago are sealed; of the new ones it has fewer than there are.
  const older = (await recordsNow()).slice(Math.max(0, before - 5), before + 15);
  await functions.invoke(zone.sealer, batchOf(shard, older));
  both.lift();
  await allSealed(scene);
  // A write that waits in vain is cut: that one has happened too, and has met nobody.
  assert.equal(metOther, 2, 'both writes were under way at once');
  await raced();

  // A write that lands when the log has gone on.
  let wentOn = 0;
  const late = emulator.functionWire.lay({
    matches: isSegment,
    effect: {
      until: async () => {
        const size = await ledger.size(shard);
        await until('a log that goes on', 30, async () =>
          (await ledger.size(shard)) > size ? true : 'nothing new',
        );
        wentOn += 1;
      },
    },
    times: 1,
  });
  await trail.append(Array.from({ length: 10 }, () => exported(cast.nurse, 1)));
  await functions.invoke(zone.sealer, batchOf(shard, (await recordsNow()).slice(before)));
  await allSealed(scene);
  await until('a write that lands late', 30, async () =>
    Promise.resolve(wentOn === 1 ? true : 'none'),
  );
  late.lift();

  // And what was sealed long ago, given once more; then a last one, of which the lines come after all others.
  await functions.invoke(zone.sealer, batchOf(shard, (await recordsNow()).slice(0, before)));
  const [last] = await trail.append([exported(cast.nurse, 1)]);
  assert.ok(last?.acceptedBy === 'stream');
  await allSealed(scene);
  const lastLine = `size: ${String(await ledger.size(last.shardId))},`;
  await until('the lines of the last call', 60, async () =>
    (await functions.linesWith(zone.sealer, lastLine)) > 0 ? true : `no ${lastLine}`,
  );

  const segments = (await ledger.segments(shard)).length;
  const versions = await versionsOf(scene, shard);
  assert.ok(
    versions.length >= segments && segments > 0,
    `${String(versions.length)} versions of ${String(segments)} segments`,
  );
  assert.equal(versions.length, new Set(versions).size, 'no segment was written twice');
  assert.equal(await functions.linesWith(zone.sealer, 'NotSealedError: '), threw);
  report.fact(
    'two sealers with the same records, one of them with older ones too: one of two writes was refused, one landed late, and the log has each record once; none of them threw',
  );
}

async function versionsOf(
  { aws, zone }: PeopleScene,
  shard: string,
): Promise<readonly (string | undefined)[]> {
  const input = { Bucket: zone.ledgerBucket, Prefix: segmentsOf(shard) };
  const { Versions = [], IsTruncated } = await aws.s3.send(new ListObjectVersionsCommand(input));
  assert.ok(IsTruncated !== true);
  return Versions.map(({ Key }) => Key);
}
