import type { Region } from '@aws-sdk/client-ec2';
import type { ZoneConfig } from '../config/schema';
import type { Answers, Caller } from './answers';
import type { Finding } from './finding';
import { SUBJECTS } from './finding';
import type { Look } from './look';
import { callerFindings, rdsRole, regions as regionFindings, rootUser } from './subjects/account';
import { bootstrap } from './subjects/bootstrap';
import { leftovers } from './subjects/leftovers';
import { network } from './subjects/network';
import { people, type Said } from './subjects/people';
import { quotas } from './subjects/quotas';
import { settings } from './subjects/settings';
import { singletons } from './subjects/singletons';

/** All that is known of an account, from AWS and from a person. */
export interface Examination {
  readonly caller: Caller;
  readonly regions: Look<readonly Region[]>;
  /** Undefined where the Region of the zone is closed to the account: then nothing can be asked. */
  readonly answers: Answers | undefined;
  readonly said: Said;
  /** Documents of `bootstrap/` as JSON, by the names of their policies. */
  readonly bootstrapFiles: Readonly<Record<string, string>>;
}

/** What there is to say of an account before a zone is deployed into it, by subject. */
export function diagnose(zone: ZoneConfig, examination: Examination): readonly Finding[] {
  const { caller, regions, answers, said, bootstrapFiles } = examination;
  const found = [
    ...callerFindings(zone, caller),
    ...regionFindings(zone, regions),
    ...(answers === undefined
      ? []
      : [
          ...rootUser(answers),
          ...rdsRole(zone, answers),
          ...bootstrap(zone, answers, bootstrapFiles),
          ...leftovers(zone, answers),
          ...singletons(zone, answers),
          ...settings(zone, answers),
          ...quotas(zone, answers),
          ...network(zone, answers),
        ]),
    ...people(zone, said),
  ];
  const order = Object.keys(SUBJECTS);
  return found.toSorted((a, b) => order.indexOf(a.subject) - order.indexOf(b.subject));
}
