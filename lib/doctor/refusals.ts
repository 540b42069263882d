import type { PortError } from '../aws/calling';
import type { ZoneConfig } from '../config/schema';
import type { Caller } from './answers';

/** Why an account is not looked at: the credentials are for another one. */
export function whyNotAccount(
  { account }: Pick<ZoneConfig, 'account'>,
  caller: Caller,
): string | undefined {
  if (caller.account === account) return undefined;
  return `the credentials are for account ${caller.account}, the config is for ${account}. Log in to that account, name another profile (--profile), or correct \`account\` in the config.`;
}

/**
 * Why AWS cannot be asked at all, and what to do about it.
 *
 * @param profile of `~/.aws/config`, if one was named
 */
export function unreachable(
  { operation, code, detail }: PortError,
  profile: string | undefined,
): string {
  const said = detail === '' ? code : `${code}: ${detail}`;
  if (/Credentials|TokenProvider|Expired/i.test(code)) {
    const where = profile === undefined ? '' : ` in profile ${profile}`;
    return `no credentials that hold${where} (${said}). Log in, such as with \`aws sso login\`, or name a profile (--profile).`;
  }
  if (/InvalidClientTokenId|UnrecognizedClient|Signature|AuthFailure/.test(code)) {
    return `AWS does not take these credentials (${said}). Log in again, and look at AWS_ACCESS_KEY_ID and AWS_PROFILE.`;
  }
  return `AWS cannot be asked: ${operation} was answered with ${said}. Look at the network, a proxy, and the clock of this machine, then ask again.`;
}
