import {
  EnableEbsEncryptionByDefaultCommand,
  GetEbsDefaultKmsKeyIdCommand,
  GetEbsEncryptionByDefaultCommand,
  ModifyEbsDefaultKmsKeyIdCommand,
} from '@aws-sdk/client-ec2';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { EbsEncryptionStore } from '../settings/ebs-default-encryption';
import { callAws } from './call-aws';

export function ebsEncryptionStore(client: EC2Client): EbsEncryptionStore {
  return {
    async isEnabled() {
      const answer = await callAws('ec2:GetEbsEncryptionByDefault', () =>
        client.send(new GetEbsEncryptionByDefaultCommand({})),
      );
      return answer.EbsEncryptionByDefault ?? false;
    },
    async defaultKey() {
      const answer = await callAws('ec2:GetEbsDefaultKmsKeyId', () =>
        client.send(new GetEbsDefaultKmsKeyIdCommand({})),
      );
      return answer.KmsKeyId ?? '';
    },
    async setDefaultKey(keyArn) {
      await callAws('ec2:ModifyEbsDefaultKmsKeyId', () =>
        client.send(new ModifyEbsDefaultKmsKeyIdCommand({ KmsKeyId: keyArn })),
      );
    },
    async enable() {
      await callAws('ec2:EnableEbsEncryptionByDefault', () =>
        client.send(new EnableEbsEncryptionByDefaultCommand({})),
      );
    },
  };
}
