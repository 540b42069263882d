// Written by `npm run generate` from api/openapi.yaml. Do not edit.

/** A JSON Web Token. */
export type AccessToken = string;

export type Seconds = number;

/** The record number of the patient, as your system writes it: at most 64 letters, digits and ._:/#-. It is turned into a pseudonym at once, and kept nowhere. */
export type PatientId = string;

/** A pseudonym of a patient. The same patient has the same one in all answers to a tenant. */
export type Pseudonym = string;

/** An opaque id of at most 192 letters, digits and ._:/=~-, such as a UUID. It must say nothing about a person. */
export type OpaqueId = string;

/** An event id, as the ledger gives it out. */
export type EventId = string;

/** A key of 16 to 64 letters, digits and ._~-, such as a UUID. Take a new one for each new body; it is remembered for a day. */
export type IdempotencyKey = string;

/** The `page` of the answer before. It is good for the same request by the same caller. */
export type PageToken = string;

/** Most rows of a page, 100 when it is not given. */
export type PageSize = number;

/** UTC with milliseconds, such as 2026-11-25T10:30:00.000Z. */
export type Instant = string;

/** A day of UTC, such as 2026-11-25. */
export type Day = string;

/** A whole number. */
export type Count = number;

/** A code of at most 48 small letters and hyphens, such as not-on-care-team. */
export type Code = string;

/** A clinical reason code of at most 48 capital letters and hyphens, such as SECOND-OPINION. Never a diagnosis code. */
export type ClinicalReason = string;

/** The name of a field of at most 64 letters, digits and _.-, such as address.zip. Never its value. */
export type FieldName = string;

/** A department of at most 63 small letters, digits and hyphens, such as cardiology. */
export type DepartmentId = string;

/** A tenant of at most 63 small letters, digits and hyphens. */
export type TenantId = string;

/** A time zone by its IANA name, such as America/New_York. */
export type TimeZone = string;

/** An IPv4 or IPv6 address. */
export type SourceIp = string;

/** A SHA-256 in base64. */
export type Sha256 = string;

/** A justification of 20 to 1000 characters. It is kept encrypted, for the review. */
export type Justification = string;

/** Role of a person. */
export type Role = 'attending-physician' | 'nurse-practitioner' | 'nurse' | 'medical-assistant' | 'billing' | 'front-desk' | 'patient' | 'researcher' | 'auditor' | 'privacy-officer' | 'it-administrator';

/** Where a person sits. Each kind has an idle limit of its own. */
export type SessionKind = 'public-terminal' | 'mobile' | 'console' | 'workstation';

/** When a person works. Who works by night, or in turns, is not reported for working late. */
export type Shift = 'day' | 'night' | 'rotating';

/** A part of a record. */
export type DataType = 'demographics' | 'insurance' | 'billing-codes' | 'diagnoses' | 'medications' | 'prescriptions' | 'lab-results' | 'vitals' | 'allergies' | 'notes' | 'imaging';

/** What is done to a part of a record, or to what the zone keeps beside. */
export type Action = 'read' | 'decrypt' | 'print' | 'create' | 'update' | 'encrypt' | 'redact' | 'classify' | 'share' | 'export' | 'deidentify' | 'reencrypt' | 'rotate' | 'delete' | 'append-audit-events' | 'read-access-report' | 'read-disclosures' | 'prove-audit-event' | 'request-approval' | 'decide-approval' | 'list-approvals' | 'break-glass' | 'list-broken-glass' | 'review-broken-glass' | 'assign-care-team' | 'restrict-user' | 'manage-users' | 'review-access' | 'request-amendment' | 'list-amendments' | 'open-incident' | 'read-incidents' | 'handle-incident' | 'approve-finding' | 'mail-notice' | 'keep-duties';

/** Purpose of use, a code of HL7 v3 PurposeOfUse. */
export type Purpose = 'TREAT' | 'CAREMGT' | 'CLINTRL' | 'COC' | 'ETREAT' | 'BTG' | 'ERTREAT' | 'POPHLTH' | 'HPAYMT' | 'CLMATTCH' | 'COVAUTH' | 'COVERAGE' | 'ELIGDTRM' | 'ELIGVER' | 'ENROLLM' | 'MILDCRG' | 'REMITADV' | 'HOPERAT' | 'DONAT' | 'FRAUD' | 'GOV' | 'HACCRED' | 'HCOMPL' | 'HDECD' | 'HDIRECT' | 'HDM' | 'HLEGAL' | 'HOUTCOMS' | 'HPRGRP' | 'HQUALIMP' | 'HSYSADMIN' | 'HTEST' | 'LABELING' | 'MEMADMIN' | 'METAMGT' | 'MILCDM' | 'PATADMIN' | 'PATSFTY' | 'PERFMSR' | 'RECORDMGT' | 'SYSDEV' | 'TRAIN' | 'HMARKT' | 'HRESCH' | 'BIORCH' | 'CLINTRCH' | 'CLINTRCHNPC' | 'CLINTRCHPC' | 'DSRCH' | 'POARCH' | 'PRECLINTRCH' | 'TRANSRCH' | 'PATRQT' | 'FAMRQT' | 'PWATRNY' | 'SUPNWK' | 'PUBHLTH' | 'DISASTER' | 'THREAT';

/** Emergency treatment, or breaking the glass. */
export type EmergencyPurpose = 'ETREAT' | 'BTG';

export type Outcome = 'success' | 'denied' | 'error';

export type ExportFormat = 'json' | 'ndjson' | 'csv' | 'xml' | 'pdf' | 'text' | 'fhir-json' | 'fhir-ndjson' | 'hl7v2' | 'c-cda' | 'x12' | 'dicom' | 'image' | 'jwe';

/** Where an export goes; the last three are outside of the organization. */
export type ExportDestination = 'zone-storage' | 'internal-system' | 'workstation' | 'removable-media' | 'external-system' | 'patient' | 'person';

/** Format of a report, json when it is not given. */
export type ReportFormat = 'json' | 'csv' | 'fhir';

/** What was done. A person appends the first seven and logout: what he did with records. The others take a service that config names, alone or for a person. Types that only the zone itself can know, such as break-glass-access, are taken from nobody. */
export type AppendableEventType = 'phi-view' | 'phi-create' | 'phi-update' | 'phi-delete' | 'phi-print' | 'phi-export' | 'phi-share' | 'logout' | 'user-create' | 'user-modify' | 'user-delete' | 'permission-change' | 'system-start' | 'system-stop' | 'configuration-change' | 'backup-created';

/** What went wrong (RFC 9457). Nothing that the caller wrote is repeated. */
export interface Problem {
  /** URI of the kind of problem: `https://hlz.example/problems/<code>`. */
  readonly type: string;
  /** The kind of problem in words. */
  readonly title: string;
  /** The HTTP status. */
  readonly status: number;
  /** What to do about it. */
  readonly detail: string;
  /** The request: `urn:request:<id>`. Tell it to who runs the zone. */
  readonly instance: string;
  readonly code: Code;
  /** Everything that is wrong with the body. */
  readonly errors?: readonly FieldProblem[];
}

