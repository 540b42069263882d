import { GetRoleCommand, type Role } from '@aws-sdk/client-iam';
import type { Look } from '../look';
import { look, unlessAbsent } from './asking';
import type { AwsClients } from './clients';

/** What IAM says of a thing that is not there. */
export const NO_SUCH_ENTITY = ['NoSuchEntity', 'NoSuchEntityException'];

/** A role by its name; undefined when there is none. */
export function roleNamed({ iam }: AwsClients, name: string): Promise<Look<Role | undefined>> {
  return look(async () => {
    const answer = await unlessAbsent(NO_SUCH_ENTITY, () =>
      iam.send(new GetRoleCommand({ RoleName: name })),
    );
    return answer?.Role;
  });
}
