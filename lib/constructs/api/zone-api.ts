import { CfnOutput, Stack } from 'aws-cdk-lib';
import {
  CfnClientCertificate,
  CfnDeployment,
  CfnRestApi,
  CfnStage,
} from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import type { ApiFunction } from '../../../lambda/shared/http/generated/routes';
import type { OpenApiDocument } from '../../api/document';
import { acknowledge } from '../../compliance/acknowledge';
import { isEmulated } from '../../config/emulator';
import type { ZoneConfig } from '../../config/schema';
import { API_STAGE, apiName, partitionOf, zoneArn } from '../../names';
import { ZoneLogGroup } from '../base/zone-log-group';
import { ACCESS_LOG_FORMAT } from './access-log';
import type { ApiSource } from './api-policy';
import { apiPolicy } from './api-policy';
import { gatewayDocument, methodsOf } from './open-api';

export interface ZoneApiProps {
  readonly config: ZoneConfig;
  /** `api/openapi.yaml`. */
  readonly document: OpenApiDocument;
  /** Functions that answer, by name. */
  readonly functions: Readonly<Record<ApiFunction, Pick<IFunction, 'functionArn'>>>;
  readonly userPoolArn: string;
  /** From where it may be called. */
  readonly source: ApiSource;
  /** Encrypts its logs. */
  readonly logsKey: IKey;
}

/** The one REST API of the zone: what its document says, in one stage, with its logs. */
export class ZoneApi extends Construct {
  /** Log of calls, for metric filters. */
  readonly accessLog: ILogGroup;
  /** ARN of the stage, for what stands before it. */
  readonly stageArn: string;

  constructor(scope: Construct, id: string, props: ZoneApiProps) {
    super(scope, id);
    const { config, source } = props;
    const restApi = this.restApi(props);
    for (const [name, { functionArn }] of Object.entries(props.functions)) {
      new CfnPermission(this, `Call-${name}`, {
        functionName: functionArn,
        action: 'lambda:InvokeFunction',
        principal: 'apigateway.amazonaws.com',
        sourceAccount: config.account,
        sourceArn: zoneArn(config, 'execute-api', `${restApi.ref}/${API_STAGE}/*/*`),
      });
    }
    this.accessLog = new ZoneLogGroup(this, 'AccessLog', {
      config,
      key: props.logsKey,
      retentionClass: 'operational',
    });
    const stage = this.stage(props, restApi);
    this.stageArn = `arn:${partitionOf(config.region)}:apigateway:${config.region}::/restapis/${restApi.ref}/stages/${stage.ref}`;
    const host =
      source.endpoint === 'private' ? `${restApi.ref}-${source.vpcEndpointId}` : restApi.ref;
    new CfnOutput(this, 'Url', {
      description: 'Where the API is called',
      value: `https://${host}.execute-api.${config.region}.amazonaws.com/${API_STAGE}`,
    });
  }

  private restApi(props: ZoneApiProps): CfnRestApi {
    const { config, document, functions, userPoolArn, source } = props;
    const isPrivate = source.endpoint === 'private';
    const restApi = new CfnRestApi(this, 'RestApi', {
      name: apiName(config),
      description: `API of zone ${config.name}`,
      body: gatewayDocument({
        document,
        userPoolArn,
        invocationUris: {
          'access-api': invocationUri(config, functions['access-api']),
          'breach-api': invocationUri(config, functions['breach-api']),
          'ledger-api': invocationUri(config, functions['ledger-api']),
          'phi-api': invocationUri(config, functions['phi-api']),
        },
      }),
      policy: apiPolicy({
        source,
        methods: methodsOf(document),
        serviceRoles: config.access.services.map(({ roleArn }) => roleArn),
      }),
      endpointConfiguration: isPrivate
        ? { types: ['PRIVATE'], vpcEndpointIds: [source.vpcEndpointId] }
        : { types: ['REGIONAL'] },
      // TLS 1.2 with forward secrecy, and 1.3; by modules with a FIPS 140 certificate.
      securityPolicy: 'SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09',
      // STRICT would refuse the name that API Gateway gives a private API outside its VPC:
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
      endpointAccessMode: isPrivate ? 'BASIC' : 'STRICT',
    });
    acknowledge(restApi, {
      rules: ['AwsSolutions-APIG2'],
      reason:
        'The rule looks for a validator in the template. Here the document of the API has it, for body and parameters of every operation: LandingZone-ApiOperations reads it there. One in the template as well would be deleted by the next import of the document.',
      citation:
        'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-request-validators.html',
      review: '2027-11-22',
    });
    return restApi;
  }

