import { Ajv } from 'ajv';
import { ROLES } from '../../lambda/identity/roles';
import { SESSION_KINDS } from '../../lambda/identity/principal';
import { PHI_ACTIONS, ZONE_ACTIONS } from '../../lambda/access/vocabulary';
import { EVENT_ID, SIXTEEN_BYTES } from '../../lambda/shared/audit/event-id';
import { LONGEST_ID, OPAQUE_ID } from '../../lambda/shared/audit/opaque';
import { IDENTIFIERS, SENSITIVITIES } from '../../lambda/phi/detect/finding';
import { FIELD_KINDS, TREATMENTS } from '../../lambda/phi/deidentify/field';
import * as breach from '../../lambda/breach/vocabulary';
import { MARKS } from '../../lambda/breach/clocks/clock';
import { DRAFT_KINDS } from '../../lambda/breach/notices/draft';
import { BREACH_LOCATIONS, BREACH_TYPES } from '../../lambda/breach/notices/hhs-form';
import { FIELD_NAME, PATIENT_ID } from '../../lambda/phi/api/named';
import { LONGEST_FIELD, MOST_FIELDS } from '../../lambda/phi/cipher';
import * as audit from '../../lambda/shared/audit/vocabulary';
import type { OpenApiOperation } from '../../lib/api/document';
import { apiOf } from '../../lib/api/document';
import { openApi } from '../support/api/open-api';
import type { Schema } from '../../lib/api/schema';
import { reachable } from '../../lib/api/schema';

const document = openApi();
const api = apiOf(document);
const { schemas, examples } = document.components;

/** Every operation of the document: what it is called, where it is, and what it says. */
const OPERATIONS = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(
    ([method, operation]) => [operation.operationId, { path, method, operation }] as const,
  ),
);

it('has the operations that were agreed on, on their roots', () => {
  const listed = api.operations.map(
    ({ operationId, method, path }) => `${operationId}: ${method} ${path}`,
  );
  expect(listed).toEqual([
    'appendAuditEvents: POST /v1/audit/events',
    'readAccessReport: POST /v1/audit/access-report',
    'readDisclosures: POST /v1/audit/disclosures',
    'proveAuditEvent: POST /v1/audit/proof',
    'readSession: GET /v1/session',
    'endSession: POST /v1/session/end',
    'breakGlass: POST /v1/break-glass',
    'listBrokenGlass: POST /v1/break-glass/list',
    'reviewBrokenGlass: POST /v1/break-glass/review',
    'requestApproval: POST /v1/approvals',
    'listApprovals: POST /v1/approvals/list',
    'decideApproval: POST /v1/approvals/decide',
    'changeCareTeam: POST /v1/care-team',
    'changeRestriction: POST /v1/restrictions',
    'changeUser: POST /v1/users',
    'reviewAccess: POST /v1/users/list',
    'requestAmendment: POST /v1/amendments',
    'listAmendments: POST /v1/amendments/list',
    'encryptFields: POST /v1/phi/encrypt',
    'decryptFields: POST /v1/phi/decrypt',
    'reencryptFields: POST /v1/phi/reencrypt',
    'classifyText: POST /v1/phi/classify',
    'redactText: POST /v1/phi/redact',
    'deidentifyRecords: POST /v1/phi/deidentify',
    'rotateKey: POST /v1/keys/rotate',
    'openIncident: POST /v1/incidents',
    'listIncidents: POST /v1/incidents/list',
    'readIncident: POST /v1/incidents/read',
    'describeIncident: POST /v1/incidents/describe',
    'setIncidentCounts: POST /v1/incidents/counts',
    'assessIncident: POST /v1/incidents/assess',
    'approveFinding: POST /v1/incidents/approve',
    'changeIncidentState: POST /v1/incidents/state',
    'recordHold: POST /v1/incidents/hold',
    'recordAssociate: POST /v1/incidents/associate',
    'recordNotice: POST /v1/incidents/notice',
    'withdrawEntry: POST /v1/incidents/withdraw',
    'draftNotice: POST /v1/incidents/draft',
    'mailNotice: POST /v1/incidents/mail',
    'exportIncident: POST /v1/incidents/export',
    'listDuties: POST /v1/duties/list',
    'recordDuty: POST /v1/duties',
    'serviceAppendAuditEvents: POST /service/v1/audit/events',
    'serviceReadAccessReport: POST /service/v1/audit/access-report',
    'serviceReadDisclosures: POST /service/v1/audit/disclosures',
    'serviceProveAuditEvent: POST /service/v1/audit/proof',
    'serviceBreakGlass: POST /service/v1/break-glass',
    'serviceRequestApproval: POST /service/v1/approvals',
    'serviceChangeCareTeam: POST /service/v1/care-team',
    'serviceChangeUser: POST /service/v1/users',
    'serviceEncryptFields: POST /service/v1/phi/encrypt',
    'serviceDecryptFields: POST /service/v1/phi/decrypt',
    'serviceReencryptFields: POST /service/v1/phi/reencrypt',
    'serviceClassifyText: POST /service/v1/phi/classify',
    'serviceRedactText: POST /service/v1/phi/redact',
    'serviceDeidentifyRecords: POST /service/v1/phi/deidentify',
    'serviceRotateKey: POST /service/v1/keys/rotate',
    'serviceOpenIncident: POST /service/v1/incidents',
  ]);
});

