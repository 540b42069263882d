import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditTrail } from '../../../../lambda/shared/audit/audit-trail';
import { createAuditTrail } from '../../../../lambda/shared/audit/create-audit-trail';
import type { AuditDraft } from '../../../../lambda/shared/audit/event';
import type { AuditStream } from '../../../../lambda/shared/audit/put-all';
import { PATIENCE } from '../../../../lambda/shared/audit/put-all';
import { kinesisStream } from '../../../../lambda/shared/audit/stores/kinesis-stream';
import { s3Spool } from '../../../../lambda/shared/audit/stores/s3-spool';
import { silent } from '../../../lambda/access/support/silent';
import type { Member, PeopleScene } from '../people/scene';
import { TENANT } from '../people/scene';

/**
 * The trail of a producer of this process.
 *
 * @param ahead by how many milliseconds its clock is. @default 0
 * @param stream @default - that of the zone
 */
export function trailOf(
  { aws, zone }: Pick<PeopleScene, 'aws' | 'zone'>,
  ahead = 0,
  stream: AuditStream = kinesisStream(aws.kinesis, zone.streamName),
): AuditTrail {
  return createAuditTrail({
    stream,
    spool: s3Spool(aws.s3, zone.ledgerBucket),
    patience: PATIENCE,
    clock: () => Date.now() + ahead,
    sleep: async (milliseconds) => sleep(milliseconds),
    jitter: Math.random,
    random: randomBytes,
    log: silent,
  });
}

/**
 * Records that somebody exported: of a made-up patient, for a made-up reason.
 *
 * @param at default: when the trail takes it
 * @param ref of the list that it was. @default - a made-up one
 */
export function exported(
  { id, role }: Pick<Member, 'id' | 'role'>,
  recordCount: number,
  at?: number,
  ref = 'list-5a1b2c',
): AuditDraft {
  return {
    type: 'phi-export',
    tenant: TENANT,
    action: 'export',
    outcome: 'success',
    actor: { kind: 'person', id, role, session: 'session-of-faults' },
    requestId: 'request-of-faults',
    patient: 'pUPPPPPPPPPPPPPPPPPPPA',
    purpose: 'TREAT',
    resource: { type: 'lab-results', ref },
    fields: ['value'],
    recordCount,
    phiAccessed: true,
    breakGlass: false,
    exportFormat: 'csv',
    exportDestination: 'workstation',
    ...(at === undefined ? {} : { time: new Date(at).toISOString() }),
  };
}
