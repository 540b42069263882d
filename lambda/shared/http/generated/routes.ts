// Written by `npm run generate` from api/openapi.yaml. Do not edit.

/** People come with a token, services with a signature. */
export type ApiRoot = 'people' | 'services';

/** Functions that answer. */
export type ApiFunction = 'access-api' | 'breach-api' | 'ledger-api' | 'phi-api';

/** Operations by the function that answers them; the same on both roots. */
export interface OperationsOf {
  readonly 'access-api':
    | 'readSession'
    | 'endSession'
    | 'breakGlass'
    | 'listBrokenGlass'
    | 'reviewBrokenGlass'
    | 'requestApproval'
    | 'listApprovals'
    | 'decideApproval'
    | 'changeCareTeam'
    | 'changeRestriction'
    | 'changeUser'
    | 'reviewAccess'
    | 'requestAmendment'
    | 'listAmendments';
  readonly 'breach-api':
    | 'openIncident'
    | 'listIncidents'
    | 'readIncident'
    | 'describeIncident'
    | 'setIncidentCounts'
    | 'assessIncident'
    | 'approveFinding'
    | 'changeIncidentState'
    | 'recordHold'
    | 'recordAssociate'
    | 'recordNotice'
    | 'draftNotice'
    | 'mailNotice'
    | 'exportIncident'
    | 'listDuties'
    | 'recordDuty';
  readonly 'ledger-api':
    | 'appendAuditEvents'
    | 'readAccessReport'
    | 'readDisclosures'
    | 'proveAuditEvent';
  readonly 'phi-api':
    | 'encryptFields'
    | 'decryptFields'
    | 'reencryptFields'
    | 'classifyText'
    | 'redactText'
    | 'deidentifyRecords'
    | 'rotateKey';
}
export type OperationId = OperationsOf[ApiFunction];

/** One method on one path. */
export interface Route {
  readonly operation: OperationId;
  readonly root: ApiRoot;
  readonly method: string;
  readonly path: string;
  readonly function: ApiFunction;
  /** Whether it takes a body. */
  readonly body: boolean;
  /** Bytes of the longest body. @default - `LONGEST_BODY` */
  readonly longestBody?: number;
}

