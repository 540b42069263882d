import type { DataType } from '../../../lambda/access/vocabulary';
import { fieldsOf, jsonIn } from '../../../lambda/shared/json';
import { TENANT } from '../scenarios/people/scene';
import type { Call } from './api';
import { expectAnswer } from './api';
import type { Answer } from './api';

/** An item of a call about fields, as a caller writes it. */
export interface FieldItem {
  readonly patientId: string;
  readonly dataType: DataType;
  readonly field: string;
  readonly text?: string;
  readonly jwe?: string;
}

/** What is answered for an item. */
export interface FieldResult {
  readonly status: 'ok' | 'failed';
  readonly code?: string;
  readonly text?: string;
  readonly jwe?: string;
  readonly renewed?: boolean;
}

/** A call about fields, below `/v1` or `/service/v1`. */
export function aboutFields(
  operation: 'encrypt' | 'decrypt' | 'reencrypt',
  items: readonly FieldItem[],
  root = '/v1',
): Call {
  return { path: `${root}/phi/${operation}`, body: { purpose: 'TREAT', items } };
}

/** The results of an answer, in the order of its items. */
export function resultsOf(answer: Answer, status: 200 | 207, what: string): readonly FieldResult[] {
  return (expectAnswer(answer, status, what) as { readonly results: readonly FieldResult[] })
    .results;
}

/** Name of the data key under which a field is, by its header. */
export function kidOf(jwe: string | undefined): string {
  const [header = ''] = (jwe ?? '').split('.');
  return String(fieldsOf(jsonIn(Buffer.from(header, 'base64url').toString()))['kid']);
}

/** Key of the item of a data key. */
export function keyItem(kid: string): { readonly tenant: string; readonly kid: string } {
  return { tenant: TENANT, kid };
}