describe.each(OPERATIONS)('%s', (_, { path, method, operation }) => {
  const isService = path.startsWith('/service/');

  it('is described', () => {
    expect(operation.summary.length).toBeGreaterThan(5);
    expect(operation.description.length).toBeGreaterThan(40);
    expect(operation.tags).toHaveLength(1);
    expect(document.tags.map(({ name }) => name)).toContain(operation.tags[0]);
  });

  it('has no parameter in its path or query: an id of a patient never stands in a URL', () => {
    expect(path).toMatch(/^(?:\/[a-z0-9]+(?:-[a-z]+)*)+$/);
    expect(operation.parameters ?? []).toEqual(
      isService ? [{ $ref: '#/components/parameters/OnBehalfOf' }] : [],
    );
    expect(document.components['parameters']).toEqual({
      OnBehalfOf: expect.objectContaining({ in: 'header' }),
    });
  });

  it('is for people or for services', () => {
    expect(operation.security).toEqual([isService ? { services: [] } : { people: [] }]);
  });

  it('takes one JSON body by a schema that refuses unknown fields, with an example', () => {
    const name = nameOf(operation.requestBody?.content['application/json']?.schema);
    const content = {
      'application/json': {
        schema: { $ref: `#/components/schemas/${name}` },
        examples: { madeUp: { $ref: `#/components/examples/${name}` } },
      },
    };
    expect(operation.requestBody).toEqual(
      method === 'get' ? undefined : { required: true, content },
    );
    expect(schemas[name]?.additionalProperties).toBe(method === 'get' ? undefined : false);
  });

  it('answers with a body that has an example', () => {
    const good = Object.entries(operation.responses).filter(([status]) => status < '300');
    expect(good.length).toBeGreaterThan(0);
    for (const [status, { content }] of good) {
      const schema = nameOf(content?.['application/json']?.schema);
      const name = status === '207' ? `Partly${schema}` : schema;
      expect(content?.['application/json']?.examples).toEqual({
        madeUp: { $ref: `#/components/examples/${name}` },
      });
    }
  });

  it('answers every error with a problem of RFC 9457', () => {
    const body = method === 'get' ? [] : ['413', '415'];
    expect(Object.keys(operation.responses)).toEqual(
      expect.arrayContaining(['400', '401', '403', ...body, '429', '500', '503']),
    );
    const bad = Object.entries(operation.responses).filter(([status]) => status >= '300');
    for (const [status, { $ref = '' }] of bad) {
      expect({ status, $ref }).toEqual({ status, $ref: PROBLEMS[status] });
    }
  });
});

const PROBLEMS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    400: 'BadRequest',
    401: 'NotAuthenticated',
    403: 'NotAllowed',
    404: 'NotFound',
    409: 'Conflict',
    413: 'TooLarge',
    415: 'WrongMediaType',
    429: 'TooMany',
    500: 'Failed',
    503: 'Unavailable',
  }).map(([status, name]) => [status, `#/components/responses/${name}`]),
);

