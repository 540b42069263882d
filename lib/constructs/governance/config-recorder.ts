import { CfnConfigurationRecorder, CfnDeliveryChannel } from 'aws-cdk-lib/aws-config';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { iamArn } from '../../names';
import { deliveryPrefix } from '../base/log-delivery';
import { removalPolicy } from '../base/removal-policy';

export interface ConfigRecorderProps {
  readonly config: ZoneConfig;
  /** Takes history and snapshots; it must not be locked. */
  readonly landing: IBucket;
  /** Key with which AWS Config encrypts them. */
  readonly key: IKey;
}

/** Records what every resource of the account is like, and every change of it. */
export class ConfigRecorder extends Construct {
  constructor(scope: Construct, id: string, { config, landing, key }: ConfigRecorderProps) {
    super(scope, id);
    const name = `hlz-${config.name}`;
    // Neither depends on the other. CloudFormation starts the recorder once there is a channel, and
    // AWS Config accepts a channel once there is a recorder: with a dependency each waits for ever.
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configurationrecorder.html
    // https://github.com/awsdocs/aws-cloudformation-user-guide/pull/1282
    const recorder = new CfnConfigurationRecorder(this, 'Recorder', {
      name,
      roleArn: iamArn(config, 'role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig'),
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      recordingMode: { recordingFrequency: 'CONTINUOUS' },
    });
    const channel = new CfnDeliveryChannel(this, 'Channel', {
      name,
      s3BucketName: landing.bucketName,
      s3KeyPrefix: deliveryPrefix('config.amazonaws.com'),
      s3KmsKeyArn: key.keyArn,
      configSnapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
    });
    for (const kept of [recorder, channel]) kept.applyRemovalPolicy(removalPolicy(config));
  }
}
