import type { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from './app';
import type { HandlerCode } from './bundle/handler-bundle';
import type { ZoneConfig } from './config/schema';
import { buildZone } from './zone';

/**
 * The templates of a zone without the checks and without the code of its functions: in a tenth of the
 * time of `synthesize-file.ts`, to be read and never to be deployed.
 */

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

export interface TemplateJson {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** Code that needs no bundling; its asset hash does not matter to a template. */
export const STUB_HANDLERS: HandlerCode = () => Code.fromInline('export const handler = 0;');

/**
 * An app without what nobody reads here and everybody would wait for: where every construct was made, and
 * `tree.json`.
 *
 * @param outdir default: a new folder in that of the system for temporary files
 */
export function bareApp(outdir?: string): App {
  const app = createApp({ treeMetadata: false, ...(outdir === undefined ? {} : { outdir }) });
  app.node.setContext(DISABLE_CREATION_STACK_TRACES, true);
  return app;
}

/** Templates of a zone by stack id, such as `Keys`. Leaves no file behind. */
export function zoneTemplates(config: ZoneConfig): ReadonlyMap<string, TemplateJson> {
  const outdir = mkdtempSync(join(tmpdir(), 'hlz-templates-'));
  try {
    const app = bareApp(outdir);
    buildZone(app, { config, handlers: STUB_HANDLERS });
    return templatesIn(app.synth({ skipValidation: true }));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Templates of an assembly by stack id. */
export function templatesIn(assembly: CloudAssembly): ReadonlyMap<string, TemplateJson> {
  return new Map(
    assembly.stacks.map((stack) => [
      stack.hierarchicalId,
      JSON.parse(readFileSync(stack.templateFullPath, 'utf8')) as TemplateJson,
    ]),
  );
}
