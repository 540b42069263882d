import type { IInterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { OpenApiDocument } from '../api/document';
import { readOpenApi } from '../api/document';
import { isEmulated } from '../config/emulator';
import { apiSource } from '../constructs/api/api-policy';
import { ApiMetrics } from '../constructs/api/api-metrics';
import type { ZoneApiProps } from '../constructs/api/zone-api';
import { ZoneApi } from '../constructs/api/zone-api';
import { ZoneWebAcl } from '../constructs/api/zone-web-acl';
import type { KeysStack } from './keys-stack';
import type { ZoneStackProps } from './zone-stack';
import { ZoneStack } from './zone-stack';

export interface ApiStackProps extends ZoneStackProps {
  readonly keys: KeysStack;
  /**
   * The way to a private API.
   *
   * @default - the API is regional
   */
  readonly endpoint: Pick<IInterfaceVpcEndpoint, 'vpcEndpointId'> | undefined;
  readonly userPoolArn: string;
  /** Functions that answer. */
  readonly functions: ZoneApiProps['functions'];
  /**
   * The API, as its source says it.
   *
   * @default - `api/openapi.yaml`
   */
  readonly document?: OpenApiDocument;
}

/** The one REST API of the zone, and the web ACL before it. */
export class ApiStack extends ZoneStack {
  readonly api: ZoneApi;
  readonly metrics: ApiMetrics;
  /** Undefined on an emulator. */
  readonly webAcl?: ZoneWebAcl;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props, { description: 'The REST API and its web ACL', stateful: false });
    const { config, keys, endpoint, userPoolArn, functions, document = readOpenApi() } = props;
    this.api = new ZoneApi(this, 'Api', {
      config,
      document,
      functions,
      userPoolArn,
      source: apiSource(config, endpoint),
      logsKey: keys.logs,
    });
    this.metrics = new ApiMetrics(this, 'Metrics', { config, accessLog: this.api.accessLog });
    if (isEmulated(config)) return;
    this.webAcl = new ZoneWebAcl(this, 'Firewall', {
      config,
      logsKey: keys.logs,
      stageArn: this.api.stageArn,
    });
  }
}
