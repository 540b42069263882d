import { Stack } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { join } from 'node:path';
import type { OpenApiDocument } from '../../lib/api/document';
import { readOpenApi } from '../../lib/api/document';
import type { Expectations } from '../../lib/compliance/expectations';
import { loadZoneConfig } from '../../lib/config/load';
import type { Profile, ZoneConfig } from '../../lib/config/schema';
import { expectationsOf } from '../../lib/zone';
import type { TemplateJson } from '../../lib/zone-templates';
import { templatesIn, zoneTemplates } from '../../lib/zone-templates';
import { ROOMS } from '../weakenings/rooms';
import { firstStack } from './first-stacks';
import type { GateRun } from './gate';
import { runGate } from './gate';
import { ROOT } from './root';
import type { FirstStack } from './templates';
import type { Refusal, WeakeningRow } from './weaken';
import { refusalOf, weakeningRows } from './weaken';
import { zoneApp } from './zone';

/** A zone as config makes it, and how it goes through the gate. */
export interface GatedZone {
  readonly config: ZoneConfig;
  /** As in `GateOptions`. */
  readonly validate?: boolean;
  /** As in `GateOptions`. */
  readonly packs?: readonly string[];
}

/** What a deployment does with a stack beside its template. */
export interface StackFacts {
  /** Such as `Keys`. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly terminationProtection: boolean;
  /** Ids of those that it needs first. */
  readonly needs: readonly string[];
}

/** What test files have made for them, from JSON to JSON: `made()` of `outside.ts`. */
export const MAKERS = {
  config: shipped,

  expectations: (config: ZoneConfig): Expectations => expectationsOf(config),

  /** Of `api/openapi.yaml`, which takes long to read. */
  openApi: (): OpenApiDocument => readOpenApi(),

  templates: (config: ZoneConfig): Readonly<Record<string, TemplateJson>> =>
    tidily(() => Object.fromEntries(zoneTemplates(config))),

  /** Its stacks, in the order in which they are made. */
  stacks: (config: ZoneConfig): readonly StackFacts[] =>
    tidily(() => {
      const app = zoneApp(config);
      app.synth({ skipValidation: true });
      return app.node.children.filter((child) => Stack.isStack(child)).map(stackFacts);
    }),

  firstTemplates: ({
    config,
    id,
  }: {
    readonly config: ZoneConfig;
    readonly id: FirstStack;
  }): Readonly<Record<string, TemplateJson>> =>
    tidily(() =>
      Object.fromEntries(templatesIn(firstStack(config, id).synth({ skipValidation: true }))),
    ),

  gate: ({ config, ...options }: GatedZone): GateRun =>
    tidily(() =>
      runGate(zoneApp(config), {
        zone: config.name,
        profile: config.profile,
        expectations: expectationsOf(config),
        ...options,
      }),
    ),

  /** What makes a zone weak, by room. */
  weakenings: (): Readonly<Record<string, readonly WeakeningRow[]>> => weakeningRows(ROOMS),

  /** What the zone of a `WeakeningRow` is refused with. */
  weakened: (zone: number): Refusal => tidily(() => refusalOf(shipped('production'), ROOMS, zone)),
};

function shipped(profile: Profile): ZoneConfig {
  return loadZoneConfig(join(ROOT, 'config', `${profile}.yaml`)).config;
}

function stackFacts({
  node,
  account,
  region,
  terminationProtection,
  dependencies,
}: Stack): StackFacts {
  return {
    id: node.id,
    account,
    region,
    terminationProtection: terminationProtection ?? false,
    needs: dependencies.map((needed) => needed.node.id),
  };
}

/** Deletes the assemblies that are made, whose process may go on for long. */
function tidily<T>(make: () => T): T {
  try {
    return make();
  } finally {
    CloudAssembly.cleanupTemporaryDirectories();
  }
}