export interface FieldProblem {
  /** Where: a JSON Pointer into the body (RFC 6901), as a fragment, such as `#/events/0/type`. */
  readonly pointer: string;
  /** What is there and what is expected. */
  readonly detail: string;
}

export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** Who acted. */
export interface Actor {
  readonly kind: 'person' | 'service' | 'unknown';
  readonly id?: OpaqueId;
  readonly role?: Code;
  readonly via?: OpaqueId;
}

/** What was acted on: its kind, and an opaque id. For PHI the kind is a data type. */
export interface Resource {
  readonly type: Code;
  readonly ref: OpaqueId;
}

export interface AppendAuditEvents {
  readonly idempotencyKey: IdempotencyKey;
  /** In the order in which they happened. */
  readonly events: readonly AuditEventDraft[];
}

/** One act. Which fields it needs goes by its type and outcome, as docs/audit-event.schema.json says. Who acted, for which tenant, in which session and from where comes from the caller's own credentials; a service says from where the person acted in `client`. `time` is now when it is not given, at most 7 days in the past and 5 minutes in the future. `glass` and `approval` are not held against their registers: they are the word of who appends. */
export interface AuditEventDraft {
  readonly type: AppendableEventType;
  readonly time?: Instant;
  readonly action: Code;
  readonly outcome: Outcome;
  readonly reason?: Code;
  readonly patientId?: PatientId;
  readonly resource?: Resource;
  /** Names of the fields that were read or changed, each once. Never their values. */
  readonly fields?: readonly FieldName[];
  /** How many records. */
  readonly recordCount?: number;
  /** Whether PHI was shown, or changed. False when it is not given. */
  readonly phiAccessed?: boolean;
  readonly purpose?: Purpose;
  readonly clinicalReason?: ClinicalReason;
  readonly glass?: OpaqueId;
  readonly approval?: OpaqueId;
  readonly recipient?: OpaqueId;
  readonly exportFormat?: ExportFormat;
  readonly exportDestination?: ExportDestination;
  readonly requestId?: OpaqueId;
  readonly client?: Client;
}

/** From where the person acted, told by the service that acts for him. Refused from people. */
export interface Client {
  readonly sourceIp?: SourceIp;
  /** The User-Agent as it came. Its family, major version and system are kept. */
  readonly userAgent?: string;
}

export interface AppendedAuditEvents {
  readonly accepted: Count;
  /** One for each event, in their order. */
  readonly results: readonly AppendResult[];
}

/** What became of an event. An accepted one has its receipt: eventId, leafHash, acceptedBy, and where it is; a rejected one its problems; one that is unavailable may be tried again. */
export interface AppendResult {
  readonly status: 'accepted' | 'rejected' | 'unavailable';
  readonly eventId?: EventId;
  readonly leafHash?: Sha256;
  readonly acceptedBy?: 'stream' | 'spool';
  /** Shard of the stream. */
  readonly shardId?: string;
  /** Its place in the shard. */
  readonly sequenceNumber?: string;
  /** Key of the object in the spool. */
  readonly key?: string;
  readonly problems?: readonly FieldProblem[];
}

/** One of patientId and actor at least; a patient neither: it is his own record. `from` belongs to the period, `to` does not. The body of a next page is the same, with `page`. */
export interface ReadAccessReport {
  readonly patientId?: PatientId;
  readonly actor?: OpaqueId;
  readonly from: Instant;
  readonly to: Instant;
  readonly format?: ReportFormat;
  readonly pageSize?: PageSize;
  readonly page?: PageToken;
}

export interface AccessReport {
  readonly period: Period;
  /** From where each part of the period was read. */
  readonly coverage: readonly Coverage[];
  readonly completeThrough: CompleteThrough;
  readonly totals?: AccessTotals;
  readonly rows: readonly AuditRow[];
  readonly page?: PageToken;
}

/** A part of a period, and whether it was read: from the index, or not at all, since the index does not reach back so far. The ledger has that part. */
export interface Coverage {
  readonly from: Instant;
  readonly to: Instant;
  readonly source: 'index' | 'not-read';
}

/** The zone checkpoint up to which nothing is missing. What was accepted later may be missing. Absent parts: nothing is signed yet. */
export interface CompleteThrough {
  /** Number of the zone checkpoint. */
  readonly checkpoint?: number;
  readonly time?: Instant;
  /** How many events of each log are in the index. */
  readonly logs: readonly LogSize[];
}

export interface LogSize {
  readonly log: LogName;
  readonly size: Count;
}

/** Name of a log: of a shard, or `spool`. */
export type LogName = string;

/** Totals of the whole period. On the first page only. */
export interface AccessTotals {
  readonly events: Count;
  readonly denied: Count;
  readonly byActor: readonly ActorTotal[];
  readonly byResourceType: readonly ResourceTypeTotal[];
  /** The timeline, by days of UTC that have events. */
  readonly byDay: readonly DayTotal[];
}

export interface ActorTotal {
  readonly actor: Actor;
  readonly events: Count;
  readonly denied: Count;
  readonly byAction: readonly ActionTotal[];
}

export interface ActionTotal {
  readonly action: Code;
  readonly events: Count;
}

export interface ResourceTypeTotal {
  readonly type: Code;
  readonly events: Count;
}

export interface DayTotal {
  readonly day: Day;
  readonly events: Count;
  readonly denied: Count;
}

/** One event of the ledger. */
export interface AuditRow {
  readonly eventId: EventId;
  readonly time: Instant;
  readonly type: Code;
  readonly action: Code;
  readonly outcome: Outcome;
  readonly reason?: Code;
  readonly actor: Actor;
  readonly patient?: Pseudonym;
  readonly resource?: Resource;
  readonly fields?: readonly FieldName[];
  readonly recordCount?: Count;
  readonly purpose?: Purpose;
  readonly phiAccessed: boolean;
  /** Whether it was done under a broken glass. */
  readonly breakGlass: boolean;
  readonly recipient?: OpaqueId;
  readonly exportDestination?: ExportDestination;
  readonly reportedBy: ReportedBy;
  readonly log: LogName;
  readonly index: Count;
  readonly leafHash: Sha256;
}

/** patientId, but for a patient: it is his own record. `from` belongs to the period, `to` does not. The body of a next page is the same, with `page`. */
export interface ReadDisclosures {
  readonly patientId?: PatientId;
  readonly from: Instant;
  readonly to: Instant;
  readonly format?: ReportFormat;
  readonly pageSize?: PageSize;
  readonly page?: PageToken;
}

export interface DisclosureReport {
  readonly period: Period;
  readonly coverage: readonly Coverage[];
  readonly completeThrough: CompleteThrough;
  readonly rows: readonly DisclosureRow[];
  readonly page?: PageToken;
}

/** On whose word it stands. An application appended it: what happened, when, under which glass and which approval is its word; who was signed in is not. The zone saw all else itself. */
export type ReportedBy = 'application' | 'zone';

