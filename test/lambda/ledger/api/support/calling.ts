import { actOf } from '../../../../../lambda/access/act';
import type { Act } from '../../../../../lambda/access/act';
import type { Plan, Reply } from '../../../../../lambda/access/api/operation';
import type { Principal } from '../../../../../lambda/identity/principal';
import { ORIGIN } from '../../../access/support/people';

/** A call by somebody, from where calls of tests come from. */
export function actBy(by: Principal): Act {
  return actOf(by, ORIGIN);
}

/** What an operation answers to who is permitted: the door asks the desk in a test of its own. */
export async function permitted<Answer>(
  plan: Plan<Answer> | Promise<Plan<Answer>>,
): Promise<Reply<Answer>> {
  const planned = await plan;
  if (planned.needs === 'each') throw new Error('it is decided part by part');
  return planned.needs === 'signed-in'
    ? planned.run()
    : planned.run({ allowed: true, policies: [] });
}
