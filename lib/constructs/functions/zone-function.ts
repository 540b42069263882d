import type { Duration } from 'aws-cdk-lib';
import { Tags } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  type FunctionProps,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HandlerCode } from '../../bundle/handler-bundle';
import { acknowledge } from '../../compliance/acknowledge';
import type { FunctionName, ZoneConfig } from '../../config/schema';
import { WORKLOAD_ROLE_PATH, WORKLOAD_TAG } from '../../names';
import { fromInside, runtimeStatements, sendTraces } from './function-permissions';
import type { TableAccess } from '../base/table-access';
import { tableStatements } from '../base/table-access';
import { ZoneLogGroup } from '../base/zone-log-group';
import { ZoneRole } from '../base/zone-role';
import { SUBNET_NAMES } from '../network/zone-vpc';

export interface ZoneFunctionProps {
  readonly config: ZoneConfig;
  /** Name in config, and value of the tag of its role. */
  readonly name: FunctionName;
  readonly handlers: HandlerCode;
  readonly description: string;
  /**
   * Where it stands. `outside` the VPC is for a function that says why, since it then has to
   * acknowledge that.
   */
  readonly network: FunctionNetwork | 'outside';
  /**
   * For one outside the VPC: the policy that all functions share, with which it sends its traces.
   *
   * @default - a statement of its own
   */
  readonly runtime?: iam.IManagedPolicy;
  /** What its code does itself. Logs, traces and the failure queue are added. */
  readonly statements: readonly iam.PolicyStatement[];
  /**
   * What its code does with tables: a policy of its own.
   *
   * @default - nothing
   */
  readonly tables?: readonly TableAccess[];
  /**
   * What Lambda or another service does for this function with its role, such as reading a stream or
   * signing in to a database: from outside any VPC, or without saying from where.
   *
   * @default - nothing beside logs, traces and the failure queue
   */
  readonly lambdaStatements?: readonly iam.PolicyStatement[];
  /**
   * Policies that it shares with others.
   *
   * @default - none
   */
  readonly sharedPolicies?: readonly iam.IManagedPolicy[];
  /** @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Encrypts its log and its environment. */
  readonly logsKey: IKey;
  readonly messagingKey: IKey;
  /** Takes asynchronous calls that failed. */
  readonly failureQueue: IQueue;
  readonly timeout: Duration;
  /** @default 256 MiB */
  readonly memorySize?: number;
}

/** What the functions of a stack have in common. */
export type FunctionSurroundings = Pick<
  ZoneFunctionProps,
  'config' | 'handlers' | 'network' | 'logsKey' | 'messagingKey' | 'failureQueue'
>;

export interface FunctionNetwork {
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  /** What Lambda needs to run a function there (`FunctionRuntime`). */
  readonly runtime: iam.IManagedPolicy;
}

/** A function of the zone: newest Node runtime, arm64, traced, its own log group, its own role. */
export class ZoneFunction extends Construct {
  readonly function: LambdaFunction;
  /** The policy of its role, for acknowledgements. */
  readonly policy: iam.ManagedPolicy;
  /** Its log, for metric filters. */
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, props: ZoneFunctionProps) {
    super(scope, id);
    const { config, name, network } = props;
    const runtime = network === 'outside' ? props.runtime : network.runtime;
    const logGroup = new ZoneLogGroup(this, 'Logs', {
      config,
      key: props.logsKey,
      retentionClass: 'operational',
    });
    const role = new ZoneRole(this, 'Role', {
      path: WORKLOAD_ROLE_PATH,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: `Function ${name}: ${props.description}`,
      statements: [
        ...asCode(network, props.statements),
        ...(props.lambdaStatements ?? []),
        ...runtimeStatements({ ...props, logGroup }),
        ...(runtime === undefined ? [sendTraces()] : []),
      ],
      ...(props.tables === undefined
        ? {}
        : {
            furtherStatements: {
              Tables: asCode(network, tableStatements(config, props.tables)),
            },
          }),
      managedPolicies: [
        ...(runtime === undefined ? [] : [runtime]),
        ...(props.sharedPolicies ?? []),
      ],
    });
    Tags.of(role).add(WORKLOAD_TAG, name);
    const reserved = config.functions.reservedConcurrency[name];
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: props.handlers(name),
      role: role.fixed,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.INFO,
      tracing: Tracing.ACTIVE,
      deadLetterQueue: props.failureQueue,
      timeout: props.timeout,
      memorySize: props.memorySize ?? 256,
      ...(props.environment === undefined
        ? {}
        : { environment: props.environment, environmentEncryption: props.logsKey }),
      ...(network === 'outside' ? {} : placement(network)),
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
    });
    this.logGroup = logGroup;
    this.policy = role.policy;
    // The function must not run before it may write its log.
    this.function.node.addDependency(...role.policies);
    if (reserved === undefined) {
      acknowledge(this.function, {
        rules: ['HIPAA.Security-LambdaConcurrency', 'NIST.800.53.R5-LambdaConcurrency'],
        kind: 'sandbox',
        reason:
          'A sandbox reserves no concurrency: new accounts have a quota of 10, of which none can be reserved.',
        citation: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html',
        review: '2027-11-22',
      });
    }
  }
}

/** Statements of what code does itself, as the network of its function has it. */
export function asCode(
  network: ZoneFunctionProps['network'],
  statements: readonly iam.PolicyStatement[],
): readonly iam.PolicyStatement[] {
  return network === 'outside' ? statements : fromInside(network.vpc, statements);
}

function placement({
  vpc,
  securityGroup,
}: FunctionNetwork): Pick<FunctionProps, 'vpc' | 'vpcSubnets' | 'securityGroups'> {
  return {
    vpc,
    vpcSubnets: { subnetGroupName: SUBNET_NAMES.workload },
    securityGroups: [securityGroup],
  };
}