const OF_PEOPLE: readonly Route[] = [
  { operation: 'appendAuditEvents', root: 'people', method: 'POST', path: '/v1/audit/events', function: 'ledger-api', body: true },
  { operation: 'readAccessReport', root: 'people', method: 'POST', path: '/v1/audit/access-report', function: 'ledger-api', body: true },
  { operation: 'readDisclosures', root: 'people', method: 'POST', path: '/v1/audit/disclosures', function: 'ledger-api', body: true },
  { operation: 'proveAuditEvent', root: 'people', method: 'POST', path: '/v1/audit/proof', function: 'ledger-api', body: true },
  { operation: 'readSession', root: 'people', method: 'GET', path: '/v1/session', function: 'access-api', body: false },
  { operation: 'endSession', root: 'people', method: 'POST', path: '/v1/session/end', function: 'access-api', body: true },
  { operation: 'breakGlass', root: 'people', method: 'POST', path: '/v1/break-glass', function: 'access-api', body: true },
  { operation: 'listBrokenGlass', root: 'people', method: 'POST', path: '/v1/break-glass/list', function: 'access-api', body: true },
  { operation: 'reviewBrokenGlass', root: 'people', method: 'POST', path: '/v1/break-glass/review', function: 'access-api', body: true },
  { operation: 'requestApproval', root: 'people', method: 'POST', path: '/v1/approvals', function: 'access-api', body: true },
  { operation: 'listApprovals', root: 'people', method: 'POST', path: '/v1/approvals/list', function: 'access-api', body: true },
  { operation: 'decideApproval', root: 'people', method: 'POST', path: '/v1/approvals/decide', function: 'access-api', body: true },
  { operation: 'changeCareTeam', root: 'people', method: 'POST', path: '/v1/care-team', function: 'access-api', body: true },
  { operation: 'changeRestriction', root: 'people', method: 'POST', path: '/v1/restrictions', function: 'access-api', body: true },
  { operation: 'changeUser', root: 'people', method: 'POST', path: '/v1/users', function: 'access-api', body: true },
  { operation: 'reviewAccess', root: 'people', method: 'POST', path: '/v1/users/list', function: 'access-api', body: true },
  { operation: 'requestAmendment', root: 'people', method: 'POST', path: '/v1/amendments', function: 'access-api', body: true },
  { operation: 'listAmendments', root: 'people', method: 'POST', path: '/v1/amendments/list', function: 'access-api', body: true },
  { operation: 'encryptFields', root: 'people', method: 'POST', path: '/v1/phi/encrypt', function: 'phi-api', body: true, longestBody: 4194304 },
  { operation: 'decryptFields', root: 'people', method: 'POST', path: '/v1/phi/decrypt', function: 'phi-api', body: true, longestBody: 4194304 },
  { operation: 'reencryptFields', root: 'people', method: 'POST', path: '/v1/phi/reencrypt', function: 'phi-api', body: true, longestBody: 4194304 },
  { operation: 'classifyText', root: 'people', method: 'POST', path: '/v1/phi/classify', function: 'phi-api', body: true, longestBody: 4194304 },
  { operation: 'redactText', root: 'people', method: 'POST', path: '/v1/phi/redact', function: 'phi-api', body: true, longestBody: 4194304 },
  { operation: 'deidentifyRecords', root: 'people', method: 'POST', path: '/v1/phi/deidentify', function: 'phi-api', body: true, longestBody: 4194304 },
  { operation: 'rotateKey', root: 'people', method: 'POST', path: '/v1/keys/rotate', function: 'phi-api', body: true },
  { operation: 'openIncident', root: 'people', method: 'POST', path: '/v1/incidents', function: 'breach-api', body: true },
  { operation: 'listIncidents', root: 'people', method: 'POST', path: '/v1/incidents/list', function: 'breach-api', body: true },
  { operation: 'readIncident', root: 'people', method: 'POST', path: '/v1/incidents/read', function: 'breach-api', body: true },
  { operation: 'describeIncident', root: 'people', method: 'POST', path: '/v1/incidents/describe', function: 'breach-api', body: true },
  { operation: 'setIncidentCounts', root: 'people', method: 'POST', path: '/v1/incidents/counts', function: 'breach-api', body: true },
  { operation: 'assessIncident', root: 'people', method: 'POST', path: '/v1/incidents/assess', function: 'breach-api', body: true },
  { operation: 'approveFinding', root: 'people', method: 'POST', path: '/v1/incidents/approve', function: 'breach-api', body: true },
  { operation: 'changeIncidentState', root: 'people', method: 'POST', path: '/v1/incidents/state', function: 'breach-api', body: true },
  { operation: 'recordHold', root: 'people', method: 'POST', path: '/v1/incidents/hold', function: 'breach-api', body: true },
  { operation: 'recordAssociate', root: 'people', method: 'POST', path: '/v1/incidents/associate', function: 'breach-api', body: true },
  { operation: 'recordNotice', root: 'people', method: 'POST', path: '/v1/incidents/notice', function: 'breach-api', body: true },
  { operation: 'draftNotice', root: 'people', method: 'POST', path: '/v1/incidents/draft', function: 'breach-api', body: true },
  { operation: 'mailNotice', root: 'people', method: 'POST', path: '/v1/incidents/mail', function: 'breach-api', body: true },
  { operation: 'exportIncident', root: 'people', method: 'POST', path: '/v1/incidents/export', function: 'breach-api', body: true },
  { operation: 'listDuties', root: 'people', method: 'POST', path: '/v1/duties/list', function: 'breach-api', body: true },
  { operation: 'recordDuty', root: 'people', method: 'POST', path: '/v1/duties', function: 'breach-api', body: true },
];

/** Operations that services have too. */
const OF_SERVICES: ReadonlySet<OperationId> = new Set<OperationId>([
  'appendAuditEvents',
  'readAccessReport',
  'readDisclosures',
  'proveAuditEvent',
  'breakGlass',
  'requestApproval',
  'changeCareTeam',
  'changeUser',
  'encryptFields',
  'decryptFields',
  'reencryptFields',
  'classifyText',
  'redactText',
  'deidentifyRecords',
  'rotateKey',
  'openIncident',
]);

/** All of them; a service calls below another folder. */
export const ROUTES: readonly Route[] = [
  ...OF_PEOPLE,
  ...OF_PEOPLE.filter(({ operation }) => OF_SERVICES.has(operation)).map(
    (route): Route => ({ ...route, root: 'services', path: `/service${route.path}` }),
  ),
];