/** A disclosure: when, to whom, what, and what for (45 CFR 164.528(b)(2)). */
export interface DisclosureRow {
  readonly eventId: EventId;
  readonly time: Instant;
  readonly type: Code;
  readonly actor: Actor;
  readonly recipient?: OpaqueId;
  readonly resource?: Resource;
  readonly fields?: readonly FieldName[];
  readonly recordCount?: Count;
  readonly purpose?: Purpose;
  readonly exportDestination?: ExportDestination;
  readonly reportedBy: ReportedBy;
  readonly log: LogName;
  readonly index: Count;
  readonly leafHash: Sha256;
}

/** The rows by RFC 4180, with a line of names first. The token of the next page stands in the header X-Hlz-Next-Page. */
export type Csv = string;

/** A FHIR R4 Bundle of type searchset with AuditEvent resources. The token of the next page stands in the header X-Hlz-Next-Page. */
export interface FhirBundle {
  readonly resourceType: 'Bundle';
  readonly [name: string]: unknown;
}

export interface ProveAuditEvent {
  readonly eventId: EventId;
}

export interface AuditProof {
  readonly eventId: EventId;
  readonly log: LogName;
  readonly index: Count;
  /** How many events the log had at the checkpoint of the proof. */
  readonly size: number;
  readonly leafHash: Sha256;
  /** A proof of https://c2sp.org/tlog-proof, with the checkpoint that the zone signed. */
  readonly proof: string;
}

export interface PendingProof {
  readonly eventId: EventId;
  /** Not yet sealed, or sealed and not yet signed. */
  readonly state: 'accepted' | 'sealed';
}

export interface Session {
  readonly user: OpaqueId;
  readonly tenant: TenantId;
  readonly role: Role;
  readonly departments: readonly DepartmentId[];
  readonly session: OpaqueId;
  readonly kind: SessionKind;
  readonly startedAt: Instant;
  readonly idleSeconds: Seconds;
  readonly endsAt: Instant;
}

/** An empty object. */
export interface EndSession {
}

export interface EndedSession {
  readonly session: OpaqueId;
  readonly endedAt: Instant;
}

export interface BreakGlass {
  readonly patientId: PatientId;
  readonly purpose: EmergencyPurpose;
  readonly justification: Justification;
  readonly clinicalReason?: ClinicalReason;
}

export interface BrokenGlass {
  readonly glass: OpaqueId;
  readonly holder: OpaqueId;
  readonly role?: Role;
  readonly patient?: Pseudonym;
  readonly purpose: EmergencyPurpose;
  readonly clinicalReason?: ClinicalReason;
  readonly openedAt: Instant;
  readonly expiresAt: Instant;
  readonly state: ReviewState;
  readonly reviewedAt?: Instant;
  readonly reviewer?: OpaqueId;
  readonly result?: ReviewResult;
  readonly justification?: Justification;
}

/** Whether a review of the privacy officer found a result: one that is undecided stays open. It is not told whether its hour is over. */
export type ReviewState = 'open' | 'reviewed';

export type ReviewResult = 'justified' | 'not-justified' | 'undecided';

/** By state (open when nothing is given), or one by its id. */
export interface ListBrokenGlass {
  readonly state?: ReviewState;
  readonly glass?: OpaqueId;
  readonly pageSize?: PageSize;
  readonly page?: PageToken;
}

export interface BrokenGlassList {
  readonly glasses: readonly BrokenGlass[];
  readonly page?: PageToken;
}

export interface ReviewBrokenGlass {
  readonly glass: OpaqueId;
  readonly result: ReviewResult;
}

export interface RequestApproval {
  readonly kind: 'export' | 'share' | 'deidentify';
  readonly purpose: Purpose;
  readonly dataTypes: DataTypes;
  /** Of how many patients at most. */
  readonly patients: number;
  readonly recipient?: OpaqueId;
  readonly expiresAt: Instant;
}

/** Parts of records, each once. */
export type DataTypes = readonly DataType[];

export type ApprovalKind = 'export' | 'share' | 'deidentify' | 'amendment';

/** How it stands. It is used up, or expired, by itself. */
export type ApprovalState = 'requested' | 'approved' | 'refused' | 'used-up' | 'expired';

/** What was decided. */
export type Decision = 'requested' | 'approved' | 'refused';

export interface Approval {
  readonly approval: OpaqueId;
  readonly kind: ApprovalKind;
  readonly requester: OpaqueId;
  readonly purpose?: Purpose;
  readonly dataTypes: DataTypes;
  readonly patients?: Count;
  readonly left?: Count;
  readonly recipient?: OpaqueId;
  readonly requestedAt: Instant;
  readonly expiresAt?: Instant;
  readonly state: ApprovalState;
  readonly decidedAt?: Instant;
  readonly decidedBy?: OpaqueId;
}

/** By decision (requested when nothing is given), or one by its id. */
export interface ListApprovals {
  readonly decision?: Decision;
  readonly approval?: OpaqueId;
  readonly pageSize?: PageSize;
  readonly page?: PageToken;
}

export interface ApprovalList {
  readonly approvals: readonly Approval[];
  readonly page?: PageToken;
}

export interface DecideApproval {
  readonly approval: OpaqueId;
  readonly decision: 'approve' | 'refuse';
}

/** An assignment may end by itself, at `until`. */
export interface ChangeCareTeam {
  readonly change: 'assign' | 'remove';
  readonly patientId: PatientId;
  readonly member: CareTeamMember;
  readonly until?: Instant;
}

/** A person by the `sub` of his token, or a department. */
export interface CareTeamMember {
  readonly kind: 'person' | 'department';
  readonly id: OpaqueId;
}

export interface CareTeamChange {
  readonly change: 'assign' | 'remove';
  readonly member: CareTeamMember;
  readonly patient: Pseudonym;
  readonly changedAt: Instant;
  readonly until?: Instant;
}

/** To add one: what the person may not do, to which data types, of which patient. What is not given means all; one of the three is. To remove one: its id. */
export interface ChangeRestriction {
  readonly change: 'add' | 'remove';
  readonly user: OpaqueId;
  readonly restriction?: OpaqueId;
  readonly actions?: Actions;
  readonly dataTypes?: DataTypes;
  readonly patientId?: PatientId;
}

/** Actions, each once. */
export type Actions = readonly Action[];

export interface Restriction {
  readonly restriction: OpaqueId;
  readonly user: OpaqueId;
  readonly actions?: Actions;
  readonly dataTypes?: DataTypes;
  readonly patient?: Pseudonym;
  readonly by: OpaqueId;
  readonly at: Instant;
  readonly state: 'active' | 'removed';
}

/** To create an entry: role, departments and timeZone; a patient also patientId, his own record. To modify one: what changes. To terminate one: leftAt, where he left before now; of two times the earlier counts. To reactivate one: nothing else. */
export interface ChangeUser {
  readonly change: 'create' | 'modify' | 'terminate' | 'reactivate';
  readonly user: OpaqueId;
  readonly role?: Role;
  readonly departments?: Departments;
  readonly timeZone?: TimeZone;
  readonly shift?: Shift;
  readonly patientId?: PatientId;
  readonly leftAt?: Instant;
}

