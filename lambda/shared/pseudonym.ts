import type { KeyObject } from 'node:crypto';
import { createHmac, createSecretKey } from 'node:crypto';
import type { DATA_TYPES } from './audit/vocabulary';
import { ZoneError } from './errors';

/**
 * Patients by pseudonym: what stands in an audit event and in a key of a table instead of a record
 * number. Nobody without the key can make one, or go through all record numbers to find whose it is; the
 * same patient of another tenant has another.
 */
export interface Pseudonyms {
  /**
   * The pseudonym of a patient: base64url of 16 bytes.
   *
   * @param patientId record number as the tenant's own systems spell it: neither trimmed nor folded
   * @throws PatientIdError when it cannot be one
   * @throws what the key says when it does not answer: fail closed
   */
  of(tenant: string, patientId: string): Promise<string>;
  /**
   * What binds an encrypted field to its tenant, patient and data type: base64url of 16 bytes. It stands
   * in the field's header, where who has no key can neither make it nor read the patient from it.
   *
   * @throws PatientIdError when the patient id cannot be one
   * @throws what the key says when it does not answer: fail closed
   */
  fieldContext(
    tenant: string,
    patientId: string,
    dataType: (typeof DATA_TYPES)[number],
  ): Promise<string>;
}

/** The key of a tenant: 32 bytes, the same at each call, that nobody but workloads can ask for. */
export type TenantKey = (tenant: string) => Promise<Uint8Array>;

/** A record number that is none. Says nothing of what stands there. */
export class PatientIdError extends ZoneError {
  override readonly name = 'PatientIdError';
}

/** Most characters of a record number. */
export const LONGEST_PATIENT_ID = 256;
/** Keys that a container holds; the one that was not used for longest goes first. */
const MOST_KEYS = 256;
/** Version of how pseudonyms are made. Another one would make other pseudonyms. */
const PURPOSE = 'hlz/pseudonym/v1';
/** Version of what binds a field. Another one would make all fields undecryptable. */
const FIELD_PURPOSE = 'hlz/field-context/v1';
const TENANT_KEY_BYTES = 32;
const CUT_BYTES = 16;
const LENGTH_BYTES = 4;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What the HMAC key of the zone signs to give a tenant its key. Nothing else is signed with it. */
export function tenantKeyMessage(tenant: string): Buffer {
  return Buffer.concat([Buffer.from(PURPOSE), lengthPrefixed(tenant)]);
}

/** HMAC-SHA-256 (RFC 2104) of the length and the bytes of a record number, cut to its first 16 bytes. */
export function pseudonymOf(key: KeyObject, patientId: string): string {
  checkPatientId(patientId);
  return cutMac(key, [patientId]);
}

/**
 * The same of four texts. It is never the MAC of a record number: that one's length says that nothing
 * follows it.
 */
export function fieldContextOf(
  key: KeyObject,
  tenant: string,
  patientId: string,
  dataType: string,
): string {
  checkPatientId(patientId);
  return cutMac(key, [FIELD_PURPOSE, tenant, patientId, dataType]);
}

/**
 * Pseudonyms under keys that are asked for once and then kept in memory, in an object that prints as
 * nothing. What does not answer is asked again at the next call.
 *
 * @param mostKeys tenants whose keys are kept. Default: 256
 */
export function createPseudonyms(tenantKey: TenantKey, mostKeys = MOST_KEYS): Pseudonyms {
  const keys = new Map<string, Promise<KeyObject>>();

  const keyOf = (tenant: string): Promise<KeyObject> => {
    const key = keys.get(tenant) ?? importKey(tenantKey, tenant);
    // Again at the end: a Map keeps the order of insertion.
    keys.delete(tenant);
    keys.set(tenant, key);
    const [oldest] = keys.keys();
    if (keys.size > mostKeys && oldest !== undefined) keys.delete(oldest);
    return key;
  };

  const answered = async (tenant: string): Promise<KeyObject> => {
    const pending = keyOf(tenant);
    try {
      return await pending;
    } catch (error) {
      if (keys.get(tenant) === pending) keys.delete(tenant);
      throw error;
    }
  };

  return {
    of: async (tenant, patientId) => pseudonymOf(await answered(tenant), patientId),
    fieldContext: async (tenant, patientId, dataType) =>
      fieldContextOf(await answered(tenant), tenant, patientId, dataType),
  };
}

async function importKey(tenantKey: TenantKey, tenant: string): Promise<KeyObject> {
  const bytes = await tenantKey(tenant);
  if (bytes.length !== TENANT_KEY_BYTES) {
    throw new RangeError(`a tenant key has ${String(TENANT_KEY_BYTES)} bytes`);
  }
  const key = createSecretKey(bytes);
  // The key object has a copy of its own.
  bytes.fill(0);
  return key;
}

function checkPatientId(patientId: string): void {
  if (patientId === '' || patientId.length > LONGEST_PATIENT_ID || LONE_SURROGATE.test(patientId)) {
    throw new PatientIdError(
      `A patient id is not one: expected 1 to ${String(LONGEST_PATIENT_ID)} characters of whole Unicode text.`,
    );
  }
}

function cutMac(key: KeyObject, texts: readonly string[]): string {
  const mac = createHmac('sha256', key);
  for (const text of texts) mac.update(lengthPrefixed(text));
  return mac.digest().subarray(0, CUT_BYTES).toString('base64url');
}

/** So that no two lists of texts have the same bytes. */
function lengthPrefixed(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
