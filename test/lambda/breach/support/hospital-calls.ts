import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import type { AuditDraft } from '../../../../lambda/shared/audit/event';
import { DATA_TYPES } from '../../../../lambda/shared/audit/vocabulary';
import type { Random } from '../../../support/random';
import { patient } from './acts';

const FIELDS: string[] = ['value'];

/** What one call writes. */
export interface Calls {
  used(patients: readonly number[], types: number): readonly AuditDraft[];
  denied(reason: string, patient: number, types: number): readonly AuditDraft[];
  exported(patients: number): readonly AuditDraft[];
  audit(): AuditDraft;
}

export function callsOf(
  { user: id, role, tenant, ownRecord }: DirectoryEntry,
  random: Random,
): Calls {
  const actor = { kind: 'person', id, role, session: 'session-1' } as const;
  const base = { tenant, actor, requestId: 'request-1', breakGlass: false } as const;
  const resources = DATA_TYPES.map((type) => ({ type, ref: 'record-1' }));
  const nameOf = (n: number): string => ownRecord ?? patient(n);
  return {
    used: (patients, types) => {
      const type = random.chance(0.15) ? 'phi-update' : 'phi-view';
      return patients.flatMap((n) => {
        const patient = nameOf(n);
        // Written out: there are hundreds of thousands.
        return resources.slice(0, types).map((resource) => ({
          tenant,
          actor,
          requestId: 'request-1',
          breakGlass: false,
          purpose: 'TREAT',
          resource,
          fields: FIELDS,
          recordCount: 1,
          type,
          action: 'decrypt',
          outcome: 'success',
          patient,
          phiAccessed: true,
        }));
      });
    },
    denied: (reason, n, types) =>
      resources.slice(0, types).map((resource) => ({
        ...base,
        purpose: 'TREAT',
        resource,
        fields: FIELDS,
        recordCount: 1,
        type: 'phi-view',
        action: 'decrypt',
        outcome: 'denied',
        reason,
        patient: nameOf(n),
        phiAccessed: false,
      })),
    exported: (patients) =>
      Array.from({ length: patients }, (_, n) => ({
        ...base,
        purpose: 'HPAYMT',
        resource: { type: 'billing-codes', ref: 'record-1' },
        fields: FIELDS,
        recordCount: 1,
        type: 'phi-export',
        action: 'export',
        outcome: 'success',
        exportFormat: 'x12',
        exportDestination: 'internal-system',
        approval: 'approval-1',
        patient: nameOf(n),
        phiAccessed: true,
      })),
    audit: () => ({
      tenant,
      actor,
      type: 'audit-read',
      action: 'access-report',
      outcome: 'success',
      recordCount: 50,
      phiAccessed: false,
      breakGlass: false,
    }),
  };
}
