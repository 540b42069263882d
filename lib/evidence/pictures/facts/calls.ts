import { at, isObject } from '../../../compliance/reading/json';
import { ANY_METHOD, METHODS } from '../../../compliance/reading/openapi';
import { listOf } from '../../../compliance/reading/policy';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { EvidenceZone } from '../../zone/evidence-zone';
import type { Flow } from './flow';
import { between } from './flow';
import { counted } from './labels';

/** Who calls an API, by the scheme that an operation asks for. */
export type Caller = 'people' | 'services' | 'anybody' | 'others';
/** Place in a flow of somebody who calls. */
export function callerId(caller: Caller): string {
  return `caller/${caller}`;
}

/** Operations of an API that end in a function. */
export interface Operations {
  readonly api: ResourceView;
  readonly caller: Caller;
  /** Undefined where an integration names no function of the zone. */
  readonly lambda: ResourceView | undefined;
  readonly count: number;
}

/** Operations of every API of the zone, by who calls and which function answers. */
export function operationsOf(zone: EvidenceZone): readonly Operations[] {
  const found = new Map<string, Operations>();
  for (const api of zone.ofType('AWS::ApiGateway::RestApi')) {
    const body = api.properties['Body'];
    for (const operation of operationsIn(body)) {
      const caller = callerOf(body, operation);
      const uri = at(operation, 'x-amazon-apigateway-integration', 'uri');
      const lambda = zone.mentioned(api, uri).find(({ type }) => type === 'AWS::Lambda::Function');
      const key = JSON.stringify([
        api.stack,
        api.logicalId,
        caller,
        lambda?.stack,
        lambda?.logicalId,
      ]);
      found.set(key, { api, caller, lambda, count: (found.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, operations]) => operations);
}

function operationsIn(body: unknown): readonly unknown[] {
  const paths = at(body, 'paths');
  if (!isObject(paths)) return [];
  return Object.values(paths).flatMap((item) =>
    isObject(item)
      ? Object.entries(item).flatMap(([method, operation]) =>
          METHODS.has(method) || method === ANY_METHOD ? [operation] : [],
        )
      : [],
  );
}

/** The weakest way in of those that an operation takes. */
function callerOf(body: unknown, operation: unknown): Caller {
  const schemes = at(body, 'components', 'securitySchemes') ?? at(body, 'securityDefinitions');
  const ways = listOf(at(operation, 'security') ?? at(body, 'security'));
  if (ways.length === 0) return 'anybody';
  const callers = ways.map((way): Caller => {
    const kinds = Object.keys(isObject(way) ? way : {}).map((name): Caller => {
      const scheme = at(schemes, name);
      if (at(scheme, 'x-amazon-apigateway-authtype') === 'awsSigv4') return 'services';
      const type = at(scheme, 'x-amazon-apigateway-authorizer', 'type');
      if (type === 'cognito_user_pools') return 'people';
      return type === undefined ? 'anybody' : 'others';
    });
    return kinds.find((kind) => kind !== 'anybody') ?? 'anybody';
  });
  return callers.includes('anybody') ? 'anybody' : (callers[0] ?? 'anybody');
}

/** Who calls which function through an API. */
export function callsOfApis(zone: EvidenceZone): readonly Flow[] {
  return operationsOf(zone).flatMap(({ api, caller, lambda, count }) => {
    const what = `${counted(count, 'operation')} ${CALLED_BY[caller]}`;
    return [
      between(callerId(caller), api, 'invokes'),
      ...(lambda === undefined ? [] : [between(api, lambda, 'invokes', what)]),
    ];
  });
}

const CALLED_BY: Readonly<Record<Caller, string>> = {
  people: 'for people',
  services: 'for services',
  anybody: 'for anybody',
  others: 'behind another authorizer',
};
