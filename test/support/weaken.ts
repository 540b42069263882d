import type { App } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { openRows } from '../../lib/compliance/summary';
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
  /** Whether it makes rules find, or overlook, what others are about. @default false */
  readonly alone?: boolean;
}

/** How the rule calls it. */
function findingOf({ rule, path, named = path }: Weakening): string {
  return `${rule} ${named}`;
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
 * another: each is to be found by its own rule at its own place, so that none can pass for another.
 */
export function checkWeakenings(rooms: Readonly<Record<string, readonly Weakening[]>>): void {
  const zones = together(Object.values(rooms).flat());
  const refusals = new Map<readonly Weakening[], ReturnType<typeof refuse>>();
  describe.each(Object.entries(rooms))('%s', (_room, weakenings) => {
    it.each(weakenings)('refuses: $what', (weakening) => {
      const zone = zones.find((members) => members.includes(weakening)) ?? [];
      const { refusal, findings } = refusals.get(zone) ?? refuse(zone);
      refusals.set(zone, { refusal, findings });
      expect(findings).toContain(findingOf(weakening));
      expect(refusal).toContain(weakening.rule);
      expect(refusal).toContain(weakening.named ?? weakening.path);
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

/** Whether two would be found as the same, change the same, or touch what the other is about. */
function meddle(one: Weakening, other: Weakening): boolean {
  if (one.alone === true || other.alone === true) return true;
  if (findingOf(one) === findingOf(other)) return true;
  if (one.path !== other.path) return false;
  if (typeof one.change !== 'object' || typeof other.change !== 'object') return true;
  const properties = new Set(Object.keys(one.change).map(topLevel));
  return Object.keys(other.change)
    .map(topLevel)
    .some((name) => properties.has(name));
}

function topLevel(property: string): string {
  return property.split('.')[0] ?? '';
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
