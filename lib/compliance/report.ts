import type {
  PolicyValidationPluginReport,
  PolicyViolatingResource,
  PolicyViolation,
} from 'aws-cdk-lib';

/** One cause: a rule that says the same of one resource or more. */
export interface Cause {
  /** Id without the pack of the plugin, or with it: CDK takes both. */
  readonly ruleName: string;
  readonly description: string;
  /** How to mend it, for a rule that knows. @default - none */
  readonly fix?: string | undefined;
  readonly places: readonly Place[];
}

/** A resource of which a rule says something. */
export interface Place {
  /** Construct path. */
  readonly path: string;
  /** Whether it is acknowledged, through `acknowledge()`. */
  readonly acknowledged: boolean;
  readonly resource: PolicyViolatingResource;
}

/** So many resources are named beside the first; the ledger has all. */
const MOST_NAMED = 10;

/**
 * What a plugin tells CDK, which prints it and fails the synth.
 *
 * CDK prints a block for each resource, and below it an id for its own way to acknowledge, which is
 * past our register. So a cause goes under its first resource and names the others, and is fatal:
 * for CDK that is what nobody can acknowledge.
 */
export function pluginReport(causes: readonly Cause[]): PolicyValidationPluginReport {
  const violations = causes.flatMap(violationsOf);
  return { success: violations.length === 0, violations };
}

function violationsOf({ places, fix, ...cause }: Cause): readonly PolicyViolation[] {
  const shared = { ...cause, ...(fix === undefined ? {} : { fix }) };
  const acknowledged = places.filter((place) => place.acknowledged);
  const [first, ...others] = places.filter((place) => !place.acknowledged);
  return [
    // CDK itself moves these to those that it does not print.
    ...(acknowledged.length === 0
      ? []
      : [
          {
            ...shared,
            severity: 'error',
            violatingResources: acknowledged.map(({ resource }) => resource),
          },
        ]),
    ...(first === undefined
      ? []
      : [
          {
            ...shared,
            description: [cause.description, ...alsoIn(others)].join(' '),
            severity: 'fatal',
            violatingResources: [first.resource],
          },
        ]),
  ];
}

function alsoIn(places: readonly Place[]): readonly string[] {
  if (places.length === 0) return [];
  const named = places.slice(0, MOST_NAMED).map(({ path }) => path);
  const more = places.length - named.length;
  return [`(also ${named.join(', ')}${more === 0 ? '' : ` and ${more} more`})`];
}

/** Gathers what has the same rule and description into causes, in the order of the first of each. */
export function causesOf(
  findings: readonly (Omit<Cause, 'places'> & { readonly place: Place })[],
): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const { place, ...cause } of findings) {
    const key = `${cause.ruleName}\n${cause.description}`;
    const known = causes.get(key);
    causes.set(key, { ...cause, places: [...(known?.places ?? []), place] });
  }
  return [...causes.values()];
}
