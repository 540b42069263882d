import type { EventType } from '../../../shared/audit/vocabulary';
import type {
  AuditEventAgent,
  AuditEventEntity,
  CodeableConcept,
  Coding,
  Extension,
  FhirAuditEvent,
  LogicalReference,
} from './fhir-types';
import type { EventRow } from './rows';

/** Names of ours, as systems of codes and identifiers. */
const OURS = 'https://hlz.example';
const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
const HL7 = 'http://terminology.hl7.org/CodeSystem';

const dicom = (code: string, display: string): Coding => ({ system: DICOM, code, display });

/** https://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_400.html */
const KIND = {
  activity: dicom('110100', 'Application Activity'),
  auditLog: dicom('110101', 'Audit Log Used'),
  export: dicom('110106', 'Export'),
  record: dicom('110110', 'Patient Record'),
  query: dicom('110112', 'Query'),
  security: dicom('110113', 'Security Alert'),
  signIn: dicom('110114', 'User Authentication'),
} as const;
/** https://dicom.nema.org/medical/dicom/current/output/chtml/part16/sect_CID_401.html */
const DETAIL = {
  start: dicom('110120', 'Application Start'),
  stop: dicom('110121', 'Application Stop'),
  login: dicom('110122', 'Login'),
  logout: dicom('110123', 'Logout'),
  emergency: dicom('110127', 'Emergency Override Started'),
  configuration: dicom('110129', 'Security Configuration'),
  roles: dicom('110136', 'Security Roles Changed'),
  user: dicom('110137', 'User security Attributes Changed'),
} as const;

const HUMAN: Coding = {
  system: `${HL7}/extra-security-role-type`,
  code: 'humanuser',
  display: 'human user',
};
const APPLICATION = dicom('110150', 'Application');
const DESTINATION = dicom('110152', 'Destination Role ID');
const SERVER: Coding = {
  system: `${HL7}/security-source-type`,
  code: '4',
  display: 'Application Server',
};
const PERSON: Coding = { system: `${HL7}/audit-entity-type`, code: '1', display: 'Person' };
const OBJECT: Coding = { system: `${HL7}/audit-entity-type`, code: '2', display: 'System Object' };
const PATIENT: Coding = { system: `${HL7}/object-role`, code: '1', display: 'Patient' };
const RESOURCE: Coding = { system: `${HL7}/object-role`, code: '4', display: 'Domain Resource' };

type Meaning = readonly [kind: Coding, action: FhirAuditEvent['action'], detail?: Coding];

/** What each of our types is among those of DICOM, and which of create, read, update, delete, execute. */
const MEANING: Readonly<Record<EventType, Meaning>> = {
  'login-success': [KIND.signIn, 'E', DETAIL.login],
  'login-failure': [KIND.signIn, 'E', DETAIL.login],
  logout: [KIND.signIn, 'E', DETAIL.logout],
  'session-timeout': [KIND.signIn, 'E', DETAIL.logout],
  'phi-view': [KIND.record, 'R'],
  'phi-create': [KIND.record, 'C'],
  'phi-update': [KIND.record, 'U'],
  'phi-delete': [KIND.record, 'D'],
  'phi-print': [KIND.export, 'R'],
  'phi-export': [KIND.export, 'R'],
  'phi-share': [KIND.export, 'R'],
  'amendment-request': [KIND.record, 'E'],
  'user-create': [KIND.security, 'C', DETAIL.user],
  'user-modify': [KIND.security, 'U', DETAIL.user],
  'user-delete': [KIND.security, 'D', DETAIL.user],
  'permission-change': [KIND.security, 'U', DETAIL.roles],
  'mfa-enabled': [KIND.security, 'U', DETAIL.user],
  'mfa-disabled': [KIND.security, 'U', DETAIL.user],
  'password-change': [KIND.security, 'U', DETAIL.user],
  'break-glass-access': [KIND.security, 'E', DETAIL.emergency],
  'break-glass-review': [KIND.security, 'E'],
  'system-start': [KIND.activity, 'E', DETAIL.start],
  'system-stop': [KIND.activity, 'E', DETAIL.stop],
  'configuration-change': [KIND.security, 'U', DETAIL.configuration],
  'backup-created': [KIND.activity, 'E'],
  'breach-register-change': [KIND.security, 'U'],
  'audit-read': [KIND.auditLog, 'R'],
  'access-review': [KIND.query, 'R'],
};

