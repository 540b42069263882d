import type { ApiFunction } from '../../../../lambda/shared/http/generated/routes';
import type { ApiOperation } from '../../../../lib/api/document';
import type { SigningCredentials } from '../../people/sigv4';
import { signed } from '../../people/sigv4';
import { expectAnswer } from '../../people/api';
import { handOn } from '../../people/handed-on';
import { ACCOUNT } from '../../zone/aws';
import { roleCredentials } from '../people/services';
import type { Cast, PeopleScene } from '../people/scene';
import { RECORDS } from '../people/scene';
import type { Line, RawAnswer, RawRequest } from './send';

/** Who may call the operations of a tag, and of some that others may. */
const BY_TAG: Readonly<Record<string, keyof Cast>> = {
  audit: 'privacyOfficer',
  session: 'auditor',
  'break-glass': 'nurse',
  approvals: 'physician',
  'care-team': 'administrator',
  restrictions: 'privacyOfficer',
  users: 'administrator',
  amendments: 'patient',
  phi: 'physician',
  keys: 'administrator',
  incidents: 'secondOfficer',
  duties: 'secondOfficer',
};
const BY_OPERATION: Readonly<Record<string, keyof Cast>> = {
  listBrokenGlass: 'privacyOfficer',
  reviewBrokenGlass: 'privacyOfficer',
  listApprovals: 'privacyOfficer',
  decideApproval: 'privacyOfficer',
  listAmendments: 'privacyOfficer',
  reviewAccess: 'privacyOfficer',
  deidentifyRecords: 'researcher',
};

/** Calls operations as somebody who may. */
export interface Callers {
  /** Over the line and through the gateway. */
  call(operation: ApiOperation, request: RawRequest): Promise<RawAnswer>;
  /** Past the gateway: the function gets the bytes as they are. */
  handOver(operation: ApiOperation, request: RawRequest): Promise<RawAnswer>;
  /** People may call as often as anybody again. */
  limited(): Promise<void>;
}

/** Minutes for which people may call as often as they like: their counts are told to begin far below nothing. */
const MINUTES = 15;

/** Everybody of the cast, and a service. */
export async function callersOf(
  { api, aws, people, cast }: PeopleScene,
  line: Line,
): Promise<Callers> {
  const limited = await withoutLimit({ people, cast });
  await inCare({ api, cast });
  const service = await roleCredentials(aws, '/records/', 'records-office');
  const token = (operation: ApiOperation): string => memberFor(cast, operation).tokens.access;
  return {
    limited,
    call: async (operation, request) =>
      line.send(
        operation.root === 'services'
          ? signedBy(service, line, request)
          : {
              ...request,
              headers: { authorization: `Bearer ${token(operation)}`, ...request.headers },
            },
      ),
    handOver: async (operation, { method, path, headers, body }) => {
      const isService = operation.root === 'services';
      const {
        statusCode,
        headers: given = {},
        body: text = '',
      } = await handOn(aws, people, people.functions[operation.function as ApiFunction], {
        method,
        path,
        headers: isService ? headers : { authorization: `Bearer ${token(operation)}`, ...headers },
        body: body.toString('base64'),
        isBase64Encoded: true,
        ...(isService ? { callerArn: SESSION } : {}),
      });
      const small = Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]);
      return {
        status: statusCode,
        headers: Object.fromEntries(small) as Record<string, string>,
        text,
      };
    },
  };
}

const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/records-office/end-to-end`;

function memberFor(cast: Cast, { operation, tag }: ApiOperation): Cast[keyof Cast] {
  const name = BY_OPERATION[operation] ?? BY_TAG[tag];
  if (name === undefined)
    throw new Error(`nobody is said to call ${operation}: add its tag ${tag}`);
  return cast[name];
}

/** The patient of the examples of the document, so that who asks for his record may. */
async function inCare({ api, cast }: Pick<PeopleScene, 'api' | 'cast'>): Promise<void> {
  const body = {
    change: 'assign',
    patientId: RECORDS.own,
    member: { kind: 'person', id: cast.physician.id },
  };
  const call = { path: '/v1/care-team', body };
  expectAnswer(await api.asPerson(cast.administrator.tokens.access, call), 200, 'a care team');
}

/** @returns takes the counts away, as if nobody had called in those minutes */
async function withoutLimit({
  people,
  cast,
}: Pick<PeopleScene, 'people' | 'cast'>): Promise<() => Promise<void>> {
  const { rates } = people.tables;
  const minute = Math.floor(Date.now() / 60_000);
  const members = Object.values(cast) as readonly { readonly id: string }[];
  const windows = members.flatMap(({ id }) =>
    Array.from({ length: MINUTES }, (_, later) => `${id}/calls/${String(minute + later)}`),
  );
  const expires = Math.ceil(Date.now() / 1000) + 24 * 60 * 60;
  for (const window of windows) await rates.put({ window, count: -1_000_000, expires });
  return async () => {
    for (const window of windows) await rates.delete({ window });
  };
}

function signedBy(service: SigningCredentials, line: Line, request: RawRequest): RawRequest {
  const { method, path, headers, body } = request;
  const url = line.urlOf(path);
  return {
    ...request,
    headers: { ...headers, ...signed({ method, url, headers, body }, service, 'execute-api') },
  };
}