/** Departments, each once. */
export type Departments = readonly DepartmentId[];

export interface DirectoryEntry {
  readonly user: OpaqueId;
  readonly role: Role;
  readonly departments: Departments;
  readonly timeZone: TimeZone;
  readonly shift?: Shift;
  readonly active: boolean;
  readonly terminatedAt?: Instant;
  readonly lockedUntil?: Instant;
  readonly signedInAt?: Instant;
}

export interface ReviewAccess {
  readonly pageSize?: PageSize;
  readonly page?: PageToken;
}

export interface AccessReview {
  readonly users: readonly ReviewedUser[];
  readonly page?: PageToken;
}

export interface ReviewedUser {
  readonly entry: DirectoryEntry;
  readonly restrictions: readonly Restriction[];
}

/** Which part of the record is wrong. What should stand there is told to the privacy officer, not to this API. */
export interface RequestAmendment {
  readonly dataType: DataType;
  readonly record: OpaqueId;
  readonly fields?: readonly FieldName[];
}

export interface Amendment {
  readonly amendment: OpaqueId;
  readonly requester: OpaqueId;
  readonly patient?: Pseudonym;
  readonly dataType: DataType;
  readonly record: OpaqueId;
  readonly fields?: readonly FieldName[];
  readonly requestedAt: Instant;
  readonly dueAt: Instant;
  readonly decision: Decision;
  readonly decidedAt?: Instant;
  readonly decidedBy?: OpaqueId;
}

/** By decision, requested when nothing is given. */
export interface ListAmendments {
  readonly decision?: Decision;
  readonly pageSize?: PageSize;
  readonly page?: PageToken;
}

export interface AmendmentList {
  readonly amendments: readonly Amendment[];
  readonly page?: PageToken;
}

/** The record number of the patient, in the form of PatientId; what has another fails alone, with the code patient-id-invalid. */
export type GivenPatientId = string;

/** The name of a field in the form of FieldName, for the audit ledger. Never its value. What has another form fails alone, with the code field-name-invalid. */
export type GivenFieldName = string;

/** The record that the field is of, in the form of OpaqueId, for the audit ledger. What has another form fails alone, with the code record-invalid. */
export type GivenRecord = string;

/** A text of at most 262144 bytes of UTF-8, without lone surrogates. Else it fails alone. */
export type Text = string;

/** Bytes in base64 with its padding (RFC 4648, section 4), at most 262144 of them. Else it fails alone. */
export type Base64 = string;

/** A field as encryptFields made it: a JWE in its compact form (RFC 7516, section 3.1). What this tenant did not encrypt for this patient and data type fails alone, with the code not-decryptable. */
export type Jwe = string;

/** Whether it was done. What failed has a code and a detail, and nothing else. */
export type ItemStatus = 'ok' | 'failed';

/** What to do about it. */
export type Detail = string;

export interface EncryptFields {
  readonly purpose: Purpose;
  readonly clinicalReason?: ClinicalReason;
  readonly items: readonly PlainItem[];
}

/** A field with its value, one of text and bytes. */
export interface PlainItem {
  readonly patientId: GivenPatientId;
  readonly dataType: DataType;
  readonly field: GivenFieldName;
  readonly record?: GivenRecord;
  readonly text?: Text;
  readonly bytes?: Base64;
}

export interface EncryptedFields {
  /** One for each item, in their order. */
  readonly results: readonly EncryptResult[];
}

export interface EncryptResult {
  readonly status: ItemStatus;
  readonly jwe?: Jwe;
  readonly code?: Code;
  readonly detail?: Detail;
}

export interface EncryptedItem {
  readonly patientId: GivenPatientId;
  readonly dataType: DataType;
  readonly field: GivenFieldName;
  readonly record?: GivenRecord;
  readonly jwe: Jwe;
}

export interface DecryptFields {
  readonly purpose: Purpose;
  readonly clinicalReason?: ClinicalReason;
  readonly release?: Release;
  readonly items: readonly EncryptedItem[];
}

/** What becomes of the fields but that they are viewed. What is shared or exported is of one data type a call and takes an approval. Sharing takes a recipient; exporting a format and a destination, and a recipient when that is outside of the organization. Printing takes none of them. */
export interface Release {
  readonly as: 'print' | 'share' | 'export';
  readonly approval?: OpaqueId;
  readonly recipient?: OpaqueId;
  readonly format?: ExportFormat;
  readonly destination?: ExportDestination;
}

export interface DecryptedFields {
  /** One for each item, in their order. */
  readonly results: readonly DecryptResult[];
}

/** A field with its value, text or bytes as it was encrypted. */
export interface DecryptResult {
  readonly status: ItemStatus;
  readonly text?: Text;
  readonly bytes?: Base64;
  readonly code?: Code;
  readonly detail?: Detail;
}

export interface ReencryptFields {
  readonly purpose: Purpose;
  readonly clinicalReason?: ClinicalReason;
  readonly items: readonly EncryptedItem[];
}

export interface ReencryptedFields {
  /** One for each item, in their order. */
  readonly results: readonly ReencryptResult[];
}

/** The field under the data key of now, and whether it was under an older one. */
export interface ReencryptResult {
  readonly status: ItemStatus;
  readonly jwe?: Jwe;
  readonly renewed?: boolean;
  readonly code?: Code;
  readonly detail?: Detail;
}

/** What identifies a person, one of 45 CFR 164.514(b)(2)(i)(A) to (R) in their order. */
export type Identifier = 'name' | 'geographic' | 'date' | 'telephone' | 'fax' | 'email' | 'ssn' | 'medical-record-number' | 'health-plan-number' | 'account-number' | 'license-number' | 'vehicle' | 'device' | 'url' | 'ip-address' | 'biometric' | 'photograph' | 'other';

export type Sensitivity = 'low' | 'medium' | 'high';

/** A text, and the name of the column that it stands in, which tells what it is. */
export interface TextItem {
  readonly patientId: GivenPatientId;
  readonly dataType: DataType;
  readonly field: GivenFieldName;
  readonly record?: GivenRecord;
  readonly text: Text;
  /** Name of a column or of a field of a form. */
  readonly name?: string;
}

export interface ClassifyText {
  readonly purpose: Purpose;
  readonly clinicalReason?: ClinicalReason;
  readonly items: readonly TextItem[];
}

export interface ClassifiedTexts {
  /** One for each item, in their order. */
  readonly results: readonly ClassifyResult[];
}

/** The highest sensitivity of what was found, and what to do about it. */
export interface ClassifyResult {
  readonly status: ItemStatus;
  readonly sensitivity?: Sensitivity;
  readonly findings?: readonly TextFinding[];
  readonly actions?: readonly RecommendedAction[];
  readonly code?: Code;
  readonly detail?: Detail;
}

export interface RecommendedAction {
  readonly code: 'encrypt-at-rest' | 'encrypt-in-transit' | 'strict-access' | 'full-audit' | 'consider-de-identification' | 'last-four-at-most' | 'year-only' | 'zip3-rule';
  readonly text: Detail;
}

