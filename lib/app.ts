import type { AppProps } from 'aws-cdk-lib';
import { App, Validations } from 'aws-cdk-lib';
import { context as cdkContext } from '../cdk.json';
import type { CheckLedger } from './compliance/check-ledger';
import type { Gate } from './compliance/gate';
import { createGate } from './compliance/gate';
import { writeLedger } from './compliance/write-ledger';
import type { ZoneConfig } from './config/schema';
import type { HandlerCode } from './bundle/handler-bundle';
import type { Stopwatch } from './stopwatch';
import { buildZone, expectationsOf } from './zone';

/**
 * What no `--context` may switch off: the checks would still run, and stop nothing.
 */
const GATE_CONTEXT = {
  '@aws-cdk/core:failSynthOnValidationErrors': true,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/core:strictCfnValidateErrors': true,
  '@aws-cdk/core:annotationsInValidationReport': true,
  // The second pass finds a construct by the path in the metadata of its resource.
  'aws:cdk:enable-path-metadata': true,
};

/** An app with the feature flags of `cdk.json`, also when the CLI has not started it. */
export function createApp(props: Pick<AppProps, 'outdir' | 'treeMetadata'> = {}): App {
  return new App({
    ...props,
    // Also against `-c`: another bootstrap qualifier would deploy with another role's rights.
    postCliContext: { ...cdkContext, ...GATE_CONTEXT },
    analyticsReporting: false,
    // The gate registers its own, which no environment variable switches off.
    builtinCloudFormationValidation: false,
    // CDK would synthesize again on exit when the first time has failed.
    autoSynth: false,
  });
}

export interface SynthesizeProps {
  readonly app: App;
  readonly config: ZoneConfig;
  readonly handlers: HandlerCode;
  readonly stopwatch: Stopwatch;
  /** See `GateProps.asOf`. */
  readonly asOf?: string;
}

export interface Synthesis {
  readonly gate: Gate;
  readonly ledger: CheckLedger;
  /** Why CDK refused, when it says so by throwing. */
  readonly refusal?: Error;
}

/** Builds the zone, checks it, and writes templates and check ledger, also when a check fails. */
export function synthesize(props: SynthesizeProps): Synthesis {
  const { app, config, stopwatch } = props;
  const gate = createGate({
    zone: config.name,
    profile: config.profile,
    expectations: expectationsOf(config),
    stopwatch,
    ...(props.asOf === undefined ? {} : { asOf: props.asOf }),
  });
  Validations.of(app).addPlugins(...gate.plugins);
  stopwatch.time('constructs', () => buildZone(app, { config, handlers: props.handlers }));
  const refusal = stopwatch.time('synthesis and checks', () => synth(app));
  const ledger = gate.ledger();
  writeLedger(ledger, app.outdir);
  return { gate, ledger, ...(refusal === undefined ? {} : { refusal }) };
}

function synth(app: App): Error | undefined {
  try {
    app.synth();
    return undefined;
  } catch (error) {
    // Without the CLI, CDK throws what it has already printed.
    if (error instanceof Error && error.name === 'ValidationFailed') return error;
    throw error;
  }
}
