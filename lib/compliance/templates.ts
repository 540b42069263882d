import type { IPolicyValidationContext } from 'aws-cdk-lib';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Subject } from './evaluation';
import type { SubjectOf } from './rule-pack';

/** A template as CloudFormation will get it. */
export interface SynthesizedTemplate {
  readonly file: string;
  readonly stackName: string;
  readonly body: TemplateBody;
  /** Every resource by its logical id. */
  readonly subjects: ReadonlyMap<string, Subject>;
}

/** What is read of a template. */
export interface TemplateBody {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Rules?: unknown;
}

interface TemplateResource {
  readonly Type: string;
  readonly Metadata?: { readonly 'aws:cdk:path'?: string };
}

/** Reads the templates of the assembly that is being validated. */
export function readTemplates(context: IPolicyValidationContext): readonly SynthesizedTemplate[] {
  const stackNames = new Map(
    context.appConstruct.node
      .findAll()
      .filter((node) => Stack.isStack(node))
      .map((stack) => [stack.node.path, stack.stackName]),
  );
  return context.stackTemplates.map(({ stackConstructPath, templatePath }) => {
    const body = JSON.parse(readFileSync(templatePath, 'utf8')) as TemplateBody;
    const stackName = stackNames.get(stackConstructPath) ?? stackConstructPath;
    const subjects = Object.entries(body.Resources ?? {}).map(
      ([logicalId, { Type: type, Metadata: metadata }]): [string, Subject] => {
        const path = metadata?.['aws:cdk:path'] ?? `${stackConstructPath}/${logicalId}`;
        return [logicalId, { stack: stackName, logicalId, path, type }];
      },
    );
    return { file: templatePath, stackName, body, subjects: new Map(subjects) };
  });
}

/** The templates as a construct tree. */
export interface IncludedTemplates {
  readonly app: App;
  readonly subjectOf: SubjectOf;
}

/**
 * An app of typed constructs made from the templates, for rules that read constructs.
 *
 * Rules test `instanceof CfnBucket` in the construct tree, so there they see neither a raw
 * `CfnResource` (CDK's own custom-resource functions are such) nor `addPropertyOverride`. In the
 * template both are plain.
 */
export function includeTemplates(templates: readonly SynthesizedTemplate[]): IncludedTemplates {
  const byStack = new Map(templates.map((template) => [template.stackName, template.subjects]));
  const folder = mkdtempSync(join(tmpdir(), 'hlz-templates-'));
  // Never synthesized: under the CLI an app would do so by itself, over the real output.
  const app = new App({
    autoSynth: false,
    outdir: join(folder, 'never'),
    analyticsReporting: false,
    treeMetadata: false,
    // They would say where in CfnInclude each construct was made.
    context: { [DISABLE_CREATION_STACK_TRACES]: true },
  });
  try {
    for (const { stackName, body } of templates) {
      const templateFile = join(folder, `${stackName}.json`);
      writeFileSync(templateFile, JSON.stringify(withoutBootstrapCheck(body)));
      new CfnInclude(new Stack(app, stackName), 'Template', { templateFile });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    app,
    subjectOf: (resource) => {
      const logicalId = String(resource.stack.resolve(resource.logicalId));
      const subject = byStack.get(resource.stack.stackName)?.get(logicalId);
      if (subject === undefined) throw new Error(`${logicalId} is in no synthesized template`);
      return subject;
    },
  };
}

/** The bootstrap version check is neither a resource nor known to CfnInclude. */
function withoutBootstrapCheck(body: TemplateBody): TemplateBody {
  const { Rules: _rules, Parameters: parameters, ...rest } = body;
  const { BootstrapVersion: _version, ...kept } = parameters ?? {};
  return { ...rest, Parameters: kept };
}
