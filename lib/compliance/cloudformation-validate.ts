import type {
  IPolicyValidationContext,
  PolicyValidationPluginReport,
  PolicyViolatingResource,
} from 'aws-cdk-lib';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import type { Stopwatch } from '../stopwatch';
import type { Evaluation, Subject } from './evaluation';
import { pluginReport } from './report';
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
 * The rules of CloudFormation Validate that may be acknowledged: what they ask makes a template fit
 * other accounts, and a zone is made for one. Every other one says that a template is wrong.
 */
export const ACKNOWLEDGEABLE_DIAGNOSTICS = ['CloudFormation Validate-W3010'] as const;

export interface CloudFormationValidateProps {
  readonly stopwatch: Stopwatch;
  /** The templates that are being validated. */
  readonly templates: () => readonly SynthesizedTemplate[];
  readonly isAcknowledged: (evaluation: Evaluation) => boolean;
}

/**
 * CloudFormation Validate: resource schemas and lint, offline, over the templates.
 *
 * Registered explicitly, since the instance that CDK registers by itself can be switched off by an
 * environment variable.
 */
export class CloudFormationValidate extends CloudFormationValidatePlugin {
  constructor(private readonly gate: CloudFormationValidateProps) {
    super();
  }

  #diagnostics: readonly Diagnostic[] | undefined;

  /** Whether it has run. */
  get ran(): boolean {
    return this.#diagnostics !== undefined;
  }

  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { stopwatch, isAcknowledged } = this.gate;
    const { violations } = stopwatch.time(VALIDATE_PHASE, () => ENGINE.validate(context));
    const diagnostics = violations.map((violation) => ({
      ...violation,
      evaluations: violation.violatingResources.map((resource) =>
        evaluation(
          this.subjectOf(resource),
          `${this.name}-${violation.ruleName}`,
          'non-compliant',
          violation.description,
        ),
      ),
    }));
    this.#diagnostics = diagnostics;
    return pluginReport(
      diagnostics.map(({ ruleName, description, fix, violatingResources, evaluations }) => ({
        ruleName,
        description,
        fix,
        places: evaluations.flatMap((found, index) => {
          const resource = violatingResources[index];
          return resource === undefined
            ? []
            : [{ path: found.path, acknowledged: isAcknowledged(found), resource }];
        }),
      })),
    );
  }

  /** One evaluation a diagnostic, and one for each resource without any. Empty when it did not run. */
  evaluations(): readonly Evaluation[] {
    if (this.#diagnostics === undefined) return [];
    const diagnostics = this.#diagnostics.flatMap(({ evaluations }) => evaluations);
    const named = new Set(diagnostics.map(({ stack, logicalId }) => `${stack}/${logicalId}`));
    const clean = this.gate
      .templates()
      .flatMap(({ subjects }) => [...subjects.values()])
      .filter(({ stack, logicalId }) => !named.has(`${stack}/${logicalId}`))
      .map((subject) => evaluation(subject, NO_DIAGNOSTIC, 'compliant', 'No diagnostic.'));
    return [...diagnostics, ...clean];
  }

  private subjectOf({ templatePath, resourceLogicalId = '' }: PolicyViolatingResource): Subject {
    const template = this.gate.templates().find(({ file }) => file === templatePath);
    return (
      template?.subjects.get(resourceLogicalId) ?? {
        stack: template?.stackName ?? '',
        logicalId: resourceLogicalId,
        path: '',
        type: '',
      }
    );
  }
}

/** What the engine said, and of which resources. */
interface Diagnostic {
  readonly evaluations: readonly Evaluation[];
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
