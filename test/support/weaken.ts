import type { App } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { openRows } from '../../lib/compliance/summary';
import { expectationsOf } from '../../lib/zone';
import { runGate } from './gate';
import { shippedConfig } from './templates';
import { zoneApp } from './zone';

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
  /** Whether it makes rules find, or overlook, what others are about. @default false */
  readonly alone?: boolean;
}

/** Where it is found. */
function placeOf({ path, named = path }: Weakening): string {
  return named;
}

/** What a zone with these weaknesses is refused with, and what its checks leave open. */
function refuse(weakenings: readonly Weakening[]): {
  readonly refusal: string;
  readonly findings: readonly string[];
} {
  const config = shippedConfig('production');
  const app = zoneApp(config);
  for (const weakening of weakenings) weaken(app, weakening);
  const { refusal, ledger } = runGate(app, {
    expectations: expectationsOf(config),
    packs: weakenings.map(({ rule }) => rule.split('-')[0] ?? ''),
  });
  return { refusal, findings: openRows(ledger.rows).map(({ rule, path }) => `${rule} ${path}`) };
}

/**
 * In jest's table form, room by room. Zones are made for as many at once as do not meddle with one
 * another: each is to be found by its own rule at a place of its own, so that none passes for another.
 */
export function checkWeakenings(rooms: Readonly<Record<string, readonly Weakening[]>>): void {
  const zones = together(Object.values(rooms).flat());
  const refusals = new Map<readonly Weakening[], ReturnType<typeof refuse>>();
  describe.each(Object.entries(rooms))('%s', (_room, weakenings) => {
    it.each(weakenings)('refuses: $what', (weakening) => {
      const zone = zones.find((members) => members.includes(weakening)) ?? [];
      const { refusal, findings } = refusals.get(zone) ?? refuse(zone);
      refusals.set(zone, { refusal, findings });
      expect(findings).toContain(`${weakening.rule} ${placeOf(weakening)}`);
      expect(refusal).toContain(weakening.rule);
      expect(refusal).toContain(placeOf(weakening));
    });
  });
}

function together(weakenings: readonly Weakening[]): readonly (readonly Weakening[])[] {
  const zones: Weakening[][] = [];
  for (const weakening of weakenings) {
    const zone = zones.find((members) => !members.some((member) => meddle(member, weakening)));
    if (zone === undefined) zones.push([weakening]);
    else zone.push(weakening);
  }
  return zones;
}

/** Whether two are found at one place, where a rule may find the one in what the other did, or change the same. */
function meddle(one: Weakening, other: Weakening): boolean {
  return (
    one.alone === true ||
    other.alone === true ||
    placeOf(one) === placeOf(other) ||
    one.path === other.path
  );
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
