import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
} from 'aws-cdk-lib';
import type { Stopwatch } from '../stopwatch';
import type { Acknowledgement } from './acknowledge';
import { acknowledgementsIn, unregisteredIn } from './acknowledge';
import type { AcknowledgementProblem } from './acknowledgement-lint';
import { lintAcknowledgements } from './acknowledgement-lint';
import type { CheckLedger } from './check-ledger';
import { acknowledgementFor, checkRows, packSummary } from './check-ledger';
import { CloudFormationValidate } from './cloudformation-validate';
import type { Evaluation } from './evaluation';
import { findingId } from './evaluation';
import { mergePasses } from './merge-passes';
import { NAG_PACKS } from './nag-packs';
import type { Expectations } from './expectations';
import type { OpaquePart } from './opaque-templates';
import { opaqueParts } from './opaque-templates';
import type { IncludedTemplates, SynthesizedTemplate } from './templates';
import { includeTemplates, readTemplates } from './templates';
import { causesOf, pluginReport } from './report';
import { zonePack } from './zone-pack';

/** Phase of the stopwatch. */
export const CHECKS_PHASE = 'checks';

export interface GateProps {
  readonly zone: string;
  readonly profile: string;
  /** What our own rules hold the zone to; its settings are told in the ledger. */
  readonly expectations: Expectations;
  readonly stopwatch: Stopwatch;
  /**
   * Acknowledgements to be reviewed before this day fail, `YYYY-MM-DD`.
   *
   * @default - they do not fail
   */
  readonly asOf?: string;
}

/** What checks a zone at every synth, and what it found. */
export interface Gate {
  /** To be registered on the app, in this order. CDK fails the synth when one reports a violation. */
  readonly plugins: readonly IPolicyValidationPlugin[];
  /** Everything found, once the app has been synthesized. */
  readonly ledger: () => CheckLedger;
  readonly acknowledgements: () => readonly Acknowledgement[];
  /**
   * What else keeps the zone from passing: packs that did not run, parts of templates that no rule
   * sees through, bad acknowledgements. By our own count, since CDK is silent about what somebody
   * has acknowledged past the register.
   */
  readonly problems: () => readonly string[];
}

