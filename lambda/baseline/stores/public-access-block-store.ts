import {
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3-control';
import type { S3ControlClient } from '@aws-sdk/client-s3-control';
import type { PublicAccessBlockStore } from '../settings/s3-account-public-access-block';
import { callAws, callAwsUnless } from './call-aws';

export function publicAccessBlockStore(client: S3ControlClient): PublicAccessBlockStore {
  return {
    async read(accountId) {
      const answer = await callAwsUnless(
        ['NoSuchPublicAccessBlockConfiguration'],
        's3:GetAccountPublicAccessBlock',
        () => client.send(new GetPublicAccessBlockCommand({ AccountId: accountId })),
      );
      const found = answer?.PublicAccessBlockConfiguration;
      return (
        found && {
          BlockPublicAcls: found.BlockPublicAcls ?? false,
          IgnorePublicAcls: found.IgnorePublicAcls ?? false,
          BlockPublicPolicy: found.BlockPublicPolicy ?? false,
          RestrictPublicBuckets: found.RestrictPublicBuckets ?? false,
        }
      );
    },
    async write(accountId, block) {
      await callAws('s3:PutAccountPublicAccessBlock', () =>
        client.send(
          new PutPublicAccessBlockCommand({
            AccountId: accountId,
            PublicAccessBlockConfiguration: block,
          }),
        ),
      );
    },
  };
}
