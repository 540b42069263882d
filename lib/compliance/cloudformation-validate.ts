import type { IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import type { Stopwatch } from '../stopwatch';
import type { Evaluation, Subject } from './evaluation';
import type { SynthesizedTemplate } from './templates';

/** Phase of the stopwatch. */
export const VALIDATE_PHASE = 'CloudFormation Validate';

/** Name of the pack. */
export const VALIDATE_PACK = CloudFormationValidatePlugin.PLUGIN_NAME;

/**
 * The rule under which a resource without a diagnostic is listed: the engine names what fails, not
 * what it looked at, and an auditor must be able to tell "clean" from "never ran".
 */
export const NO_DIAGNOSTIC = 'CloudFormation Validate-NoDiagnostic';

/** Its engine takes seconds to start and never gives its memory back: one a process. */
const ENGINE = new CloudFormationValidatePlugin();

/**
 * CloudFormation Validate: resource schemas and lint, offline, over the templates.
 *
 * Registered explicitly, since the instance that CDK registers by itself can be switched off by an
 * environment variable.
 */
export class CloudFormationValidate extends CloudFormationValidatePlugin {
  constructor(private readonly stopwatch: Stopwatch) {
    super();
  }

  #report: PolicyValidationPluginReport | undefined;

  /** Whether it has run. */
  get ran(): boolean {
    return this.#report !== undefined;
  }

  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const report = this.stopwatch.time(VALIDATE_PHASE, () => ENGINE.validate(context));
    this.#report = structuredClone(report);
    return report;
  }

  /** One evaluation a diagnostic, and one for each resource without any. Empty when it did not run. */
  evaluations(templates: readonly SynthesizedTemplate[]): readonly Evaluation[] {
    if (this.#report === undefined) return [];
    const diagnostics = this.#report.violations.flatMap(
      ({ ruleName, description, violatingResources }) =>
        violatingResources.map(({ templatePath, resourceLogicalId = '' }) => {
          const template = templates.find(({ file }) => file === templatePath);
          const subject = template?.subjects.get(resourceLogicalId) ?? {
            stack: template?.stackName ?? '',
            logicalId: resourceLogicalId,
            path: '',
            type: '',
          };
          return evaluation(subject, `${this.name}-${ruleName}`, 'non-compliant', description);
        }),
    );
    const named = new Set(diagnostics.map(({ stack, logicalId }) => `${stack}/${logicalId}`));
    const clean = templates
      .flatMap(({ subjects }) => [...subjects.values()])
      .filter(({ stack, logicalId }) => !named.has(`${stack}/${logicalId}`))
      .map((subject) => evaluation(subject, NO_DIAGNOSTIC, 'compliant', 'No diagnostic.'));
    return [...diagnostics, ...clean];
  }
}

function evaluation(
  subject: Subject,
  rule: string,
  outcome: Evaluation['outcome'],
  description: string,
): Evaluation {
  return {
    ...subject,
    pack: VALIDATE_PACK,
    rule,
    finding: '',
    citations: [],
    description,
    outcome,
  };
}
