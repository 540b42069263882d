import { CfnOutput } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { SettingMode, ZoneConfig } from '../../config/schema';
import { AccountSetting } from '../base/account-setting';

/**
 * Password policy of IAM users, as strict as the AWS Config rule `iam-password-policy` of the HIPAA pack asks:
 * characters, days, passwords. Strings, as CloudFormation hands them to a custom resource.
 */
export const PASSWORD_POLICY = {
  MinimumPasswordLength: '14',
  MaxPasswordAge: '90',
  PasswordReusePrevention: '24',
} as const;

/** What the function that answers may do. */
export function accountSettingsStatements(phiKey: IKey): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'SeeTheKeyOfVolumes',
      actions: ['kms:DescribeKey'],
      resources: [phiKey.keyArn],
    }),
    setTheAccount(),
  ];
}

/** One statement, since none of the actions knows a resource. */
function setTheAccount(): PolicyStatement {
  return new PolicyStatement({
    sid: 'SetTheAccount',
    actions: [
      's3:GetAccountPublicAccessBlock',
      's3:PutAccountPublicAccessBlock',
      'ec2:GetEbsEncryptionByDefault',
      'ec2:EnableEbsEncryptionByDefault',
      'ec2:GetEbsDefaultKmsKeyId',
      'ec2:ModifyEbsDefaultKmsKeyId',
      'ec2:DescribeSecurityGroups',
      'ec2:RevokeSecurityGroupIngress',
      'ec2:RevokeSecurityGroupEgress',
      'iam:GetAccountPasswordPolicy',
      'iam:UpdateAccountPasswordPolicy',
    ],
    resources: ['*'],
  });
}

export interface AccountSettingsProps {
  readonly config: ZoneConfig;
  /** ARN of the function that answers. */
  readonly serviceToken: string;
  /** Key of EBS volumes. */
  readonly phiKey: IKey;
}

/** Account settings that have no CloudFormation type, each as its mode says. */
export class AccountSettings extends Construct {
  constructor(scope: Construct, id: string, props: AccountSettingsProps) {
    super(scope, id);
    const { config, serviceToken, phiKey } = props;
    const { accountSettings } = config;
    this.setting('S3PublicAccessBlock', serviceToken, accountSettings.s3PublicAccessBlock, {
      type: 'S3AccountPublicAccessBlock',
      properties: { AccountId: config.account },
    });
    this.setting('EbsDefaultEncryption', serviceToken, accountSettings.ebsDefaultEncryption, {
      type: 'EbsDefaultEncryption',
      properties: { KmsKeyArn: phiKey.keyArn },
    });
    this.setting('IamPasswordPolicy', serviceToken, accountSettings.iamPasswordPolicy, {
      type: 'IamPasswordPolicy',
      properties: PASSWORD_POLICY,
    });
    this.setting(
      'OtherDefaultSecurityGroups',
      serviceToken,
      accountSettings.otherDefaultSecurityGroups,
      {
        type: 'OtherDefaultSecurityGroups',
        properties: {},
      },
    );
  }

  private setting(
    id: string,
    serviceToken: string,
    mode: SettingMode,
    { type, properties }: { type: string; properties: Readonly<Record<string, unknown>> },
  ): void {
    if (mode === 'off') return;
    const resource = new AccountSetting(this, id, {
      serviceToken,
      type,
      properties: { Mode: mode, ...properties },
    });
    new CfnOutput(this, `${id}Changed`, {
      description: `What the last deploy changed in ${id}`,
      value: resource.getAttString('Changed'),
    });
  }
}