  private stage({ config, logsKey }: ZoneApiProps, restApi: CfnRestApi): CfnStage {
    const { requestsPerSecond, burst } = config.api;
    // Under the name that API Gateway writes to: else it makes one without a key, and keeps it for ever.
    const executionLog = new ZoneLogGroup(this, 'ExecutionLog', {
      config,
      key: logsKey,
      logGroupName: `API-Gateway-Execution-Logs_${restApi.ref}/${API_STAGE}`,
      retentionClass: 'operational',
    });
    const stage = new CfnStage(this, 'Stage', {
      restApiId: restApi.ref,
      deploymentId: this.deployment(restApi).ref,
      stageName: API_STAGE,
      description: `API of zone ${config.name}`,
      accessLogSetting: {
        destinationArn: zoneArn(config, 'logs', `log-group:${this.accessLog.logGroupName}`),
        format: ACCESS_LOG_FORMAT,
      },
      methodSettings: [
        {
          httpMethod: '*',
          resourcePath: '/*',
          loggingLevel: 'ERROR',
          dataTraceEnabled: false,
          // Those of the stage come without; by method they are dear, and the access log has them.
          metricsEnabled: false,
          cachingEnabled: false,
          throttlingRateLimit: requestsPerSecond,
          throttlingBurstLimit: burst,
        },
      ],
      cacheClusterEnabled: false,
      tracingEnabled: true,
      ...(isEmulated(config)
        ? {}
        : {
            clientCertificateId: new CfnClientCertificate(this, 'ClientCertificate', {
              description: `API of zone ${config.name}`,
            }).ref,
          }),
    });
    stage.node.addDependency(executionLog);
    acknowledge(stage, {
      rules: [
        'HIPAA.Security-APIGWCacheEnabledAndEncrypted',
        'NIST.800.53.R5-APIGWCacheEnabledAndEncrypted',
      ],
      reason:
        'A cache would keep PHI outside of every store that is watched, and answer a second caller without asking whether he may. No answer may be kept: each one says no-store.',
      citation: '45 CFR 164.312(a)(1)',
      review: '2027-11-22',
    });
    if (isEmulated(config)) acknowledgeEmulator(stage);
    return stage;
  }

  /** What is deployed: by its name a new one, whenever the API is another. */
  private deployment(restApi: CfnRestApi): CfnDeployment {
    const { body, policy, endpointConfiguration } = restApi;
    const deployed: unknown = Stack.of(this).resolve({ body, policy, endpointConfiguration });
    const hash = createHash('sha256').update(JSON.stringify(deployed)).digest('hex').slice(0, 8);
    return new CfnDeployment(this, `Deployment${hash}`, { restApiId: restApi.ref });
  }
}

/** How API Gateway invokes a function. */
function invocationUri(
  { region }: ZoneConfig,
  { functionArn }: Pick<IFunction, 'functionArn'>,
): string {
  return `arn:${partitionOf(region)}:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

function acknowledgeEmulator(stage: CfnStage): void {
  acknowledge(stage, {
    rules: [
      'AwsSolutions-APIG3',
      'NIST.800.53.R5-APIGWAssociatedWithWAF',
      'HIPAA.Security-APIGWSSLEnabled',
      'NIST.800.53.R5-APIGWSSLEnabled',
    ],
    kind: 'emulator',
    reason:
      'A local emulator has neither associations of web ACLs nor client certificates. Its zone is for a test and holds made-up data.',
    citation: '45 CFR 164.312(e)(1)',
    review: '2027-11-22',
  });
}
