/** The client of the encryption API and of the audit ledger: `hipaa-landing-zone/client`. */
export type {
  EncryptedField,
  FieldContext,
  FieldValue,
  PhiClientProps,
  PlainField,
  Reason,
  Release,
  Result,
} from './phi-client';
export { PhiClient } from './phi-client';
export type { Caller, ServiceProps, Token, Unsigned } from './credentials';
export { personByToken, serviceByRole } from './credentials';
export {
  ClientSetupError,
  FieldFailedError,
  InvalidCallError,
  NoAnswerError,
  NotAuthenticatedError,
  NotPermittedError,
  PhiClientError,
  RefusedError,
  TooManyCallsError,
  UnavailableError,
} from './errors';
export type {
  AppendedAuditEvents,
  AuditEventDraft,
  ClassifyResult,
  DataType,
  DeidentifiedRecords,
  DeidentifyRecords,
  FieldKind,
  Identifier,
  Purpose,
  RotatedKey,
  TextFinding,
  TextItem,
} from '../lambda/shared/http/generated/types';