it.each(Object.entries(document.components['responses'] ?? {}))(
  'answer %s is a problem',
  (name, response) => {
    expect(response).toMatchObject({
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
    const { headers } = response as { readonly headers?: object };
    expect(Object.keys(headers ?? {})).toEqual(
      name === 'TooMany' || name === 'Unavailable' ? ['Retry-After'] : [],
    );
  },
);

it('says the same on both roots, but for who comes', () => {
  const own = new Map(OPERATIONS.map(([, { path, operation }]) => [path, operation]));
  const services = OPERATIONS.filter(([, { path }]) => path.startsWith('/service/'));
  expect(services).toHaveLength(16);
  for (const [, { path, operation }] of services) {
    expect(common(operation)).toEqual(common(own.get(path.replace('/service', ''))));
  }
});

it('takes longer bodies where many fields of records come at once, as Lambda takes them', () => {
  const longer = api.operations.filter(({ longestBody }) => longestBody !== undefined);
  expect(longer.map(({ path }) => path.replace('/service', ''))).toEqual(
    [1, 2].flatMap(() =>
      ['encrypt', 'decrypt', 'reencrypt', 'classify', 'redact', 'deidentify'].map(
        (name) => `/v1/phi/${name}`,
      ),
    ),
  );
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, read on 26 November 2026.
  const ofLambda = 6 * 1024 * 1024;
  for (const { longestBody = 0 } of longer) {
    expect(longestBody).toBe(4 * 1024 * 1024);
    expect(longestBody).toBeLessThan(ofLambda);
  }
});

function common(operation: OpenApiOperation | undefined): object {
  return { ...operation, operationId: '', security: [], parameters: [] };
}

describe('schemas', () => {
  it('bound every text, list and number that is taken', () => {
    const taken = api.operations.flatMap(({ request }) => request ?? []);
    const names = reachable(taken, schemas);
    expect(names).toContain('AuditEventDraft');
    expect(names.flatMap((name) => unbounded(schemas[name] ?? {}))).toEqual([]);
  });

  it('take no half of a character where a text is kept: no table has it, and it would not come back', () => {
    const taken = api.operations
      .filter(({ function: name }) => name !== 'phi-api')
      .flatMap(({ request }) => request ?? []);
    const halves = reachable(taken, schemas).flatMap((name) =>
      textsIn(name, schemas[name] ?? {}).filter(
        ([, text]) => takes(text, '\ud800') || takes(text, 'a\udfff'),
      ),
    );
    // Shortened to words of ours.
    expect(halves.map(([path]) => path)).toEqual(['Client.userAgent']);
  });

  it('take the same lines and stories as before, and in no time', () => {
    for (const name of ['Line', 'Prose', 'Story', 'Justification']) {
      const schema = schemas[name] ?? {};
      const { maxLength = 0 } = schema;
      const good = ['\ud83d\ude00 made up', ' x', '\uffff', 'x'.repeat(maxLength)];
      expect(good.map((text) => takes(schema, text.padStart(20, ' ')))).toEqual([
        true,
        true,
        true,
        true,
      ]);
      const blank = name === 'Justification' ? [] : ['', ' ', ' '.repeat(maxLength)];
      const bad = [...blank, `${'x'.repeat(maxLength - 1)}\ud800`];
      expect(bad.map((text) => takes(schema, text))).toEqual(bad.map(() => false));
    }
    expect(takes(schemas['Line'] ?? {}, 'two\nlines')).toBe(false);
    expect(takes(schemas['Story'] ?? {}, 'two\nlines')).toBe(true);
  });

  it('are all used', () => {
    const text = JSON.stringify(document);
    const unused = Object.keys(schemas).filter(
      (name) => !text.includes(`"#/components/schemas/${name}"`),
    );
    expect(unused).toEqual([]);
  });

  it.each<readonly [string, readonly string[]]>([
    ['Role', ROLES],
    ['SessionKind', SESSION_KINDS],
    ['DataType', audit.DATA_TYPES],
    ['Action', [...PHI_ACTIONS, ...ZONE_ACTIONS]],
    ['Purpose', audit.PURPOSES],
    ['EmergencyPurpose', audit.EMERGENCY_PURPOSES],
    ['ExportFormat', audit.EXPORT_FORMATS],
    ['ExportDestination', [...audit.INSIDE_DESTINATIONS, ...audit.OUTSIDE_DESTINATIONS]],
    ['ReviewResult', audit.REVIEW_RESULTS],
    ['Identifier', IDENTIFIERS],
    ['Sensitivity', SENSITIVITIES],
    ['FieldKind', FIELD_KINDS],
    ['Severity', breach.SEVERITIES],
    ['BreachRule', breach.RULE_IDS],
    ['FindingSource', breach.FINDING_SOURCES],
    ['IncidentState', breach.STATES],
    ['Exclusion', breach.EXCLUSIONS],
    ['PhiKind', breach.PHI_KINDS],
    ['Jurisdiction', breach.JURISDICTIONS],
    ['NoticeKind', breach.NOTICE_KINDS],
    ['NoticeWay', breach.NOTICE_WAYS],
    ['Mark', MARKS.map(String)],
    ['NoticeDraftKind', DRAFT_KINDS],
    ['Treatment', TREATMENTS.filter((treatment) => treatment !== 'dropped')],
  ])('%s has the words of the code', (name, words) => {
    expect(schemas[name]?.enum).toEqual(words);
  });

  it('ask for each of the four factors', () => {
    const { properties = {}, required } = schemas['Factors'] ?? {};
    const names = breach.FACTORS.map((factor) =>
      factor.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
    expect(Object.keys(properties)).toEqual(names);
    expect(required).toEqual(names);
  });

  it('take the words of the form of HHS: one type, and one place or several', () => {
    const [type, place] = [BREACH_TYPES, BREACH_LOCATIONS].map(
      (words) => `(?:${Object.keys(words).join('|')})`,
    );
    expect(schemas['BreachType']?.pattern).toBe(`^${type}$`);
    expect(schemas['BreachLocation']?.pattern).toBe(`^${place}(?:, ?${place})*$`);
  });

  it('take each State, each kind of information and each action once', () => {
    const most = (name: string, property: string): number | undefined =>
      schemas[name]?.properties?.[property]?.maxItems;
    expect(most('IncidentCounts', 'byState')).toBe(breach.JURISDICTIONS.length);
    expect(most('IncidentFacts', 'phiKinds')).toBe(breach.PHI_KINDS.length);
    expect(schemas['Actions']?.maxItems).toBe(PHI_ACTIONS.length + ZONE_ACTIONS.length);
  });

  it('say how long a field may be, and how many may come at once', () => {
    for (const name of ['Text', 'Base64']) {
      expect(schemas[name]?.description).toContain(` ${String(LONGEST_FIELD)} `);
    }
    for (const name of ['EncryptFields', 'DecryptFields', 'ReencryptFields']) {
      expect(schemas[name]?.properties?.['items']?.maxItems).toBe(MOST_FIELDS);
    }
  });

  it('take event types that there are', () => {
    expect(audit.EVENT_TYPES).toEqual(
      expect.arrayContaining([...(schemas['AppendableEventType']?.enum ?? [])]),
    );
  });

  it.each([
    ['OpaqueId', OPAQUE_ID],
    ['EventId', `^${EVENT_ID.replace('\\d', '[0-9]')}$`],
    ['Pseudonym', `^${SIXTEEN_BYTES}$`],
    ['PatientId', PATIENT_ID.source],
    ['FieldName', FIELD_NAME.source],
  ])('%s has the form of the code', (name, pattern) => {
    expect(schemas[name]?.pattern).toBe(pattern);
    expect(schemas['OpaqueId']?.maxLength).toBe(LONGEST_ID);
  });
});

describe('examples', () => {
  const ajv = new Ajv({ strict: true, allErrors: true });
  const renamed = JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/definitions/');
  ajv.addSchema({ $id: 'api', definitions: JSON.parse(renamed) as object });

  it.each(Object.entries(examples))('%s is what its schema says', (name, { value }) => {
    const validate = ajv.getSchema(`api#/definitions/${name.replace('Partly', '')}`);
    expect(validate?.(value)).toBe(true);
  });

  it('name only a patient and people that are made up', () => {
    const text = JSON.stringify(examples);
    const patients = [...text.matchAll(/"patientId":"([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(patients)).toEqual(new Set(['MADE-UP-0001']));
  });
});

function nameOf(schema: Schema | undefined): string {
  return schema?.$ref?.replace('#/components/schemas/', '') ?? '';
}

/** Texts of a schema that are no words of ours, by where they are. */
function textsIn(path: string, schema: Schema): readonly (readonly [string, Schema])[] {
  return [
    ...(schema.type === 'string' && schema.enum === undefined ? [[path, schema] as const] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
      textsIn(`${path}.${name}`, part),
    ),
    ...(schema.items === undefined ? [] : textsIn(`${path}[]`, schema.items)),
  ];
}

function takes({ pattern, maxLength = 0 }: Schema, text: string): boolean {
  return text.length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(text));
}

/** Parts of a schema that take texts, lists and numbers without end. */
function unbounded(schema: Schema): readonly string[] {
  const own =
    (schema.type === 'string' && schema.enum === undefined && schema.maxLength === undefined) ||
    (schema.type === 'array' && schema.maxItems === undefined) ||
    (schema.type === 'integer' && schema.maximum === undefined);
  return [
    ...(own ? [JSON.stringify(schema)] : []),
    ...Object.values(schema.properties ?? {}).flatMap(unbounded),
    ...(schema.items === undefined ? [] : unbounded(schema.items)),
  ];
}
