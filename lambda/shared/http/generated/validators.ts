// Written by `npm run generate` from api/openapi.yaml. Do not edit.

import type { Shape, Validator } from '../shape';
import type {
  AppendAuditEvents as AppendAuditEventsBody,
  ApproveFinding as ApproveFindingBody,
  AssessIncident as AssessIncidentBody,
  BreakGlass as BreakGlassBody,
  ChangeCareTeam as ChangeCareTeamBody,
  ChangeIncidentState as ChangeIncidentStateBody,
  ChangeRestriction as ChangeRestrictionBody,
  ChangeUser as ChangeUserBody,
  ClassifyText as ClassifyTextBody,
  DecideApproval as DecideApprovalBody,
  DecryptFields as DecryptFieldsBody,
  DeidentifyRecords as DeidentifyRecordsBody,
  DescribeIncident as DescribeIncidentBody,
  DraftNotice as DraftNoticeBody,
  EncryptFields as EncryptFieldsBody,
  EndSession as EndSessionBody,
  ExportIncident as ExportIncidentBody,
  ListAmendments as ListAmendmentsBody,
  ListApprovals as ListApprovalsBody,
  ListBrokenGlass as ListBrokenGlassBody,
  ListDuties as ListDutiesBody,
  ListIncidents as ListIncidentsBody,
  MailNotice as MailNoticeBody,
  OpenIncident as OpenIncidentBody,
  ProveAuditEvent as ProveAuditEventBody,
  ReadAccessReport as ReadAccessReportBody,
  ReadDisclosures as ReadDisclosuresBody,
  ReadIncident as ReadIncidentBody,
  RecordAssociate as RecordAssociateBody,
  RecordDuty as RecordDutyBody,
  RecordHold as RecordHoldBody,
  RecordNotice as RecordNoticeBody,
  RedactText as RedactTextBody,
  ReencryptFields as ReencryptFieldsBody,
  RequestAmendment as RequestAmendmentBody,
  RequestApproval as RequestApprovalBody,
  ReviewAccess as ReviewAccessBody,
  ReviewBrokenGlass as ReviewBrokenGlassBody,
  RotateKey as RotateKeyBody,
  SetIncidentCounts as SetIncidentCountsBody,
  WithdrawEntry as WithdrawEntryBody,
} from './types';

export type { Validator } from '../shape';