/** Where something is that identifies a person, in UTF-16 units of the text that was sent. Never what stands there. */
export interface TextFinding {
  readonly identifier: Identifier;
  readonly start: Count;
  readonly end: Count;
  readonly sensitivity: Sensitivity;
  /** How surely it is one, in hundredths. */
  readonly confidence: number;
  readonly label: Code;
}

export interface RedactText {
  readonly purpose: Purpose;
  readonly clinicalReason?: ClinicalReason;
  readonly items: readonly TextItem[];
}

export interface RedactedTexts {
  /** One for each item, in their order. */
  readonly results: readonly RedactResult[];
}

/** The text with what was found replaced, such as by [NAME], and where that was in the text that was sent. */
export interface RedactResult {
  readonly status: ItemStatus;
  /** Is longer than the text that was sent where a kind has a longer name. */
  readonly text?: string;
  readonly findings?: readonly TextFinding[];
  readonly code?: Code;
  readonly detail?: Detail;
}

/** What a field holds. A value is clinical and identifies nobody, and is kept; a text is free text and is redacted. */
export type FieldKind = 'name' | 'address' | 'city' | 'state' | 'zip' | 'date' | 'birth-date' | 'age' | 'telephone' | 'fax' | 'email' | 'ssn' | 'medical-record-number' | 'health-plan-number' | 'account-number' | 'license-number' | 'vehicle' | 'device' | 'url' | 'ip-address' | 'biometric' | 'photograph' | 'identifier' | 'text' | 'value';

/** Records of one data type. Together they have at most 2000 fields. The salt goes with the method development alone: the same salt gives the same stand-ins. */
export interface DeidentifyRecords {
  readonly purpose: Purpose;
  readonly clinicalReason?: ClinicalReason;
  readonly approval: OpaqueId;
  readonly method: 'safe-harbor' | 'development';
  /** A secret of 16 to 192 characters, such as a UUID. */
  readonly salt?: string;
  readonly dataType: DataType;
  readonly records: readonly IdentifiedRecord[];
}

export interface IdentifiedRecord {
  readonly patientId: GivenPatientId;
  readonly record?: GivenRecord;
  /** Each of another name. */
  readonly fields: readonly IdentifiedField[];
}

/** A field with its value, one of jwe and text. */
export interface IdentifiedField {
  readonly field: GivenFieldName;
  readonly kind: FieldKind;
  readonly jwe?: Jwe;
  readonly text?: Text;
}

export interface DeidentifiedRecords {
  /** One for each record, in their order. */
  readonly results: readonly DeidentifyResult[];
}

/** What is left of a record. A field that had to go is not there. */
export interface DeidentifyResult {
  readonly status: ItemStatus;
  readonly fields?: readonly DeidentifiedField[];
  readonly code?: Code;
  readonly detail?: Detail;
}

export interface DeidentifiedField {
  readonly field: FieldName;
  readonly treatment: Treatment;
  /** What is left of its value. */
  readonly text: string;
}

/** What was done with a field: nothing, or it is less exact, or something made up stands there, or what was found in it is blacked out. */
export type Treatment = 'kept' | 'generalized' | 'replaced' | 'redacted';

export interface RotateKey {
}

/** The data key that encrypts from now on. */
export interface RotatedKey {
  /** 1 for the first data key of the tenant, then one more for each. */
  readonly epoch: number;
  readonly createdAt: Instant;
  readonly endsAt: Instant;
}

/** How grave it is. */
export type Severity = 'low' | 'medium' | 'high';

/** A rule of the detector. */
export type BreachRule = 'bulk-export' | 'failed-access' | 'failed-sign-in' | 'after-hours' | 'inactive-user' | 'break-glass' | 'outside-care-team' | 'many-patients';

/** A service of AWS that found something. */
export type FindingSource = 'guardduty' | 'macie' | 'securityhub';

/** How far it is handled. */
export type IncidentState = 'triage' | 'investigating' | 'confirmed' | 'not-a-breach' | 'contained' | 'notified' | 'closed';

/** What is no breach: the three exclusions (45 CFR 164.402, "Breach" (1)), and not-impermissible, which is none of them: a use or disclosure that subpart E permits, or no access at all, since "Breach" begins with one that is not permitted. */
export type Exclusion = 'unintentional-access' | 'inadvertent-disclosure' | 'not-retained' | 'not-impermissible';

/** A kind of information, as a letter names it (45 CFR 164.404(c)(1)(B)). */
export type PhiKind = 'name' | 'address' | 'date-of-birth' | 'telephone' | 'email' | 'medical-record-number' | 'health-plan-number' | 'account-number' | 'license-number' | 'photograph' | 'biometric' | 'social-security-number' | 'financial' | 'mental-health' | 'substance-use' | 'hiv' | 'demographics' | 'insurance' | 'billing-codes' | 'diagnoses' | 'medications' | 'prescriptions' | 'lab-results' | 'vitals' | 'allergies' | 'notes' | 'imaging';

/** A State or territory by its postal code (45 CFR 160.103). ZZ is none of them, or not found after a search: of counts only. */
export type Jurisdiction = 'AL' | 'AK' | 'AZ' | 'AR' | 'CA' | 'CO' | 'CT' | 'DE' | 'DC' | 'FL' | 'GA' | 'HI' | 'ID' | 'IL' | 'IN' | 'IA' | 'KS' | 'KY' | 'LA' | 'ME' | 'MD' | 'MA' | 'MI' | 'MN' | 'MS' | 'MO' | 'MT' | 'NE' | 'NV' | 'NH' | 'NJ' | 'NM' | 'NY' | 'NC' | 'ND' | 'OH' | 'OK' | 'OR' | 'PA' | 'RI' | 'SC' | 'SD' | 'TN' | 'TX' | 'UT' | 'VT' | 'VA' | 'WA' | 'WV' | 'WI' | 'WY' | 'AS' | 'GU' | 'MP' | 'PR' | 'VI' | 'ZZ';

/** Who is told. */
export type NoticeKind = 'individuals' | 'substitute' | 'urgent' | 'media' | 'hhs' | 'business-associate' | 'other';

/** How somebody is told. */
export type NoticeWay = 'first-class-mail' | 'email' | 'telephone' | 'website' | 'print-media' | 'broadcast-media' | 'press-release' | 'portal' | 'other';

/** One of hacking, improper-disposal, loss, theft and unauthorized-access. Of what kind the breach was, as the HHS form asks. */
export type BreachType = string;

/** One or several of desktop-computer, electronic-medical-record, email, laptop, network-server, portable-device, paper and other, with commas between them. Where the information was, as the HHS form asks. */
export type BreachLocation = string;

/** What may be found of an incident, so that it is no breach. */
export type FindingKind = 'safe-harbor' | 'exclusion' | 'assessment';

/** Days before the due day on which somebody is reminded, or that it is past. */
export type Mark = '30' | '14' | '7' | '1' | 'overdue';

