import { Fn, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../config/schema';
import { stackName } from '../names';

export interface ZoneStackProps {
  readonly config: ZoneConfig;
}

export interface ZoneStackOptions {
  /** What the stack holds, shown in the CloudFormation console. */
  readonly description: string;
  /** Whether data is lost when the stack is deleted. Such a stack has termination protection. */
  readonly stateful: boolean;
  /**
   * Region in which the stack stands.
   *
   * @default - that of config
   */
  readonly region?: string;
}

/** What every stack of a zone has: its name, its account, its tags. */
export class ZoneStack extends Stack {
  private readonly zones: readonly string[];

  constructor(scope: Construct, id: string, { config }: ZoneStackProps, options: ZoneStackOptions) {
    const tags = {
      Environment: config.profile,
      DataClass: config.profile === 'production' ? 'PHI' : 'synthetic',
      Owner: config.owner,
      Zone: config.name,
    };
    super(scope, id, {
      stackName: stackName(config, id),
      description: `${options.description} (zone ${config.name})`,
      env: { account: config.account, region: options.region ?? config.region },
      terminationProtection: options.stateful,
      tags,
    });
    for (const [key, value] of Object.entries(tags)) Tags.of(this).add(key, value);
    const { availabilityZones } = config.network;
    this.zones =
      typeof availabilityZones === 'number'
        ? Array.from({ length: availabilityZones }, (_, index) => Fn.select(index, Fn.getAzs()))
        : availabilityZones;
  }

  /** CDK would look them up in the account, which a synth without one cannot. */
  override get availabilityZones(): string[] {
    return [...this.zones];
  }
}