/** The packs, each over the construct tree and over the templates, and the lint of acknowledgements. */
export function createGate(props: GateProps): Gate {
  const { stopwatch } = props;
  const validate = new CloudFormationValidate({
    stopwatch,
    templates: () => templates,
    isAcknowledged,
  });
  const packs = [...NAG_PACKS, zonePack(props.expectations)];
  const evaluations = new Map<string, readonly Evaluation[]>();
  let acknowledgements: readonly Acknowledgement[] = [];
  let problems: readonly AcknowledgementProblem[] = [];
  let templates: readonly SynthesizedTemplate[] = [];
  let opaque: readonly OpaquePart[] = [];
  let included: IncludedTemplates | undefined;

  const packPlugins = packs.map((pack): IPolicyValidationPlugin => ({
    name: pack.name,
    version: pack.version,
    validate: (context) =>
      stopwatch.time(CHECKS_PHASE, () => {
        included ??= includeTemplates(templates);
        const merged = mergePasses(
          pack.evaluate(context.appConstruct),
          pack.evaluate(included.app, included.subjectOf),
        );
        evaluations.set(pack.name, merged);
        return report(
          merged.filter(isOpen).map((evaluation) => ({
            rule: findingId(evaluation),
            path: evaluation.path,
            description: evaluation.description,
            acknowledged: isAcknowledged(evaluation),
          })),
        );
      }),
  }));

  const templatesPlugin: IPolicyValidationPlugin = {
    name: 'Templates',
    validate: (context) => {
      // The first plugin of all: what it reads, the others need.
      acknowledgements = acknowledgementsIn(context.appConstruct);
      templates = readTemplates(context);
      opaque = templates.flatMap(opaqueParts);
      return report(
        opaque.map(({ path, part }) => ({
          rule: `Opaque-${part.replaceAll('::', '-')}`,
          path,
          description: opaqueMessage(part),
        })),
      );
    },
  };

  const lintPlugin: IPolicyValidationPlugin = {
    name: 'Acknowledgements',
    validate: (context) =>
      stopwatch.time(CHECKS_PHASE, () => {
        problems = acknowledgementProblems(
          context,
          props,
          acknowledgements,
          new Map([...evaluations, [validate.name, validate.evaluations()]]),
        );
        return report(
          problems.map(({ path, rule, message }) => ({
            // Not the id of the rule: CDK would take the acknowledgement for one of this violation.
            rule: 'Acknowledgement',
            path,
            description: `The acknowledgement of ${rule} ${message}`,
          })),
        );
      }),
  };

  return {
    plugins: [templatesPlugin, validate, ...packPlugins, lintPlugin],
    acknowledgements: () => acknowledgements,
    problems: () => [
      ...[...packs, validate]
        .filter(({ name }) => !ran(name))
        .map(({ name }) => `${name} did not run`),
      ...opaque.map(({ path, part }) => `${path}: ${opaqueMessage(part)}`),
      ...problems.map(({ path, rule, message }) => `${path}: ${rule} ${message}`),
    ],
    ledger: () => {
      const diagnostics = validate.evaluations();
      const summaries = packs.map((pack) => packSummary(pack, evaluations.get(pack.name) ?? []));
      return {
        zone: props.zone,
        profile: props.profile,
        packs: [
          ...summaries.filter(({ name }) => ran(name)),
          // It starts its engine to tell its version: a third of a second.
          ...(validate.ran
            ? [packSummary({ name: validate.name, version: validate.version ?? '' }, diagnostics)]
            : []),
        ],
        settings: props.expectations.settings,
        rows: checkRows([...evaluations.values(), diagnostics].flat(), acknowledgements),
      };
    },
  };

  function isAcknowledged(evaluation: Evaluation): boolean {
    return acknowledgementFor(evaluation, acknowledgements) !== undefined;
  }

  function ran(name: string): boolean {
    return name === validate.name ? validate.ran : (evaluations.get(name) ?? []).length > 0;
  }
}

function opaqueMessage(part: string): string {
  return `no rule sees through ${part}. Decide it in config, before the template is made.`;
}

/** What a plugin of ours has found. */
interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly description: string;
  /** @default false */
  readonly acknowledged?: boolean;
}

function report(findings: readonly Finding[]): PolicyValidationPluginReport {
  return pluginReport(
    causesOf(
      findings.map(({ rule, path, description, acknowledged = false }) => ({
        ruleName: rule,
        description,
        place: {
          path,
          acknowledged,
          resource: { constructPath: path, locations: ['Properties'] },
        },
      })),
    ),
  );
}

function isOpen({ outcome }: Evaluation): boolean {
  return outcome === 'non-compliant' || outcome === 'error';
}

function acknowledgementProblems(
  context: IPolicyValidationContext,
  { profile, asOf }: GateProps,
  acknowledgements: readonly Acknowledgement[],
  evaluations: ReadonlyMap<string, readonly Evaluation[]>,
): readonly AcknowledgementProblem[] {
  const acknowledged = new Map(acknowledgements.map((entry) => [entry, new Set<string>()]));
  for (const evaluation of [...evaluations.values()].flat()) {
    const entry = acknowledgementFor(evaluation, acknowledgements);
    if (entry !== undefined) acknowledged.get(entry)?.add(evaluation.path);
  }
  return [
    ...unregisteredIn(context.appConstruct).map(({ path, id }) => ({
      path,
      rule: id,
      message: 'is past the register. Use acknowledge() of lib/compliance.',
    })),
    ...lintAcknowledgements({
      acknowledgements,
      matches: (entry) => (evaluations.has(entry.pack) ? acknowledged.get(entry)?.size : undefined),
      profile,
      ...(asOf === undefined ? {} : { asOf }),
    }),
  ];
}