/** What was changed of an incident. */
export type ChangeKind = 'opened' | 'hit' | 'facts' | 'discovery' | 'counts' | 'safe-harbor' | 'exclusion' | 'assessment' | 'approval' | 'hold' | 'associate' | 'notice' | 'withdraw' | 'state' | 'reminder';

/** A day of the calendar where the organization is, such as 2026-11-25. */
export type CalendarDay = string;

/** A line of 1 to 200 characters. No name and no number of a person may stand in it. */
export type Line = string;

/** A text of 1 to 2000 characters. No name and no number of a person may stand in it. */
export type Prose = string;

/** A text of 1 to 8000 characters. No name and no number of a person may stand in it. */
export type Story = string;

/** How many persons. */
export type Persons = number;

/** The `version` that the caller has seen. Another one is 409, and nothing is changed. */
export type IncidentVersion = number;

/** A page of HTML without scripts, to be printed. */
export type Html = string;

/** What happened, in plain words, and when somebody here first knew of it: discoveredOn, today when it is not given. */
export interface OpenIncident {
  readonly title: Line;
  readonly description: Story;
  readonly discoveredOn?: CalendarDay;
  readonly breachFrom?: CalendarDay;
  readonly breachTo?: CalendarDay;
  /** Whether it is an exercise. Only who handles incidents opens one. */
  readonly drill?: boolean;
  readonly idempotencyKey?: IdempotencyKey;
}

/** Its id and when it was opened, and nothing else: the privacy officer does the rest. */
export interface OpenedIncident {
  readonly incident: OpaqueId;
  readonly openedAt: Instant;
}

/** Those of the tenant that are open, when nothing is given. */
export interface ListIncidents {
  readonly of?: Owner;
  readonly which?: IncidentsWhich;
  readonly pageSize?: PageSize;
  readonly page?: PageToken;
}

/** Whose it is; of the tenant, or of the zone itself. */
export type Owner = 'tenant' | 'zone';

/** Whether they are closed. */
export type IncidentsWhich = 'open' | 'closed';

export interface IncidentList {
  readonly incidents: readonly IncidentSummary[];
  readonly page?: PageToken;
}

/** An incident, and what of it is due next: `next` is not there when nothing is to do. */
export interface IncidentSummary {
  readonly incident: OpaqueId;
  readonly version: IncidentVersion;
  readonly of: Owner;
  readonly drill: boolean;
  readonly origin: IncidentOrigin;
  readonly state: IncidentState;
  readonly severity: Severity;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly discoveredOn: CalendarDay;
  readonly title?: Line;
  readonly individuals?: Persons;
  readonly next?: IncidentDue;
}

/** Where it came from; a rule names whose acts, a finding its id and type. */
export interface IncidentOrigin {
  readonly kind: 'rule' | 'finding' | 'report';
  readonly rule?: BreachRule;
  readonly actor?: OpaqueId;
  readonly source?: FindingSource;
  /** Id of the finding. */
  readonly finding?: string;
  /** Type of the finding. */
  readonly type?: string;
}

/** What has to be done; target is the goal of the organization, limit the last lawful day, and due the same with a law-enforcement delay. */
export interface IncidentDue {
  /** Which clock, such as individuals, hhs, media:CA. */
  readonly clock: string;
  readonly target: CalendarDay;
  readonly limit: CalendarDay;
  readonly due: CalendarDay;
  /** The paragraph that asks for it. */
  readonly citation: string;
  readonly done?: CalendarDay;
  /** Days until the due day, below 0 once it is past. Not there once it is done. */
  readonly daysLeft?: number;
  readonly overdue: boolean;
}

export interface ReadIncident {
  readonly incident: OpaqueId;
  /** Whether its changes are given as well; true when nothing is said. */
  readonly history?: boolean;
}

/** An incident. history is there when it was asked for. */
export interface Incident {
  readonly incident: OpaqueId;
  readonly version: IncidentVersion;
  readonly of: Owner;
  readonly drill: boolean;
  readonly origin: IncidentOrigin;
  readonly state: IncidentState;
  readonly severity: Severity;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly discoveredOn: CalendarDay;
  readonly facts: IncidentFacts;
  readonly hits?: IncidentHits;
  readonly counts?: IncidentCounts;
  readonly safeHarbor?: SignedSafeHarbor;
  readonly exclusion?: SignedExclusion;
  readonly assessment?: SignedAssessment;
  readonly holds: readonly KeptHold[];
  readonly associates: readonly KeptAssociate[];
  readonly notices: readonly KeptNotice[];
  readonly reminders: readonly Reminder[];
  readonly dues: readonly IncidentDue[];
  readonly history?: readonly IncidentEntry[];
}

/** What is known of it. Letters quote it (45 CFR 164.404(c)(1)): no name and no number of a person may stand there. location and breachType are words of the HHS form. */
export interface IncidentFacts {
  readonly title?: Line;
  readonly description?: Story;
  readonly breachFrom?: CalendarDay;
  readonly breachTo?: CalendarDay;
  /** What kinds of PHI were involved, each once. */
  readonly phiKinds?: readonly PhiKind[];
  readonly location?: BreachLocation;
  readonly breachType?: BreachType;
  readonly steps?: Prose;
  readonly mitigation?: Prose;
  readonly safeguards?: Prose;
}

/** Acts by which a rule was broken. */
export interface IncidentHits {
  readonly count: Count;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** Ids of audit events, the first ones. */
  readonly events: readonly OpaqueId[];
}

/** Whom it concerns. unreachable are those whose address is missing or out of date (45 CFR 164.404(d)(2)). */
export interface IncidentCounts {
  readonly total: Persons;
  /** Residents of each State, as far as known; each State once, together at most the total. */
  readonly byState: readonly StateCount[];
  readonly unreachable: Persons;
}

export interface StateCount {
  readonly jurisdiction: Jurisdiction;
  readonly persons: Persons;
}

export interface SignedSafeHarbor {
  readonly finding: SafeHarbor;
  readonly by: OpaqueId;
  readonly at: Instant;
  readonly approvedBy?: OpaqueId;
  readonly approvedAt?: Instant;
}

export interface SignedExclusion {
  readonly finding: ExcludedFinding;
  readonly by: OpaqueId;
  readonly at: Instant;
  readonly approvedBy?: OpaqueId;
  readonly approvedAt?: Instant;
}

export interface SignedAssessment {
  readonly finding: Assessment;
  readonly by: OpaqueId;
  readonly at: Instant;
  readonly approvedBy?: OpaqueId;
  readonly approvedAt?: Instant;
}

/** That the PHI was encrypted as HHS guidance asks (74 FR 19006), and whether the keys were compromised. */
export interface SafeHarbor {
  readonly method: Line;
  readonly keysCompromised: boolean;
  readonly rationale: Prose;
}

export interface ExcludedFinding {
  readonly exclusion: Exclusion;
  readonly rationale: Prose;
}

/** Findings in words for each of the four factors, and no score. */
export interface Assessment {
  readonly factors: Factors;
  readonly conclusion: 'low-probability' | 'breach';
  readonly rationale: Prose;
}

