import type { AuditDraft } from '../../../lambda/shared/audit/event';

/** Made-up people of one made-up hospital. */
const TENANT = 'mercy-example';

/** The audit event of a made-up act, by its number. */
export function draft(producer: string, number: number): AuditDraft {
  const id = `${producer}-clinician-${String(number % 37)}`;
  if (number % 5 === 0) return signIn(id);
  return {
    type: 'phi-view',
    tenant: TENANT,
    action: 'decrypt',
    outcome: 'success',
    actor: { kind: 'person', id, role: 'attending-physician', session: `session-${producer}` },
    requestId: `request-${producer}-${String(number)}`,
    patient: patient(number),
    purpose: 'TREAT',
    resource: { type: 'lab-results', ref: `rec-${String(number)}` },
    fields: ['result', 'unit'],
    recordCount: 1,
    phiAccessed: true,
    breakGlass: false,
  };
}

/** A sign-in: accepted by the spool while the stream is down. */
export function signIn(id: string): AuditDraft {
  return {
    type: 'login-success',
    tenant: TENANT,
    action: 'sign-in',
    outcome: 'success',
    actor: { kind: 'person', id, role: 'nurse' },
    phiAccessed: false,
    breakGlass: false,
  };
}

/** A pseudonym: 16 bytes in base64url. */
function patient(number: number): string {
  const bytes = Buffer.alloc(16, 0xa5);
  bytes.writeUInt32BE(number);
  return bytes.toString('base64url');
}
