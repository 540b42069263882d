import type { App } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { expectationsOf } from '../../lib/zone';
import { runGate } from './gate';
import { shippedConfig, zoneApp } from './zone';

/** One deliberate weakening of a good production zone. */
export interface Weakening {
  readonly what: string;
  /** Construct path of what is weakened, such as `Keys/Phi/Resource`. */
  readonly path: string;
  /**
   * Properties to be set, by the path in the template; `undefined` removes one. `remove` removes the
   * construct. A function adds to it.
   */
  readonly change: Readonly<Record<string, unknown>> | 'remove' | ((scope: IConstruct) => void);
  /** A rule that finds it. */
  readonly rule: string;
  /** Construct path that the refusal names. @default - `path` */
  readonly named?: string;
}

/** What a synth of the weakened zone is refused with; empty when it is not. */
export function refusalOf(weakening: Weakening): string {
  const config = shippedConfig('production');
  const app = zoneApp(config);
  weaken(app, weakening);
  const [pack = ''] = weakening.rule.split('-');
  return runGate(app, { expectations: expectationsOf(config), pack }).refusal;
}

/** In jest's table form. */
export function checkWeakenings(weakenings: readonly Weakening[]): void {
  it.each(weakenings)('refuses: $what', (weakening) => {
    const refusal = refusalOf(weakening);
    expect(refusal).toContain(weakening.rule);
    expect(refusal).toContain(weakening.named ?? weakening.path);
  });
}

function weaken(app: App, { path, change }: Weakening): void {
  const node = app.node.findAll().find((candidate) => candidate.node.path === path);
  if (node === undefined) throw new Error(`no construct at ${path}`);
  if (change === 'remove') {
    if (node.node.scope?.node.tryRemoveChild(node.node.id) !== true) throw new Error('not removed');
    return;
  }
  if (typeof change === 'function') {
    change(node);
    return;
  }
  if (!CfnResource.isCfnResource(node)) throw new Error(`${path} is no resource`);
  for (const [property, value] of Object.entries(change)) {
    if (value === undefined) node.addPropertyDeletionOverride(property);
    else node.addPropertyOverride(property, value);
  }
}