/** The four factors of 45 CFR 164.402, "Breach" (2). */
export interface Factors {
  readonly natureAndExtent: Prose;
  readonly unauthorizedPerson: Prose;
  readonly acquiredOrViewed: Prose;
  readonly mitigation: Prose;
}

/** A law-enforcement delay. until is the day on which it ends and notices go out: a written one has it. statement says where it is kept. */
export interface Hold {
  readonly kind: 'written' | 'oral';
  readonly statedOn: CalendarDay;
  readonly until?: CalendarDay;
  readonly official: Line;
  readonly agency: Line;
  readonly statement: Line;
}

/** A law-enforcement delay, and the number of its entry, by which it is withdrawn. */
export interface KeptHold {
  readonly n?: IncidentVersion;
  readonly kind: 'written' | 'oral';
  readonly statedOn: CalendarDay;
  readonly until?: CalendarDay;
  readonly official: Line;
  readonly agency: Line;
  readonly statement: Line;
}

/** A business associate by its id in the organization's own list. worksFor is another one, when it works for that. */
export interface BusinessAssociate {
  readonly associate: OpaqueId;
  readonly worksFor?: OpaqueId;
  /** Whether it is an agent; then what it knew, the organization knew (45 CFR 164.404(a)(2)). */
  readonly agent: boolean;
  readonly discoveredOn?: CalendarDay;
  readonly notifiedOn?: CalendarDay;
  /** Days that its agreement gives it; 60 when nothing is given. */
  readonly days?: number;
}

/** A business associate, and the number of its entry, by which it is withdrawn. */
export interface KeptAssociate {
  readonly n?: IncidentVersion;
  readonly associate: OpaqueId;
  readonly worksFor?: OpaqueId;
  /** Whether it is an agent; then what it knew, the organization knew (45 CFR 164.404(a)(2)). */
  readonly agent: boolean;
  readonly discoveredOn?: CalendarDay;
  readonly notifiedOn?: CalendarDay;
  /** Days that its agreement gives it; 60 when nothing is given. */
  readonly days?: number;
}

/** That somebody was told. until is how long a posting stands, or a toll-free number answers; evidence is where the proof is kept, such as the number of the portal. persons is how many it reached, or HHS was told of: kinds individuals and hhs have to say it. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly on: CalendarDay;
  readonly way: NoticeWay;
  readonly jurisdiction?: Jurisdiction;
  readonly associate?: OpaqueId;
  readonly persons?: Persons;
  readonly until?: CalendarDay;
  readonly evidence: Line;
}

/** A notice, and the number of its entry, by which it is withdrawn. */
export interface KeptNotice {
  readonly n?: IncidentVersion;
  readonly kind: NoticeKind;
  readonly on: CalendarDay;
  readonly way: NoticeWay;
  readonly jurisdiction?: Jurisdiction;
  readonly associate?: OpaqueId;
  readonly persons?: Persons;
  readonly until?: CalendarDay;
  readonly evidence: Line;
}

export interface Reminder {
  readonly clock: string;
  readonly due: CalendarDay;
  readonly mark: Mark;
}

/** One change, who made it, and what was due after it. Which fields there are follows from the change. */
export interface IncidentEntry {
  readonly n: IncidentVersion;
  readonly at: Instant;
  readonly by: IncidentAuthor;
  readonly change: ChangeKind;
  readonly severity?: Severity;
  readonly drill?: boolean;
  readonly discoveredOn?: CalendarDay;
  readonly why?: Prose;
  readonly hits?: IncidentHits;
  readonly facts?: IncidentFacts;
  readonly counts?: IncidentCounts;
  readonly safeHarbor?: SafeHarbor;
  readonly exclusion?: ExcludedFinding;
  readonly assessment?: Assessment;
  readonly approved?: FindingKind;
  readonly hold?: Hold;
  readonly associate?: BusinessAssociate;
  readonly notice?: Notice;
  readonly withdrawn?: IncidentVersion;
  readonly state?: IncidentState;
  readonly reminder?: Reminder;
  readonly dues: readonly IncidentDue[];
}

export interface IncidentAuthor {
  readonly kind: 'person' | 'service';
  readonly id: OpaqueId;
  readonly role?: Code;
}

/** Either facts, or discoveredOn with why. */
export interface DescribeIncident {
  readonly incident: OpaqueId;
  readonly version?: IncidentVersion;
  readonly facts?: IncidentFacts;
  readonly discoveredOn?: CalendarDay;
  readonly why?: Prose;
}

export interface SetIncidentCounts {
  readonly incident: OpaqueId;
  readonly version?: IncidentVersion;
  readonly counts: IncidentCounts;
}

/** One of safeHarbor, exclusion and assessment. */
export interface AssessIncident {
  readonly incident: OpaqueId;
  readonly version?: IncidentVersion;
  readonly safeHarbor?: SafeHarbor;
  readonly exclusion?: ExcludedFinding;
  readonly assessment?: Assessment;
}

/** `version` is the one in which the finding was read: what was written anew since is not approved. */
export interface ApproveFinding {
  readonly incident: OpaqueId;
  readonly version: IncidentVersion;
  readonly finding: FindingKind;
}

export interface ChangeIncidentState {
  readonly incident: OpaqueId;
  readonly version?: IncidentVersion;
  readonly to: IncidentState;
  readonly why: Prose;
}

export interface RecordHold {
  readonly incident: OpaqueId;
  readonly version?: IncidentVersion;
  readonly hold: Hold;
}

export interface RecordAssociate {
  readonly incident: OpaqueId;
  readonly version?: IncidentVersion;
  readonly associate: BusinessAssociate;
}

export interface RecordNotice {
  readonly incident: OpaqueId;
  readonly version?: IncidentVersion;
  readonly notice: Notice;
}

export interface WithdrawEntry {
  readonly incident: OpaqueId;
  readonly version?: IncidentVersion;
  readonly entry: IncidentVersion;
  readonly why: Prose;
}

/** For whom the draft is. */
export type NoticeDraftKind = 'letter' | 'substitute' | 'media' | 'hhs';

/** JSON, or a page to be printed; json when nothing is given. */
export type PageFormat = 'json' | 'html';

export interface DraftNotice {
  readonly incident: OpaqueId;
  readonly kind: NoticeDraftKind;
  readonly format?: PageFormat;
}

/** A draft. needed says whether the rule asks for this notice, as far as it is known; missing has to be filled in first; notes are for who reads it; sheet is there for HHS alone. */
export interface NoticeDraft {
  readonly incident: OpaqueId;
  readonly version: IncidentVersion;
  readonly kind: NoticeDraftKind;
  readonly drill: boolean;
  readonly madeOn: CalendarDay;
  readonly needed: boolean;
  readonly missing: readonly MissingContent[];
  readonly notes: readonly string[];
  readonly parts: readonly DraftPart[];
  readonly sheet?: HhsSheet;
}

/** What a notice has to say, and where it is written down. */
export interface MissingContent {
  readonly what: string;
  readonly where: string;
  readonly citation: string;
  readonly suggestion?: string;
}

