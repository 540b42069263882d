import * as z from 'zod/mini';
import { tenant } from '../shared/audit/fields';
import { isOpaqueId } from '../shared/audit/opaque';
import type { Service } from './principal';
import { readJsonSetting, SettingError } from '../shared/settings';

/** Services of the zone: IAM roles that config names. */
export interface Services {
  /**
   * The service of a caller, undefined when his role is none of them.
   *
   * @param callerArn `requestContext.identity.userArn` of API Gateway
   */
  of(callerArn: string): Service | undefined;
}

/** Role name last, whatever path is before it: account, name. */
const ROLE_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:[\w+=,.@/-]+\/)?([\w+=,.@-]{1,64})$/;
/** What STS makes of a role: its path is left out. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const ASSUMED_ROLE_ARN =
  /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})\/[\w+=,.@-]{2,64}$/;

const service = z.strictObject({
  name: z.string().check(
    z.regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
    z.refine((text) => isOpaqueId(text)),
  ),
  roleArn: z.string().check(z.regex(ROLE_ARN)),
  tenant,
  /** Actions of the access vocabulary, which stands to the right of here: an unknown one allows nothing. */
  may: z.array(z.string().check(z.regex(/^[a-z]+(?:-[a-z]+)*$/))).check(z.maxLength(100)),
});

/**
 * Reads SERVICES. A role name is unique in an account whatever its path, so account and name tell a role.
 *
 * @throws SettingError
 */
export function readServices(text: string): Services {
  const list = readJsonSetting('SERVICES', text, z.array(service));
  const byRole = new Map<string, Service>();
  for (const { name, roleArn, tenant, may } of list) {
    const key = keyOf(ROLE_ARN, roleArn) ?? '';
    const isKnown = [...byRole.values()].some(({ id }) => id === name);
    if (byRole.has(key) || isKnown) {
      throw new SettingError(
        `SERVICES in the environment names ${isKnown ? `the service ${name}` : `the role of ${name}`} twice: one role is one service.`,
      );
    }
    byRole.set(key, { kind: 'service', id: name, tenant, may });
  }
  return {
    of(callerArn) {
      const key = keyOf(ASSUMED_ROLE_ARN, callerArn);
      return key === undefined ? undefined : byRole.get(key);
    },
  };
}

function keyOf(form: RegExp, arn: string): string | undefined {
  const [, partition, account, name] = form.exec(arn) ?? [];
  return name === undefined ? undefined : [partition, account, name].join(' ');
}
