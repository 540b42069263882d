import { setTimeout as sleep } from 'node:timers/promises';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { awsClientDefaults } from '../shared/aws-clients';
import { consoleLogger } from '../shared/log';
import { createHandler } from './create-handler';
import { ebsDefaultEncryption } from './settings/ebs-default-encryption';
import { iamPasswordPolicy } from './settings/iam-password-policy';
import { otherDefaultSecurityGroups } from './settings/other-default-security-groups';
import { s3AccountPublicAccessBlock } from './settings/s3-account-public-access-block';
import { vpcRestrictDefaultSg } from './settings/vpc-restrict-default-sg';
import { ebsEncryptionStore } from './stores/ebs-encryption-store';
import { fetchAnswerSender } from './stores/fetch-answer-sender';
import { passwordPolicyStore } from './stores/password-policy-store';
import { publicAccessBlockStore } from './stores/public-access-block-store';
import { securityGroupStore } from './stores/security-group-store';

const ec2 = new EC2Client(awsClientDefaults);
const securityGroups = { store: securityGroupStore(ec2), sleep };

/** Custom resources for account settings that have no CloudFormation type. */
export const handler = createHandler({
  settings: [
    s3AccountPublicAccessBlock(publicAccessBlockStore(new S3ControlClient(awsClientDefaults))),
    ebsDefaultEncryption(ebsEncryptionStore(ec2)),
    iamPasswordPolicy(passwordPolicyStore(new IAMClient(awsClientDefaults))),
    vpcRestrictDefaultSg(securityGroups),
    otherDefaultSecurityGroups(securityGroups),
  ],
  sender: fetchAnswerSender,
  sleep,
  timer: {
    after(milliseconds, run) {
      const timeout = setTimeout(run, milliseconds);
      return () => clearTimeout(timeout);
    },
  },
  log: consoleLogger,
  logLocation: {
    group: process.env['AWS_LAMBDA_LOG_GROUP_NAME'] ?? 'unknown',
    stream: process.env['AWS_LAMBDA_LOG_STREAM_NAME'] ?? 'unknown',
  },
});
