import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { consoleLogger } from '../../log';
import type { AuditTrail } from '../audit-trail';
import { createAuditTrail } from '../create-audit-trail';
import type { Patience } from '../put-all';
import { PATIENCE } from '../put-all';
import { kinesisClientDefaults, kinesisStream } from './kinesis-stream';
import { s3Spool, spoolClientDefaults } from './s3-spool';

export interface KinesisAuditTrailProps {
  /** Name of the audit stream. */
  readonly streamName: string;
  /** Name of the ledger bucket, in which the spool is. */
  readonly ledgerBucket: string;
  /** How long the stream is waited for before the spool is asked. @default PATIENCE */
  readonly patience?: Patience;
}

/**
 * The audit trail of a zone. Make one when the container starts and keep it: it counts its events,
 * and keeps its connections.
 */
export function kinesisAuditTrail({
  streamName,
  ledgerBucket,
  patience = PATIENCE,
}: KinesisAuditTrailProps): AuditTrail {
  return createAuditTrail({
    stream: kinesisStream(new KinesisClient(kinesisClientDefaults), streamName),
    spool: s3Spool(new S3Client(spoolClientDefaults), ledgerBucket),
    patience,
    clock: Date.now,
    sleep: async (milliseconds) => sleep(milliseconds),
    jitter: Math.random,
    random: randomBytes,
    log: consoleLogger,
  });
}
