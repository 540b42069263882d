/**
 * A line of the access log: which call it was, how it went, and from where it came. Nothing that the
 * caller chose freely, and no claim of a person: who did what to whose record is in the audit ledger.
 * Status and the like in quotes, since the format itself must be JSON.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const FIELDS = {
  requestId: '$context.requestId',
  // The id of the line that X-Ray has of it.
  trace: '$context.xrayTraceId',
  time: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  // The template of the path, as in the document.
  path: '$context.resourcePath',
  status: '$context.status',
  // What API Gateway answered by itself: `THROTTLED`, `UNAUTHORIZED`.
  gatewayAnswer: '$context.error.responseType',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  // Of the call to Lambda, and of what the function answered.
  lambdaStatus: '$context.integration.status',
  functionStatus: '$context.integration.integrationStatus',
  functionMilliseconds: '$context.integration.latency',
  authorizer: '$context.authorizer.status',
  waf: '$context.waf.status',
  sourceIp: '$context.identity.sourceIp',
  vpcEndpoint: '$context.identity.vpceId',
  // Of a service that signs. People come with a token, and have none.
  callerArn: '$context.identity.userArn',
  tls: '$context.tlsVersion',
  cipher: '$context.cipherSuite',
} as const;

/** Format of the access log, JSON. */
export const ACCESS_LOG_FORMAT = JSON.stringify(FIELDS);

/** Pattern of CloudWatch Logs for the lines of calls that were refused, whoever refused them. */
export const REFUSED_CALLS = '{ ($.status = "401") || ($.status = "403") }';
/** Of calls that were too many, for all or for one person. */
export const THROTTLED_CALLS = '{ $.status = "429" }';