/** https://hl7.org/fhir/R4/valueset-audit-event-outcome.html */
const OUTCOME = { success: '0', denied: '4', error: '8' } as const;

/**
 * An event as a FHIR R4 AuditEvent. Its id is the leaf hash, in hex; where its leaf is stands in an extension.
 *
 * @param prefix origin of the ledger
 */
export function fhirAuditEvent(row: EventRow, prefix: string): FhirAuditEvent {
  const [kind, action, detail] = MEANING[row.type];
  const { reason, purpose } = row;
  const entity = entitiesOf(row);
  return {
    resourceType: 'AuditEvent',
    id: fhirId(row),
    extension: [ledgerExtension(row)],
    type: kind,
    subtype: [
      { system: `${OURS}/audit-event-type`, code: row.type },
      ...(detail === undefined ? [] : [detail]),
    ],
    action,
    recorded: row.time,
    outcome: OUTCOME[row.outcome],
    ...(reason === undefined ? {} : { outcomeDesc: reason }),
    ...(purpose === undefined
      ? {}
      : { purposeOfEvent: [concept({ system: `${HL7}/v3-ActReason`, code: purpose })] }),
    agent: agentsOf(row),
    source: { observer: named('ledger', prefix), type: [SERVER] },
    ...(entity.length === 0 ? {} : { entity }),
  };
}

/** Name of an event in FHIR: 64 hexadecimal digits, which an id of FHIR may have. */
export function fhirId({ leafHash }: Pick<EventRow, 'leafHash'>): string {
  return Buffer.from(leafHash, 'base64').toString('hex');
}

export function fhirUrl(row: Pick<EventRow, 'leafHash'>): string {
  return `${OURS}/fhir/AuditEvent/${fhirId(row)}`;
}

function agentsOf({ actor, recipient }: EventRow): readonly AuditEventAgent[] {
  const { kind, id, role, via } = actor;
  return [
    {
      type: concept(kind === 'service' ? APPLICATION : HUMAN),
      ...(role === undefined ? {} : { role: [concept({ system: `${OURS}/role`, code: role })] }),
      ...(id === undefined ? { name: kind } : { who: named(kind, id) }),
      requestor: true,
    },
    ...(via === undefined
      ? []
      : [{ type: concept(APPLICATION), who: named('service', via), requestor: false }]),
    ...(recipient === undefined
      ? []
      : [{ type: concept(DESTINATION), who: named('recipient', recipient), requestor: false }]),
  ];
}

function entitiesOf(row: EventRow): readonly AuditEventEntity[] {
  const { patient, resource, fields, recordCount, exportDestination } = row;
  const detail = [
    { type: 'recordCount', value: recordCount },
    { type: 'fields', value: fields?.join(' ') },
    { type: 'exportDestination', value: exportDestination },
  ].flatMap(({ type, value }) =>
    value === undefined ? [] : [{ type, valueString: String(value) }],
  );
  const details = detail.length === 0 ? {} : { detail };
  const whose =
    patient === undefined
      ? []
      : [{ what: named('pseudonym', patient), type: PERSON, role: PATIENT }];
  if (resource === undefined) return whose.map((entity) => ({ ...entity, ...details }));
  const { type, ref } = resource;
  return [
    ...whose,
    { what: named('resource', ref), type: OBJECT, role: RESOURCE, name: type, ...details },
  ];
}

function ledgerExtension(row: EventRow): Extension {
  const { eventId, action, leafHash, log, index, phiAccessed, breakGlass, reportedBy } = row;
  const text = (url: string, valueString: string): Extension => ({ url, valueString });
  return {
    url: `${OURS}/fhir/ledger-leaf`,
    extension: [
      text('eventId', eventId),
      text('action', action),
      text('leafHash', leafHash),
      text('log', log),
      text('index', String(index)),
      text('reportedBy', reportedBy),
      { url: 'phiAccessed', valueBoolean: phiAccessed },
      { url: 'breakGlass', valueBoolean: breakGlass },
    ],
  };
}

function concept(coding: Coding): CodeableConcept {
  return { coding: [coding] };
}

function named(kind: string, value: string): LogicalReference {
  return { identifier: { system: `${OURS}/${kind}`, value } };
}
