import assert from 'node:assert/strict';
import { NO_HANDLER, NO_HANDLER_ELSEWHERE } from '../zone/no-handler';
import type { Scene } from './scene';
import { ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';

const REFUSED = /Unrecognized resource types: \[([^\]]*)\]/;

/** What is left out of an emulator zone is refused by the emulator: a version that takes more could hold more. */
export async function leftOutWithReason({
  aws,
  report,
}: Pick<Scene, 'aws' | 'report'>): Promise<void> {
  const types = [...new Set([...Object.values(NO_HANDLER).flat(), ...NO_HANDLER_ELSEWHERE])];
  const Resources = Object.fromEntries(
    types.map((Type, index) => [`R${String(index)}`, { Type, Properties: {} }]),
  );
  const TemplateBody = JSON.stringify({ Resources });
  const said = await aws.cloudFormation
    .send(new ValidateTemplateCommand({ TemplateBody }))
    .then(() => '', String);
  const refused = REFUSED.exec(said)?.[1]?.split(', ') ?? [];
  assert.deepEqual(refused.toSorted(), types.toSorted(), said);
  report.fact(`${String(types.length)} types that are left out are refused by the emulator`);
}
