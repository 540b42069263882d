import type { Conditions } from 'aws-cdk-lib/aws-iam';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ApiRoot } from '../../../lambda/shared/http/generated/routes';
import type { ZoneConfig } from '../../config/schema';
import { API_STAGE } from '../../names';

/** From where an API may be called. */
export type ApiSource =
  | { readonly endpoint: 'private'; readonly vpcEndpointId: string }
  | { readonly endpoint: 'regional'; readonly cidrs: readonly string[] };

/**
 * What config says of it.
 *
 * @throws Error when the API is private and has no endpoint
 */
export function apiSource(
  { api }: Pick<ZoneConfig, 'api'>,
  endpoint: { readonly vpcEndpointId: string } | undefined,
): ApiSource {
  if (api.endpoint === 'regional') return { endpoint: 'regional', cidrs: api.allowedCidrs };
  if (endpoint === undefined) throw new Error('a private API needs an endpoint of the VPC');
  return { endpoint: 'private', vpcEndpointId: endpoint.vpcEndpointId };
}

export interface ApiPolicyProps {
  readonly source: ApiSource;
  /** Methods of operations, in capitals, by who calls them. */
  readonly methods: Readonly<Record<ApiRoot, readonly string[]>>;
  /** ARNs of the roles with which services sign. */
  readonly serviceRoles: readonly string[];
}

/**
 * Who may call the API, beside what its authorizers say: people from where config lets them, and of
 * all who can sign the roles of services that config names.
 *
 * Methods are named one by one: `*` is any text, slashes too, and what is allowed to everybody below
 * `/v1` would be allowed below `/service/v1`. There an allowance is all that a role of this account
 * needs: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function apiPolicy({ source, methods, serviceRoles }: ApiPolicyProps): PolicyDocument {
  const { from, elsewhere } = conditionsOf(source);
  const services = methods.services.map((method) => resource(`${method}/service/v1/*`));
  return new PolicyDocument({
    statements: [
      statement('PeopleCall', {
        // Cognito has judged who it is; the policy must allow it besides.
        resources: methods.people.map((method) => resource(`${method}/v1/*`)),
        conditions: from,
      }),
      ...(serviceRoles.length === 0
        ? []
        : [
            statement('ServicesCall', {
              resources: services,
              conditions: { ...from, ArnEquals: { 'aws:PrincipalArn': serviceRoles } },
            }),
          ]),
      statement('DenyOthersThanServices', {
        effect: Effect.DENY,
        resources: [resource('*/service/v1/*')],
        conditions:
          serviceRoles.length === 0 ? {} : { ArnNotEquals: { 'aws:PrincipalArn': serviceRoles } },
      }),
      ...(elsewhere === undefined
        ? []
        : [
            // Also those whom IAM allows to call any API of the account.
            statement('DenyFromElsewhere', {
              effect: Effect.DENY,
              resources: ['execute-api:/*'],
              conditions: elsewhere,
            }),
          ]),
    ],
  });
}

function statement(
  sid: string,
  {
    effect = Effect.ALLOW,
    resources,
    conditions,
  }: {
    readonly effect?: Effect;
    readonly resources: readonly string[];
    readonly conditions: Conditions;
  },
): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect,
    principals: [new AnyPrincipal()],
    actions: ['execute-api:Invoke'],
    resources: [...resources],
    conditions,
  });
}

/** API Gateway puts its Region, account and id before it. */
function resource(below: string): string {
  return `execute-api:/${API_STAGE}/${below}`;
}

function conditionsOf(source: ApiSource): {
  readonly from: Conditions;
  readonly elsewhere?: Conditions;
} {
  if (source.endpoint === 'private') {
    const equals = { 'aws:SourceVpce': source.vpcEndpointId };
    return { from: { StringEquals: equals }, elsewhere: { StringNotEquals: equals } };
  }
  if (source.cidrs.length === 0) return { from: {} };
  const addresses = { 'aws:SourceIp': source.cidrs };
  return { from: { IpAddress: addresses }, elsewhere: { NotIpAddress: addresses } };
}