/** A text of a draft, such as the release for one State. */
export interface DraftPart {
  readonly name: string;
  readonly subject: string;
  readonly text: string;
  readonly jurisdiction?: Jurisdiction;
}

/** What is typed into the form of HHS, in its order. */
export interface HhsSheet {
  readonly report: 'initial' | 'addendum';
  readonly sections: readonly HhsSection[];
}

export interface HhsSection {
  readonly title: string;
  readonly fields: readonly HhsField[];
}

/** A field of the form; value is what to type, choices are those of which a person ticks some. */
export interface HhsField {
  readonly label: string;
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly missing?: MissingContent;
}

export interface MailNotice {
  readonly incident: OpaqueId;
  readonly version: IncidentVersion;
  /** Each address once. */
  readonly recipients: readonly MailRecipient[];
}

export interface MailRecipient {
  readonly address: EmailAddress;
  /** Whether the individual agreed to be told by e-mail, and did not withdraw it; without it nobody is. */
  readonly agreed: boolean;
  readonly agreedOn: CalendarDay;
}

/** An e-mail address of at most 254 characters. */
export type EmailAddress = string;

export interface MailedNotice {
  readonly incident: OpaqueId;
  readonly version: IncidentVersion;
  readonly sent: Count;
  /** Places in the list, from 0, of those to whom nothing was sent. */
  readonly failed: readonly Count[];
}

export interface ExportIncident {
  readonly incident: OpaqueId;
  readonly format?: PageFormat;
}

/** Everything of an incident as it is kept. entriesSha256 is of entries as canonical JSON (RFC 8785); head is what they make, and problems says where that is not so. */
export interface IncidentFile {
  /** The form of the file. */
  readonly schema: string;
  readonly incident: OpaqueId;
  readonly version: IncidentVersion;
  readonly organization: string;
  readonly madeOn: CalendarDay;
  readonly keepUntil: CalendarDay;
  readonly entries: readonly AsKept[];
  /** A SHA-256 in hexadecimal. */
  readonly entriesSha256: string;
  readonly head: AsKept;
  readonly dues: readonly AsKept[];
  readonly problems: readonly string[];
}

/** A part of the register as it is kept, with its own names. */
export interface AsKept {
  readonly [name: string]: unknown;
}

export interface ListDuties {
}

export interface DutyList {
  readonly duties: readonly Duty[];
}

/** What has to be done again, when it was done last, and where the proof of it is. */
export interface Duty {
  readonly duty: Code;
  readonly of: Owner;
  readonly title: string;
  /** In how many months it has to be done again. */
  readonly months: number;
  /** The paragraph that asks for it. */
  readonly citation: string;
  readonly due: CalendarDay;
  /** Days until the due day, below 0 once it is past. */
  readonly daysLeft: number;
  readonly overdue: boolean;
  readonly doneOn?: CalendarDay;
  readonly by?: OpaqueId;
  readonly evidence?: Line;
}

export interface RecordDuty {
  readonly duty: Code;
  readonly on: CalendarDay;
  readonly evidence: Line;
}

/** What an operation is given: its body, once it is checked. */
export interface Bodies {
  readonly appendAuditEvents: AppendAuditEvents;
  readonly readAccessReport: ReadAccessReport;
  readonly readDisclosures: ReadDisclosures;
  readonly proveAuditEvent: ProveAuditEvent;
  readonly readSession: undefined;
  readonly endSession: EndSession;
  readonly breakGlass: BreakGlass;
  readonly listBrokenGlass: ListBrokenGlass;
  readonly reviewBrokenGlass: ReviewBrokenGlass;
  readonly requestApproval: RequestApproval;
  readonly listApprovals: ListApprovals;
  readonly decideApproval: DecideApproval;
  readonly changeCareTeam: ChangeCareTeam;
  readonly changeRestriction: ChangeRestriction;
  readonly changeUser: ChangeUser;
  readonly reviewAccess: ReviewAccess;
  readonly requestAmendment: RequestAmendment;
  readonly listAmendments: ListAmendments;
  readonly encryptFields: EncryptFields;
  readonly decryptFields: DecryptFields;
  readonly reencryptFields: ReencryptFields;
  readonly classifyText: ClassifyText;
  readonly redactText: RedactText;
  readonly deidentifyRecords: DeidentifyRecords;
  readonly rotateKey: RotateKey;
  readonly openIncident: OpenIncident;
  readonly listIncidents: ListIncidents;
  readonly readIncident: ReadIncident;
  readonly describeIncident: DescribeIncident;
  readonly setIncidentCounts: SetIncidentCounts;
  readonly assessIncident: AssessIncident;
  readonly approveFinding: ApproveFinding;
  readonly changeIncidentState: ChangeIncidentState;
  readonly recordHold: RecordHold;
  readonly recordAssociate: RecordAssociate;
  readonly recordNotice: RecordNotice;
  readonly withdrawEntry: WithdrawEntry;
  readonly draftNotice: DraftNotice;
  readonly mailNotice: MailNotice;
  readonly exportIncident: ExportIncident;
  readonly listDuties: ListDuties;
  readonly recordDuty: RecordDuty;
}

/** What an operation answers in JSON, when it is no problem. */
export interface Answers {
  readonly appendAuditEvents: AppendedAuditEvents;
  readonly readAccessReport: AccessReport;
  readonly readDisclosures: DisclosureReport;
  readonly proveAuditEvent: AuditProof | PendingProof;
  readonly readSession: Session;
  readonly endSession: EndedSession;
  readonly breakGlass: BrokenGlass;
  readonly listBrokenGlass: BrokenGlassList;
  readonly reviewBrokenGlass: BrokenGlass;
  readonly requestApproval: Approval;
  readonly listApprovals: ApprovalList;
  readonly decideApproval: Approval;
  readonly changeCareTeam: CareTeamChange;
  readonly changeRestriction: Restriction;
  readonly changeUser: DirectoryEntry;
  readonly reviewAccess: AccessReview;
  readonly requestAmendment: Amendment;
  readonly listAmendments: AmendmentList;
  readonly encryptFields: EncryptedFields;
  readonly decryptFields: DecryptedFields;
  readonly reencryptFields: ReencryptedFields;
  readonly classifyText: ClassifiedTexts;
  readonly redactText: RedactedTexts;
  readonly deidentifyRecords: DeidentifiedRecords;
  readonly rotateKey: RotatedKey;
  readonly openIncident: OpenedIncident;
  readonly listIncidents: IncidentList;
  readonly readIncident: Incident;
  readonly describeIncident: Incident;
  readonly setIncidentCounts: Incident;
  readonly assessIncident: Incident;
  readonly approveFinding: Incident;
  readonly changeIncidentState: Incident;
  readonly recordHold: Incident;
  readonly recordAssociate: Incident;
  readonly recordNotice: Incident;
  readonly withdrawEntry: Incident;
  readonly draftNotice: NoticeDraft;
  readonly mailNotice: MailedNotice;
  readonly exportIncident: IncidentFile;
  readonly listDuties: DutyList;
  readonly recordDuty: Duty;
}
