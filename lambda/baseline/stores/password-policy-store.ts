import {
  GetAccountPasswordPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { PasswordPolicyStore } from '../settings/iam-password-policy';
import { callAws, callAwsUnless } from './call-aws';

/** What IAM applies where a policy does not name a length. */
const DEFAULT_LENGTH = 6;

export function passwordPolicyStore(client: IAMClient): PasswordPolicyStore {
  return {
    async read() {
      const answer = await callAwsUnless(
        ['NoSuchEntityException', 'NoSuchEntity'],
        'iam:GetAccountPasswordPolicy',
        () => client.send(new GetAccountPasswordPolicyCommand({})),
      );
      const found = answer?.PasswordPolicy;
      return (
        found && {
          MinimumPasswordLength: found.MinimumPasswordLength ?? DEFAULT_LENGTH,
          MaxPasswordAge: found.MaxPasswordAge ?? 0,
          PasswordReusePrevention: found.PasswordReusePrevention ?? 0,
          RequireSymbols: found.RequireSymbols ?? false,
          RequireNumbers: found.RequireNumbers ?? false,
          RequireUppercaseCharacters: found.RequireUppercaseCharacters ?? false,
          RequireLowercaseCharacters: found.RequireLowercaseCharacters ?? false,
          AllowUsersToChangePassword: found.AllowUsersToChangePassword ?? false,
          HardExpiry: found.HardExpiry ?? false,
        }
      );
    },
    async write(policy) {
      await callAws('iam:UpdateAccountPasswordPolicy', () =>
        client.send(new UpdateAccountPasswordPolicyCommand(policy)),
      );
    },
  };
}
