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
    | 'withdrawEntry'
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

/** Operation, path and function; bytes of the longest body; the method where it is not POST: then it has no body. */
type Listed = readonly [OperationId, string, ApiFunction, (number | undefined)?, string?];
const LISTED: readonly Listed[] = [
  ['appendAuditEvents', '/v1/audit/events', 'ledger-api'],
  ['readAccessReport', '/v1/audit/access-report', 'ledger-api'],
  ['readDisclosures', '/v1/audit/disclosures', 'ledger-api'],
  ['proveAuditEvent', '/v1/audit/proof', 'ledger-api'],
  ['readSession', '/v1/session', 'access-api', undefined, 'GET'],
  ['endSession', '/v1/session/end', 'access-api'],
  ['breakGlass', '/v1/break-glass', 'access-api'],
  ['listBrokenGlass', '/v1/break-glass/list', 'access-api'],
  ['reviewBrokenGlass', '/v1/break-glass/review', 'access-api'],
  ['requestApproval', '/v1/approvals', 'access-api'],
  ['listApprovals', '/v1/approvals/list', 'access-api'],
  ['decideApproval', '/v1/approvals/decide', 'access-api'],
  ['changeCareTeam', '/v1/care-team', 'access-api'],
  ['changeRestriction', '/v1/restrictions', 'access-api'],
  ['changeUser', '/v1/users', 'access-api'],
  ['reviewAccess', '/v1/users/list', 'access-api'],
  ['requestAmendment', '/v1/amendments', 'access-api'],
  ['listAmendments', '/v1/amendments/list', 'access-api'],
  ['encryptFields', '/v1/phi/encrypt', 'phi-api', 4194304],
  ['decryptFields', '/v1/phi/decrypt', 'phi-api', 4194304],
  ['reencryptFields', '/v1/phi/reencrypt', 'phi-api', 4194304],
  ['classifyText', '/v1/phi/classify', 'phi-api', 4194304],
  ['redactText', '/v1/phi/redact', 'phi-api', 4194304],
  ['deidentifyRecords', '/v1/phi/deidentify', 'phi-api', 4194304],
  ['rotateKey', '/v1/keys/rotate', 'phi-api'],
  ['openIncident', '/v1/incidents', 'breach-api'],
  ['listIncidents', '/v1/incidents/list', 'breach-api'],
  ['readIncident', '/v1/incidents/read', 'breach-api'],
  ['describeIncident', '/v1/incidents/describe', 'breach-api'],
  ['setIncidentCounts', '/v1/incidents/counts', 'breach-api'],
  ['assessIncident', '/v1/incidents/assess', 'breach-api'],
  ['approveFinding', '/v1/incidents/approve', 'breach-api'],
  ['changeIncidentState', '/v1/incidents/state', 'breach-api'],
  ['recordHold', '/v1/incidents/hold', 'breach-api'],
  ['recordAssociate', '/v1/incidents/associate', 'breach-api'],
  ['recordNotice', '/v1/incidents/notice', 'breach-api'],
  ['withdrawEntry', '/v1/incidents/withdraw', 'breach-api'],
  ['draftNotice', '/v1/incidents/draft', 'breach-api'],
  ['mailNotice', '/v1/incidents/mail', 'breach-api'],
  ['exportIncident', '/v1/incidents/export', 'breach-api'],
  ['listDuties', '/v1/duties/list', 'breach-api'],
  ['recordDuty', '/v1/duties', 'breach-api'],
];

/** Short in a bundle: every function has all of them. */
const OF_PEOPLE: readonly Route[] = LISTED.map(
  ([operation, path, answering, longestBody, method = 'POST']): Route => ({
    operation,
    root: 'people',
    method,
    path,
    function: answering,
    body: method === 'POST',
    ...(longestBody === undefined ? {} : { longestBody }),
  }),
);

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