const PatientId: Shape = { type: "string", maxLength: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,63}$/u, expected: "the record number of the patient, as your system writes it: at most 64 letters, digits and ._:/#-" };
const OpaqueId: Shape = { type: "string", maxLength: 192, pattern: /^[._:/=~-]*[A-Za-z0-9][A-Za-z0-9._:/=~-]*$/u, expected: "an opaque id of at most 192 letters, digits and ._:/=~-, such as a UUID" };
const EventId: Shape = { type: "string", maxLength: 38, pattern: /^[A-Za-z0-9_-]{21}[AQgw]-(?:0|[1-9][0-9]{0,14})$/u, expected: "an event id, as the ledger gives it out" };
const IdempotencyKey: Shape = { type: "string", maxLength: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._~-]{15,63}$/u, expected: "a key of 16 to 64 letters, digits and ._~-, such as a UUID" };
const PageToken: Shape = { type: "string", maxLength: 2048, pattern: /^[A-Za-z0-9_-]{1,2048}$/u, expected: "the `page` of the answer before" };
const PageSize: Shape = { type: "integer", minimum: 1, maximum: 500 };
const Instant: Shape = { type: "string", maxLength: 24, pattern: /^20(?:(?:[02468][048]|[13579][26])-02-29|[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])))T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z$/u, expected: "UTC with milliseconds, such as 2026-11-25T10:30:00.000Z" };
const Code: Shape = { type: "string", maxLength: 48, pattern: /^[a-z]+(?:-[a-z]+)*$/u, expected: "a code of at most 48 small letters and hyphens, such as not-on-care-team" };
const ClinicalReason: Shape = { type: "string", maxLength: 48, pattern: /^[A-Z]+(?:-[A-Z]+)*$/u, expected: "a clinical reason code of at most 48 capital letters and hyphens, such as SECOND-OPINION" };
const FieldName: Shape = { type: "string", maxLength: 64, pattern: /^[A-Za-z][A-Za-z0-9_.-]*$/u, expected: "the name of a field of at most 64 letters, digits and _.-, such as address.zip" };
const DepartmentId: Shape = { type: "string", maxLength: 63, pattern: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u, expected: "a department of at most 63 small letters, digits and hyphens, such as cardiology" };
const TimeZone: Shape = { type: "string", maxLength: 64, pattern: /^(?:UTC|[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){1,2})$/u, expected: "a time zone by its IANA name, such as America/New_York" };
const SourceIp: Shape = { type: "string", maxLength: 45, pattern: /^[0-9A-Fa-f.:]{2,45}$/u, expected: "an IPv4 or IPv6 address" };
const Justification: Shape = { type: "string", minLength: 20, maxLength: 1000, pattern: /^[^\ud800-\udfff]*$/u, expected: "a justification of 20 to 1000 characters" };
const Role: Shape = { type: "string", enum: ["attending-physician","nurse-practitioner","nurse","medical-assistant","billing","front-desk","patient","researcher","auditor","privacy-officer","it-administrator"] };
const Shift: Shape = { type: "string", enum: ["day","night","rotating"] };
const DataType: Shape = { type: "string", enum: ["demographics","insurance","billing-codes","diagnoses","medications","prescriptions","lab-results","vitals","allergies","notes","imaging"] };
const Action: Shape = { type: "string", enum: ["read","decrypt","print","create","update","encrypt","redact","classify","share","export","deidentify","reencrypt","rotate","delete","append-audit-events","read-access-report","read-disclosures","prove-audit-event","request-approval","decide-approval","list-approvals","break-glass","list-broken-glass","review-broken-glass","assign-care-team","restrict-user","manage-users","review-access","request-amendment","list-amendments","open-incident","read-incidents","handle-incident","approve-finding","mail-notice","keep-duties"] };
const Purpose: Shape = { type: "string", enum: ["TREAT","CAREMGT","CLINTRL","COC","ETREAT","BTG","ERTREAT","POPHLTH","HPAYMT","CLMATTCH","COVAUTH","COVERAGE","ELIGDTRM","ELIGVER","ENROLLM","MILDCRG","REMITADV","HOPERAT","DONAT","FRAUD","GOV","HACCRED","HCOMPL","HDECD","HDIRECT","HDM","HLEGAL","HOUTCOMS","HPRGRP","HQUALIMP","HSYSADMIN","HTEST","LABELING","MEMADMIN","METAMGT","MILCDM","PATADMIN","PATSFTY","PERFMSR","RECORDMGT","SYSDEV","TRAIN","HMARKT","HRESCH","BIORCH","CLINTRCH","CLINTRCHNPC","CLINTRCHPC","DSRCH","POARCH","PRECLINTRCH","TRANSRCH","PATRQT","FAMRQT","PWATRNY","SUPNWK","PUBHLTH","DISASTER","THREAT"] };
const EmergencyPurpose: Shape = { type: "string", enum: ["ETREAT","BTG"] };
const Outcome: Shape = { type: "string", enum: ["success","denied","error"] };
const ExportFormat: Shape = { type: "string", enum: ["json","ndjson","csv","xml","pdf","text","fhir-json","fhir-ndjson","hl7v2","c-cda","x12","dicom","image","jwe"] };
const ExportDestination: Shape = { type: "string", enum: ["zone-storage","internal-system","workstation","removable-media","external-system","patient","person"] };
const ReportFormat: Shape = { type: "string", enum: ["json","csv","fhir"] };
const AppendableEventType: Shape = { type: "string", enum: ["phi-view","phi-create","phi-update","phi-delete","phi-print","phi-export","phi-share","logout","user-create","user-modify","user-delete","permission-change","system-start","system-stop","configuration-change","backup-created"] };
const Resource: Shape = { type: "object", required: ["type","ref"], properties: {
  type: Code,
  ref: OpaqueId,
} };
const Client: Shape = { type: "object", properties: {
  sourceIp: SourceIp,
  userAgent: { type: "string", maxLength: 1024 },
} };
const AuditEventDraft: Shape = { type: "object", required: ["type","action","outcome"], properties: {
  type: AppendableEventType,
  time: Instant,
  action: Code,
  outcome: Outcome,
  reason: Code,
  patientId: PatientId,
  resource: Resource,
  fields: { type: "array", minItems: 1, maxItems: 256, items: FieldName },
  recordCount: { type: "integer", minimum: 0, maximum: 1000000000 },
  phiAccessed: { type: "boolean" },
  purpose: Purpose,
  clinicalReason: ClinicalReason,
  glass: OpaqueId,
  approval: OpaqueId,
  recipient: OpaqueId,
  exportFormat: ExportFormat,
  exportDestination: ExportDestination,
  requestId: OpaqueId,
  client: Client,
} };
const AppendAuditEvents: Shape = { type: "object", required: ["idempotencyKey","events"], properties: {
  idempotencyKey: IdempotencyKey,
  events: { type: "array", minItems: 1, maxItems: 500, items: AuditEventDraft },
} };
const ReadAccessReport: Shape = { type: "object", required: ["from","to"], properties: {
  patientId: PatientId,
  actor: OpaqueId,
  from: Instant,
  to: Instant,
  format: ReportFormat,
  pageSize: PageSize,
  page: PageToken,
} };
const ReadDisclosures: Shape = { type: "object", required: ["from","to"], properties: {
  patientId: PatientId,
  from: Instant,
  to: Instant,
  format: ReportFormat,
  pageSize: PageSize,
  page: PageToken,
} };
const ProveAuditEvent: Shape = { type: "object", required: ["eventId"], properties: {
  eventId: EventId,
} };
const EndSession: Shape = { type: "object", properties: {} };
const BreakGlass: Shape = { type: "object", required: ["patientId","purpose","justification"], properties: {
  patientId: PatientId,
  purpose: EmergencyPurpose,
  justification: Justification,
  clinicalReason: ClinicalReason,
} };
const ReviewState: Shape = { type: "string", enum: ["open","reviewed"] };
const ReviewResult: Shape = { type: "string", enum: ["justified","not-justified","undecided"] };
const ListBrokenGlass: Shape = { type: "object", properties: {
  state: ReviewState,
  glass: OpaqueId,
  pageSize: PageSize,
  page: PageToken,
} };
const ReviewBrokenGlass: Shape = { type: "object", required: ["glass","result"], properties: {
  glass: OpaqueId,
  result: ReviewResult,
} };
const DataTypes: Shape = { type: "array", minItems: 1, maxItems: 11, items: DataType };
const RequestApproval: Shape = { type: "object", required: ["kind","purpose","dataTypes","patients","expiresAt"], properties: {
  kind: { type: "string", enum: ["export","share","deidentify"] },
  purpose: Purpose,
  dataTypes: DataTypes,
  patients: { type: "integer", minimum: 1, maximum: 1000000 },
  recipient: OpaqueId,
  expiresAt: Instant,
} };
const Decision: Shape = { type: "string", enum: ["requested","approved","refused"] };
const ListApprovals: Shape = { type: "object", properties: {
  decision: Decision,
  approval: OpaqueId,
  pageSize: PageSize,
  page: PageToken,
} };
const DecideApproval: Shape = { type: "object", required: ["approval","decision"], properties: {
  approval: OpaqueId,
  decision: { type: "string", enum: ["approve","refuse"] },
} };
const CareTeamMember: Shape = { type: "object", required: ["kind","id"], properties: {
  kind: { type: "string", enum: ["person","department"] },
  id: OpaqueId,
} };
const ChangeCareTeam: Shape = { type: "object", required: ["change","patientId","member"], properties: {
  change: { type: "string", enum: ["assign","remove"] },
  patientId: PatientId,
  member: CareTeamMember,
  until: Instant,
} };
const Actions: Shape = { type: "array", minItems: 1, maxItems: 36, items: Action };
const ChangeRestriction: Shape = { type: "object", required: ["change","user"], properties: {
  change: { type: "string", enum: ["add","remove"] },
  user: OpaqueId,
  restriction: OpaqueId,
  actions: Actions,
  dataTypes: DataTypes,
  patientId: PatientId,
} };
const Departments: Shape = { type: "array", maxItems: 50, items: DepartmentId };
const ChangeUser: Shape = { type: "object", required: ["change","user"], properties: {
  change: { type: "string", enum: ["create","modify","terminate","reactivate"] },
  user: OpaqueId,
  role: Role,
  departments: Departments,
  timeZone: TimeZone,
  shift: Shift,
  patientId: PatientId,
  leftAt: Instant,
} };
const ReviewAccess: Shape = { type: "object", properties: {
  pageSize: PageSize,
  page: PageToken,
} };
const RequestAmendment: Shape = { type: "object", required: ["dataType","record"], properties: {
  dataType: DataType,
  record: OpaqueId,
  fields: { type: "array", minItems: 1, maxItems: 64, items: FieldName },
} };
const ListAmendments: Shape = { type: "object", properties: {
  decision: Decision,
  pageSize: PageSize,
  page: PageToken,
} };
const GivenPatientId: Shape = { type: "string", maxLength: 256 };
const GivenFieldName: Shape = { type: "string", maxLength: 256 };
const GivenRecord: Shape = { type: "string", maxLength: 256 };
const Text: Shape = { type: "string", maxLength: 4194304 };
const Base64: Shape = { type: "string", maxLength: 4194304 };
const Jwe: Shape = { type: "string", maxLength: 4194304 };
const PlainItem: Shape = { type: "object", required: ["patientId","dataType","field"], properties: {
  patientId: GivenPatientId,
  dataType: DataType,
  field: GivenFieldName,
  record: GivenRecord,
  text: Text,
  bytes: Base64,
} };
const EncryptFields: Shape = { type: "object", required: ["purpose","items"], properties: {
  purpose: Purpose,
  clinicalReason: ClinicalReason,
  items: { type: "array", minItems: 1, maxItems: 500, items: PlainItem },
} };
const EncryptedItem: Shape = { type: "object", required: ["patientId","dataType","field","jwe"], properties: {
  patientId: GivenPatientId,
  dataType: DataType,
  field: GivenFieldName,
  record: GivenRecord,
  jwe: Jwe,
} };
const Release: Shape = { type: "object", required: ["as"], properties: {
  as: { type: "string", enum: ["print","share","export"] },
  approval: OpaqueId,
  recipient: OpaqueId,
  format: ExportFormat,
  destination: ExportDestination,
} };
const DecryptFields: Shape = { type: "object", required: ["purpose","items"], properties: {
  purpose: Purpose,
  clinicalReason: ClinicalReason,
  release: Release,
  items: { type: "array", minItems: 1, maxItems: 500, items: EncryptedItem },
} };
const ReencryptFields: Shape = { type: "object", required: ["purpose","items"], properties: {
  purpose: Purpose,
  clinicalReason: ClinicalReason,
  items: { type: "array", minItems: 1, maxItems: 500, items: EncryptedItem },
} };
const TextItem: Shape = { type: "object", required: ["patientId","dataType","field","text"], properties: {
  patientId: GivenPatientId,
  dataType: DataType,
  field: GivenFieldName,
  record: GivenRecord,
  text: Text,
  name: { type: "string", maxLength: 256 },
} };
const ClassifyText: Shape = { type: "object", required: ["purpose","items"], properties: {
  purpose: Purpose,
  clinicalReason: ClinicalReason,
  items: { type: "array", minItems: 1, maxItems: 500, items: TextItem },
} };
const RedactText: Shape = { type: "object", required: ["purpose","items"], properties: {
  purpose: Purpose,
  clinicalReason: ClinicalReason,
  items: { type: "array", minItems: 1, maxItems: 500, items: TextItem },
} };
const FieldKind: Shape = { type: "string", enum: ["name","address","city","state","zip","date","birth-date","age","telephone","fax","email","ssn","medical-record-number","health-plan-number","account-number","license-number","vehicle","device","url","ip-address","biometric","photograph","identifier","text","value"] };
const IdentifiedField: Shape = { type: "object", required: ["field","kind"], properties: {
  field: GivenFieldName,
  kind: FieldKind,
  jwe: Jwe,
  text: Text,
} };
const IdentifiedRecord: Shape = { type: "object", required: ["patientId","fields"], properties: {
  patientId: GivenPatientId,
  record: GivenRecord,
  fields: { type: "array", minItems: 1, maxItems: 100, items: IdentifiedField },
} };
const DeidentifyRecords: Shape = { type: "object", required: ["purpose","approval","method","dataType","records"], properties: {
  purpose: Purpose,
  clinicalReason: ClinicalReason,
  approval: OpaqueId,
  method: { type: "string", enum: ["safe-harbor","development"] },
  salt: { type: "string", minLength: 16, maxLength: 192 },
  dataType: DataType,
  records: { type: "array", minItems: 1, maxItems: 500, items: IdentifiedRecord },
} };
const RotateKey: Shape = { type: "object", properties: {} };
const IncidentState: Shape = { type: "string", enum: ["triage","investigating","confirmed","not-a-breach","contained","notified","closed"] };
const Exclusion: Shape = { type: "string", enum: ["unintentional-access","inadvertent-disclosure","not-retained","not-impermissible"] };
const PhiKind: Shape = { type: "string", enum: ["name","address","date-of-birth","telephone","email","medical-record-number","health-plan-number","account-number","license-number","photograph","biometric","social-security-number","financial","mental-health","substance-use","hiv","demographics","insurance","billing-codes","diagnoses","medications","prescriptions","lab-results","vitals","allergies","notes","imaging"] };
const Jurisdiction: Shape = { type: "string", enum: ["AL","AK","AZ","AR","CA","CO","CT","DE","DC","FL","GA","HI","ID","IL","IN","IA","KS","KY","LA","ME","MD","MA","MI","MN","MS","MO","MT","NE","NV","NH","NJ","NM","NY","NC","ND","OH","OK","OR","PA","RI","SC","SD","TN","TX","UT","VT","VA","WA","WV","WI","WY","AS","GU","MP","PR","VI","ZZ"] };
const NoticeKind: Shape = { type: "string", enum: ["individuals","substitute","urgent","media","hhs","business-associate","other"] };
const NoticeWay: Shape = { type: "string", enum: ["first-class-mail","email","telephone","website","print-media","broadcast-media","press-release","portal","other"] };
const BreachType: Shape = { type: "string", maxLength: 200, pattern: /^(?:hacking|improper-disposal|loss|theft|unauthorized-access)$/u, expected: "One of hacking, improper-disposal, loss, theft and unauthorized-access" };
const BreachLocation: Shape = { type: "string", maxLength: 200, pattern: /^(?:desktop-computer|electronic-medical-record|email|laptop|network-server|portable-device|paper|other)(?:, ?(?:desktop-computer|electronic-medical-record|email|laptop|network-server|portable-device|paper|other))*$/u, expected: "One or several of desktop-computer, electronic-medical-record, email, laptop, network-server, portable-device, paper and other, with commas between them" };
const FindingKind: Shape = { type: "string", enum: ["safe-harbor","exclusion","assessment"] };
const CalendarDay: Shape = { type: "string", maxLength: 10, pattern: /^20(?:(?:[02468][048]|[13579][26])-02-29|[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])))$/u, expected: "a day of the calendar where the organization is, such as 2026-11-25" };
const Line: Shape = { type: "string", maxLength: 200, pattern: /^ *[^\x00-\x20\x7f\ud800-\udfff][^\x00-\x1f\x7f\ud800-\udfff]*$/u, expected: "a line of 1 to 200 characters" };
const Prose: Shape = { type: "string", maxLength: 2000, pattern: /^[\x00-\x20\x7f]*[^\x00-\x20\x7f\ud800-\udfff][^\ud800-\udfff]*$/u, expected: "a text of 1 to 2000 characters" };
const Story: Shape = { type: "string", maxLength: 8000, pattern: /^[\x00-\x20\x7f]*[^\x00-\x20\x7f\ud800-\udfff][^\ud800-\udfff]*$/u, expected: "a text of 1 to 8000 characters" };
const Persons: Shape = { type: "integer", minimum: 0, maximum: 1000000000 };
const IncidentVersion: Shape = { type: "integer", minimum: 1, maximum: 1000000000 };
const OpenIncident: Shape = { type: "object", required: ["title","description"], properties: {
  title: Line,
  description: Story,
  discoveredOn: CalendarDay,
  breachFrom: CalendarDay,
  breachTo: CalendarDay,
  drill: { type: "boolean" },
  idempotencyKey: IdempotencyKey,
} };
const Owner: Shape = { type: "string", enum: ["tenant","zone"] };
const IncidentsWhich: Shape = { type: "string", enum: ["open","closed"] };
const ListIncidents: Shape = { type: "object", properties: {
  of: Owner,
  which: IncidentsWhich,
  pageSize: PageSize,
  page: PageToken,
} };
const ReadIncident: Shape = { type: "object", required: ["incident"], properties: {
  incident: OpaqueId,
  history: { type: "boolean" },
} };
const IncidentFacts: Shape = { type: "object", properties: {
  title: Line,
  description: Story,
  breachFrom: CalendarDay,
  breachTo: CalendarDay,
  phiKinds: { type: "array", minItems: 1, maxItems: 27, items: PhiKind },
  location: BreachLocation,
  breachType: BreachType,
  steps: Prose,
  mitigation: Prose,
  safeguards: Prose,
} };
const StateCount: Shape = { type: "object", required: ["jurisdiction","persons"], properties: {
  jurisdiction: Jurisdiction,
  persons: Persons,
} };
const IncidentCounts: Shape = { type: "object", required: ["total","byState","unreachable"], properties: {
  total: Persons,
  byState: { type: "array", maxItems: 57, items: StateCount },
  unreachable: Persons,
} };
const SafeHarbor: Shape = { type: "object", required: ["method","keysCompromised","rationale"], properties: {
  method: Line,
  keysCompromised: { type: "boolean" },
  rationale: Prose,
} };
const ExcludedFinding: Shape = { type: "object", required: ["exclusion","rationale"], properties: {
  exclusion: Exclusion,
  rationale: Prose,
} };
const Factors: Shape = { type: "object", required: ["natureAndExtent","unauthorizedPerson","acquiredOrViewed","mitigation"], properties: {
  natureAndExtent: Prose,
  unauthorizedPerson: Prose,
  acquiredOrViewed: Prose,
  mitigation: Prose,
} };
const Assessment: Shape = { type: "object", required: ["factors","conclusion","rationale"], properties: {
  factors: Factors,
  conclusion: { type: "string", enum: ["low-probability","breach"] },
  rationale: Prose,
} };
const Hold: Shape = { type: "object", required: ["kind","statedOn","official","agency","statement"], properties: {
  kind: { type: "string", enum: ["written","oral"] },
  statedOn: CalendarDay,
  until: CalendarDay,
  official: Line,
  agency: Line,
  statement: Line,
} };
const BusinessAssociate: Shape = { type: "object", required: ["associate","agent"], properties: {
  associate: OpaqueId,
  worksFor: OpaqueId,
  agent: { type: "boolean" },
  discoveredOn: CalendarDay,
  notifiedOn: CalendarDay,
  days: { type: "integer", minimum: 1, maximum: 60 },
} };
const Notice: Shape = { type: "object", required: ["kind","on","way","evidence"], properties: {
  kind: NoticeKind,
  on: CalendarDay,
  way: NoticeWay,
  jurisdiction: Jurisdiction,
  associate: OpaqueId,
  persons: Persons,
  until: CalendarDay,
  evidence: Line,
} };
const DescribeIncident: Shape = { type: "object", required: ["incident"], properties: {
  incident: OpaqueId,
  version: IncidentVersion,
  facts: IncidentFacts,
  discoveredOn: CalendarDay,
  why: Prose,
} };
const SetIncidentCounts: Shape = { type: "object", required: ["incident","counts"], properties: {
  incident: OpaqueId,
  version: IncidentVersion,
  counts: IncidentCounts,
} };
const AssessIncident: Shape = { type: "object", required: ["incident"], properties: {
  incident: OpaqueId,
  version: IncidentVersion,
  safeHarbor: SafeHarbor,
  exclusion: ExcludedFinding,
  assessment: Assessment,
} };
const ApproveFinding: Shape = { type: "object", required: ["incident","version","finding"], properties: {
  incident: OpaqueId,
  version: IncidentVersion,
  finding: FindingKind,
} };
const ChangeIncidentState: Shape = { type: "object", required: ["incident","to","why"], properties: {
  incident: OpaqueId,
  version: IncidentVersion,
  to: IncidentState,
  why: Prose,
} };
const RecordHold: Shape = { type: "object", required: ["incident","hold"], properties: {
  incident: OpaqueId,
  version: IncidentVersion,
  hold: Hold,
} };
const RecordAssociate: Shape = { type: "object", required: ["incident","associate"], properties: {
  incident: OpaqueId,
  version: IncidentVersion,
  associate: BusinessAssociate,
} };
const RecordNotice: Shape = { type: "object", required: ["incident","notice"], properties: {
  incident: OpaqueId,
  version: IncidentVersion,
  notice: Notice,
} };
const WithdrawEntry: Shape = { type: "object", required: ["incident","entry","why"], properties: {
  incident: OpaqueId,
  version: IncidentVersion,
  entry: IncidentVersion,
  why: Prose,
} };
const NoticeDraftKind: Shape = { type: "string", enum: ["letter","substitute","media","hhs"] };
const PageFormat: Shape = { type: "string", enum: ["json","html"] };
const DraftNotice: Shape = { type: "object", required: ["incident","kind"], properties: {
  incident: OpaqueId,
  kind: NoticeDraftKind,
  format: PageFormat,
} };
const EmailAddress: Shape = { type: "string", maxLength: 254, pattern: /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:[.][A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/u, expected: "an e-mail address of at most 254 characters" };
const MailRecipient: Shape = { type: "object", required: ["address","agreed","agreedOn"], properties: {
  address: EmailAddress,
  agreed: { type: "boolean" },
  agreedOn: CalendarDay,
} };
const MailNotice: Shape = { type: "object", required: ["incident","version","recipients"], properties: {
  incident: OpaqueId,
  version: IncidentVersion,
  recipients: { type: "array", minItems: 1, maxItems: 50, items: MailRecipient },
} };
const ExportIncident: Shape = { type: "object", required: ["incident"], properties: {
  incident: OpaqueId,
  format: PageFormat,
} };
const ListDuties: Shape = { type: "object", properties: {} };
const RecordDuty: Shape = { type: "object", required: ["duty","on","evidence"], properties: {
  duty: Code,
  on: CalendarDay,
  evidence: Line,
} };

export const accessApi: {
  readonly endSession: Validator<EndSessionBody>;
  readonly breakGlass: Validator<BreakGlassBody>;
  readonly listBrokenGlass: Validator<ListBrokenGlassBody>;
  readonly reviewBrokenGlass: Validator<ReviewBrokenGlassBody>;
  readonly requestApproval: Validator<RequestApprovalBody>;
  readonly listApprovals: Validator<ListApprovalsBody>;
  readonly decideApproval: Validator<DecideApprovalBody>;
  readonly changeCareTeam: Validator<ChangeCareTeamBody>;
  readonly changeRestriction: Validator<ChangeRestrictionBody>;
  readonly changeUser: Validator<ChangeUserBody>;
  readonly reviewAccess: Validator<ReviewAccessBody>;
  readonly requestAmendment: Validator<RequestAmendmentBody>;
  readonly listAmendments: Validator<ListAmendmentsBody>;
} = {
  endSession: { shape: EndSession },
  breakGlass: { shape: BreakGlass },
  listBrokenGlass: { shape: ListBrokenGlass },
  reviewBrokenGlass: { shape: ReviewBrokenGlass },
  requestApproval: { shape: RequestApproval },
  listApprovals: { shape: ListApprovals },
  decideApproval: { shape: DecideApproval },
  changeCareTeam: { shape: ChangeCareTeam },
  changeRestriction: { shape: ChangeRestriction },
  changeUser: { shape: ChangeUser },
  reviewAccess: { shape: ReviewAccess },
  requestAmendment: { shape: RequestAmendment },
  listAmendments: { shape: ListAmendments },
};

export const breachApi: {
  readonly openIncident: Validator<OpenIncidentBody>;
  readonly listIncidents: Validator<ListIncidentsBody>;
  readonly readIncident: Validator<ReadIncidentBody>;
  readonly describeIncident: Validator<DescribeIncidentBody>;
  readonly setIncidentCounts: Validator<SetIncidentCountsBody>;
  readonly assessIncident: Validator<AssessIncidentBody>;
  readonly approveFinding: Validator<ApproveFindingBody>;
  readonly changeIncidentState: Validator<ChangeIncidentStateBody>;
  readonly recordHold: Validator<RecordHoldBody>;
  readonly recordAssociate: Validator<RecordAssociateBody>;
  readonly recordNotice: Validator<RecordNoticeBody>;
  readonly withdrawEntry: Validator<WithdrawEntryBody>;
  readonly draftNotice: Validator<DraftNoticeBody>;
  readonly mailNotice: Validator<MailNoticeBody>;
  readonly exportIncident: Validator<ExportIncidentBody>;
  readonly listDuties: Validator<ListDutiesBody>;
  readonly recordDuty: Validator<RecordDutyBody>;
} = {
  openIncident: { shape: OpenIncident },
  listIncidents: { shape: ListIncidents },
  readIncident: { shape: ReadIncident },
  describeIncident: { shape: DescribeIncident },
  setIncidentCounts: { shape: SetIncidentCounts },
  assessIncident: { shape: AssessIncident },
  approveFinding: { shape: ApproveFinding },
  changeIncidentState: { shape: ChangeIncidentState },
  recordHold: { shape: RecordHold },
  recordAssociate: { shape: RecordAssociate },
  recordNotice: { shape: RecordNotice },
  withdrawEntry: { shape: WithdrawEntry },
  draftNotice: { shape: DraftNotice },
  mailNotice: { shape: MailNotice },
  exportIncident: { shape: ExportIncident },
  listDuties: { shape: ListDuties },
  recordDuty: { shape: RecordDuty },
};

export const ledgerApi: {
  readonly appendAuditEvents: Validator<AppendAuditEventsBody>;
  readonly readAccessReport: Validator<ReadAccessReportBody>;
  readonly readDisclosures: Validator<ReadDisclosuresBody>;
  readonly proveAuditEvent: Validator<ProveAuditEventBody>;
} = {
  appendAuditEvents: { shape: AppendAuditEvents },
  readAccessReport: { shape: ReadAccessReport },
  readDisclosures: { shape: ReadDisclosures },
  proveAuditEvent: { shape: ProveAuditEvent },
};

export const phiApi: {
  readonly encryptFields: Validator<EncryptFieldsBody>;
  readonly decryptFields: Validator<DecryptFieldsBody>;
  readonly reencryptFields: Validator<ReencryptFieldsBody>;
  readonly classifyText: Validator<ClassifyTextBody>;
  readonly redactText: Validator<RedactTextBody>;
  readonly deidentifyRecords: Validator<DeidentifyRecordsBody>;
  readonly rotateKey: Validator<RotateKeyBody>;
} = {
  encryptFields: { shape: EncryptFields },
  decryptFields: { shape: DecryptFields },
  reencryptFields: { shape: ReencryptFields },
  classifyText: { shape: ClassifyText },
  redactText: { shape: RedactText },
  deidentifyRecords: { shape: DeidentifyRecords },
  rotateKey: { shape: RotateKey },
};
