import assert from 'node:assert/strict';
import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { SEGMENTS } from '../../../lambda/ledger/format/layout';
import type { Scene } from './scene';

/** Object Lock keeps what is sealed, and no key is written twice. */
export async function locked({ aws, zone, report }: Scene): Promise<void> {
  const Bucket = zone.ledgerBucket;
  const { Versions = [] } = await aws.s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix: SEGMENTS, MaxKeys: 5 }),
  );
  assert.ok(Versions.length > 0);
  for (const { Key, VersionId } of Versions) {
    await assert.rejects(aws.s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId })), {
      name: 'AccessDenied',
    });
    await assert.rejects(
      aws.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'other', IfNoneMatch: '*' })),
      { name: 'PreconditionFailed' },
    );
  }
  report.fact(`${String(Versions.length)} segments can be neither deleted nor written again`);
}
