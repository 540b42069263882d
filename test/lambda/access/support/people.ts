import type { Person, Service } from '../../../../lambda/identity/principal';
import type { Role } from '../../../../lambda/identity/roles';

export const START = Date.UTC(2026, 10, 25, 10, 30);
export const TENANT = 'north-clinic';

/** Made-up pseudonyms. */
export const PATIENT = 'bWFkZS11cC1wYXRpZW50MQ';
export const OTHER_PATIENT = 'bWFkZS11cC1wYXRpZW50Mg';

let people = 0;

/** Somebody with an id of his own. */
export function person(role: Role, more: Partial<Person> = {}): Person {
  people += 1;
  return {
    kind: 'person',
    id: `3f1c2d4e-0a1b-4c2d-8e3f-${String(people).padStart(12, '0')}`,
    tenant: TENANT,
    role,
    departments: [],
    session: '9a8b7c6d-1e2f-4a3b-8c4d-444444444444',
    sessionKind: 'workstation',
    ...more,
  };
}

export function service(may: readonly string[], more: Partial<Service> = {}): Service {
  return { kind: 'service', id: 'records-system', tenant: TENANT, may, ...more };
}

/** Where calls of tests come from. */
export const ORIGIN = {
  requestId: '6f1f0d0e-7f6b-4a46-9d0a-111111111111',
  sourceIp: '192.0.2.7',
  userAgent: 'Chrome/131 on Windows',
} as const;
