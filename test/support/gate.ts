import type { App } from 'aws-cdk-lib';
import { CloudFormationValidatePlugin, Validations } from 'aws-cdk-lib';
import type { CheckLedger } from '../../lib/compliance/check-ledger';
import type { GateProps } from '../../lib/compliance/gate';
import { createGate } from '../../lib/compliance/gate';
import { PRODUCTION } from './rule';
import { createStopwatch } from '../../lib/stopwatch';

export interface GateRun {
  readonly ledger: CheckLedger;
  /** What CDK refused the synth with; empty when it did not. */
  readonly refusal: string;
  /** What keeps it from passing beside findings, by the gate's own count. */
  readonly problems: readonly string[];
}

export interface GateOptions extends Partial<GateProps> {
  /** @default false */
  readonly validate?: boolean;
  /**
   * The packs to run, for tests that are about few rules of many.
   *
   * @default - all
   */
  readonly packs?: readonly string[];
}

/**
 * Synthesizes an app behind the gate. CloudFormation Validate takes a second to start and keeps its
 * memory, so it runs only where a test is about it.
 */
export function runGate(
  app: App,
  { validate = false, packs, ...props }: GateOptions = {},
): GateRun {
  const gate = createGate({
    zone: 'test',
    profile: 'production',
    expectations: PRODUCTION,
    stopwatch: createStopwatch(),
    ...props,
  });
  Validations.of(app).addPlugins(
    ...gate.plugins.filter(
      (plugin) =>
        (validate || !(plugin instanceof CloudFormationValidatePlugin)) &&
        (packs === undefined || ['Templates', ...packs].includes(plugin.name)),
    ),
  );
  let refusal = '';
  try {
    app.synth();
  } catch (error) {
    refusal = error instanceof Error ? error.message : String(error);
  }
  return { ledger: gate.ledger(), refusal, problems: gate.problems() };
}
