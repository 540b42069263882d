import type { DataType } from '../../access/vocabulary';
import { isOpaqueId, phiInId } from '../../shared/audit/opaque';
import type { ItemCode } from './item-failure';

/** What an item says of itself, as far as it is written down. */
export interface Named {
  /** Record number of the patient. */
  readonly patientId: string;
  readonly dataType: DataType;
  /** Names of fields. */
  readonly fields: readonly string[];
  /** Id of the record. @default - not said */
  readonly record?: string;
}

/** Of an item with one field. */
export function nameOfItem(item: {
  readonly patientId: string;
  readonly dataType: DataType;
  readonly field: string;
  readonly record?: string;
}): Named {
  const { patientId, dataType, field, record } = item;
  return { patientId, dataType, fields: [field], ...(record === undefined ? {} : { record }) };
}

/** `PatientId` of the API document. */
export const PATIENT_ID = /^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,63}$/;
/** `FieldName` of the API document, of at most so many characters. */
const LONGEST_NAME = 64;
export const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_.-]*$/;

/** Why an item cannot be written down, and so is not done: what stands there may tell who somebody is. */
export function problemOfNames({ patientId, fields, record }: Named): ItemCode | undefined {
  if (!PATIENT_ID.test(patientId)) return 'patient-id-invalid';
  if (!fields.every((name) => isFieldName(name) && !repeats(name, patientId))) {
    return 'field-name-invalid';
  }
  return record === undefined || (isOpaqueId(record) && !repeats(record, patientId))
    ? undefined
    : 'record-invalid';
}

/** Shorter record numbers stand in a random id by chance. */
const SHORTEST_TOLD = 6;

/** Whether a name has the record number in it: beside the pseudonym it would tell whose that is. */
function repeats(name: string, patientId: string): boolean {
  const [where, what] = [name.toLowerCase(), patientId.toLowerCase()];
  return where === what || (what.length >= SHORTEST_TOLD && where.includes(what));
}

function isFieldName(name: string): boolean {
  return name.length <= LONGEST_NAME && FIELD_NAME.test(name) && phiInId(name).length === 0;
}
