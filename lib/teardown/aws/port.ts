import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Zone } from '../plan';
import type { TeardownPort } from '../port';
import { awsClients, type AwsOptions } from './clients';
import { calling } from '../../aws/calling';
import { objectCalls } from './objects';
import { stackCalls } from './stacks';
import { vaultCalls } from './vaults';

/** The port onto AWS itself. */
export function awsPort(zone: Zone, options: AwsOptions = {}): TeardownPort {
  const { sts, cloudFormation, s3, backup } = awsClients(zone, options);
  return {
    callerAccount: async () => {
      const { Account = '' } = await calling('GetCallerIdentity', 'code-and-message', () =>
        sts.send(new GetCallerIdentityCommand({})),
      );
      return Account;
    },
    ...stackCalls(cloudFormation),
    ...objectCalls(s3, zone.account),
    ...vaultCalls(backup),
  };
}
