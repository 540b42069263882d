import type { Operation } from '../../../access/api/operation';
import type { DataType } from '../../../access/vocabulary';
import { mapBounded } from '../../../shared/bounded';
import type {
  DeidentifiedField,
  DeidentifiedRecords,
  DeidentifyRecords,
  FieldProblem,
  IdentifiedRecord,
} from '../../../shared/http/generated/types';
import { checkOpaque, invalidBody } from '../../../shared/http/validate';
import { MOST_FIELDS } from '../../cipher';
import type { EncryptedField } from '../../cipher';
import { development } from '../../deidentify/development';
import type { RecordField, TreatedField } from '../../deidentify/field';
import { safeHarbor } from '../../deidentify/safe-harbor';
import { createTokens } from '../../deidentify/tokens';
import { redact } from '../../detect/redact';
import { batchPlan } from '../batch';
import { deedOf } from '../deed';
import { TEXTS_AT_A_TIME } from '../findings';
import type { ItemCode } from '../item-failure';
import { checkOneOf } from '../one-of';
import type { PhiServices } from '../services';
import { problemOf } from '../values';

/** Most fields of a call, of all its records together. */
const MOST_OF_ALL = 2000;

type Treat = (fields: readonly RecordField[]) => Promise<readonly TreatedField[]>;
interface Result {
  readonly fields: readonly DeidentifiedField[];
}

/** Takes out of records what identifies a person. Nothing but the output leaves. */
export function deidentifyOperation(
  services: PhiServices,
): Operation<DeidentifyRecords, DeidentifiedRecords> {
  return async (body, act) => {
    checkBody(body);
    const { approval, dataType, records } = body;
    const { tenant } = act.by;
    return batchPlan(services.pseudonyms, {
      deed: deedOf(act, body, {
        action: 'deidentify',
        use: { type: 'phi-view' },
        approval,
        phiAccessed: true,
      }),
      items: records,
      nameOf: ({ patientId, record, fields }) => ({
        patientId,
        dataType,
        fields: fields.map(({ field }) => field),
        ...(record === undefined ? {} : { record }),
      }),
      read: (record) => problemOfTexts(record) ?? { good: record },
      work: async (good: readonly IdentifiedRecord[]) => {
        const opened = await openAll(services, tenant, dataType, good);
        return deidentified(good, opened, await methodOf(services, tenant, body));
      },
      claims: true,
    });
  };
}

/** @throws RequestError 400 for what the schema cannot say */
function checkBody({ approval, method, salt, records }: DeidentifyRecords): void {
  checkOpaque({ '/approval': approval });
  const problems: FieldProblem[] = [];
  if (method === 'development' && salt === undefined) {
    problems.push({ pointer: '#/salt', detail: 'is missing.' });
  }
  if (method === 'safe-harbor' && salt !== undefined) {
    problems.push({ pointer: '#/salt', detail: 'does not go with safe-harbor.' });
  }
  const count = records.reduce((sum, { fields }) => sum + fields.length, 0);
  if (count > MOST_OF_ALL) {
    const detail = `expected at most ${String(MOST_OF_ALL)} fields in all records together.`;
    problems.push({ pointer: '#/records', detail });
  }
  records.forEach(({ fields }, record) => {
    const seen = new Set<string>();
    fields.forEach(({ field }, at) => {
      if (seen.has(field)) {
        const pointer = `#/records/${String(record)}/fields/${String(at)}/field`;
        problems.push({ pointer, detail: 'is the name of another field of the record too.' });
      }
      seen.add(field);
    });
  });
  if (problems.length > 0) throw invalidBody(problems);
  checkOneOf(
    records.flatMap(({ fields }, record) =>
      fields.map(({ jwe, text }, at) => ({
        pointer: `#/records/${String(record)}/fields/${String(at)}`,
        given: { jwe, text },
      })),
    ),
  );
}

function problemOfTexts({ fields }: IdentifiedRecord): ItemCode | undefined {
  for (const { text } of fields) {
    const problem = text === undefined ? undefined : problemOf({ text });
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The fields of each record in plain; undefined where one of them is not decryptable. */
async function openAll(
  { cipher }: PhiServices,
  tenant: string,
  dataType: DataType,
  records: readonly IdentifiedRecord[],
): Promise<readonly (readonly RecordField[] | undefined)[]> {
  const sealed = records.flatMap(({ patientId, fields }) =>
    fields.flatMap(({ jwe }): readonly EncryptedField[] =>
      jwe === undefined ? [] : [{ patientId, dataType, jwe }],
    ),
  );
  const values: Awaited<ReturnType<typeof cipher.decrypt>>[number][] = [];
  for (let at = 0; at < sealed.length; at += MOST_FIELDS) {
    values.push(...(await cipher.decrypt(tenant, sealed.slice(at, at + MOST_FIELDS))));
  }
  const opened = values.values();
  return records.map(({ fields }) => {
    const plain = fields.map(({ field, kind, jwe, text }): RecordField | 'bytes' | undefined => {
      const value = jwe === undefined ? { text: text ?? '' } : opened.next().value;
      if (value === undefined) return undefined;
      return 'text' in value ? { field, kind, text: value.text } : 'bytes';
    });
    return plain.includes(undefined)
      ? undefined
      : // Nobody can say what is in bytes: they are dropped.
        plain.filter((field) => field !== undefined && field !== 'bytes');
  });
}

/** All that is told of one patient is looked at together: an age over 89 in one record speaks for the others. */
async function deidentified(
  records: readonly IdentifiedRecord[],
  opened: readonly (readonly RecordField[] | undefined)[],
  treat: Treat,
): Promise<readonly (Result | ItemCode)[]> {
  const patients = [...new Set(records.map(({ patientId }) => patientId))];
  const results = new Map<number, Result>();
  await mapBounded(patients, TEXTS_AT_A_TIME, async (patientId) => {
    const own = records.flatMap((record, at) =>
      record.patientId === patientId ? [{ at, fields: opened[at] ?? [] }] : [],
    );
    const treated = await treat(own.flatMap(({ fields }) => fields));
    let from = 0;
    for (const { at, fields } of own) {
      const to = from + fields.length;
      results.set(at, { fields: treated.slice(from, to).flatMap(toldField) });
      from = to;
    }
  });
  return opened.map(
    (fields, at) => (fields === undefined ? undefined : results.get(at)) ?? 'not-decryptable',
  );
}

function toldField(treated: TreatedField): readonly DeidentifiedField[] {
  if (treated.treatment === 'dropped') return [];
  const { field, treatment, text } = treated;
  return [{ field, treatment, text }];
}

async function methodOf(
  { detector, tenantKey, now }: PhiServices,
  tenant: string,
  { method, salt = '' }: DeidentifyRecords,
): Promise<Treat> {
  const means = { asOf: new Date(now()).getUTCFullYear(), detector, redact };
  if (method === 'safe-harbor') return async (fields) => safeHarbor(fields, means);
  const secret = await tenantKey(tenant);
  const tokens = createTokens(secret, salt);
  // The tokens have a key of their own.
  secret.fill(0);
  return async (fields) => development(fields, tokens, means);
}
