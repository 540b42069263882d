import type { AuditTrail } from '../../shared/audit/audit-trail';
import type { AuditDraft } from '../../shared/audit/event';
import type { Pseudonyms } from '../../shared/pseudonym';
import { SERVICE_ROLE } from '../../access/question';
import { fieldName } from './field-name';
import type { FieldCipher } from '../cipher';
import type { EncryptBatch } from './engine';
import type { FunctionJob } from './job';
import { triggerName } from './job';

export interface AuditedCipherProps {
  readonly job: FunctionJob;
  readonly cipher: Pick<FieldCipher, 'encrypt' | 'decrypt'>;
  readonly pseudonyms: Pick<Pseudonyms, 'of'>;
  readonly trail: AuditTrail;
  /** Of the invocation. */
  readonly requestId: string;
  /** Waits until so many events may be written. */
  readonly pace: (events: number) => Promise<void>;
}

const ACTOR = { kind: 'service', id: 'phi-backfill', role: SERVICE_ROLE } as const;

/**
 * Encrypts for the tenant of a job. What was encrypted is given back once the ledger has an event for each
 * patient: no record, no row.
 */
export function auditedCipher(props: AuditedCipherProps): EncryptBatch {
  const { job, cipher, pseudonyms, trail, requestId, pace } = props;
  return {
    async encrypt(fields) {
      const jwes = await cipher.encrypt(job.tenant, fields);
      const rows = new Map<string, number>();
      for (const { patientId } of fields) rows.set(patientId, (rows.get(patientId) ?? 0) + 1);
      const drafts = await Promise.all(
        [...rows].map(async ([patientId, recordCount]): Promise<AuditDraft> => ({
          type: 'phi-update',
          outcome: 'success',
          action: 'backfill',
          tenant: job.tenant,
          actor: ACTOR,
          requestId,
          patient: await pseudonyms.of(job.tenant, patientId),
          purpose: job.purpose,
          resource: { type: job.dataType, ref: requestId },
          fields: [fieldName(job)],
          recordCount,
          phiAccessed: true,
          breakGlass: false,
        })),
      );
      await pace(drafts.length);
      await trail.append(drafts);
      return jwes;
    },
    decrypt: async (fields) => cipher.decrypt(job.tenant, fields),
  };
}

/** That so many values of a column were compared. Nothing of them was shown or changed. */
export function comparedEvent(
  job: FunctionJob,
  requestId: string,
  recordCount: number,
): AuditDraft {
  return {
    type: 'configuration-change',
    outcome: 'success',
    action: 'verify-backfill',
    tenant: job.tenant,
    actor: ACTOR,
    requestId,
    resource: { type: 'encrypted-column', ref: triggerName(job) },
    fields: [fieldName(job)],
    recordCount,
    phiAccessed: false,
    breakGlass: false,
  };
}
