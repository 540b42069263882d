import type { App } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { openRows } from '../../lib/compliance/summary';
import type { ZoneConfig } from '../../lib/config/schema';
import { expectationsOf } from '../../lib/zone';
import { runGate } from './gate';
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

/** Of a weakening, what a test says: in JSON, since no function leaves the process that makes zones. */
export interface WeakeningRow {
  readonly what: string;
  readonly rule: string;
  /** Construct path of where it is found. */
  readonly place: string;
  /** Which zone has it: `refusalOf()`. */
  readonly zone: number;
}

/** What a zone is refused with. */
export interface Refusal {
  readonly refusal: string;
  /** What its checks leave open, as rule and construct path. */
  readonly findings: readonly string[];
}

/** The weakenings of each room. */
export function weakeningRows(
  rooms: Readonly<Record<string, readonly Weakening[]>>,
): Readonly<Record<string, readonly WeakeningRow[]>> {
  const zones = together(Object.values(rooms).flat());
  const rowOf = (weakening: Weakening): WeakeningRow => ({
    what: weakening.what,
    rule: weakening.rule,
    place: placeOf(weakening),
    zone: zones.findIndex((members) => members.includes(weakening)),
  });
  return Object.fromEntries(
    Object.entries(rooms).map(([room, weakenings]) => [room, weakenings.map(rowOf)]),
  );
}

/** What a zone of this config that has these weaknesses is refused with. */
export function refusalOf(
  config: ZoneConfig,
  rooms: Readonly<Record<string, readonly Weakening[]>>,
  zone: number,
): Refusal {
  const weakenings = together(Object.values(rooms).flat())[zone] ?? [];
  const app = zoneApp(config);
  for (const weakening of weakenings) weaken(app, weakening);
  const { refusal, ledger } = runGate(app, {
    expectations: expectationsOf(config),
    packs: weakenings.map(({ rule }) => rule.split('-')[0] ?? ''),
  });
  return { refusal, findings: openRows(ledger.rows).map(({ rule, path }) => `${rule} ${path}`) };
}

/**
 * Zones are made for as many at once as do not meddle with one another: each is to be found by its own
 * rule at a place of its own, so that none passes for another.
 */
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
