import type { App } from 'aws-cdk-lib';
import { Validations } from 'aws-cdk-lib';
import type { CheckLedger } from './compliance/check-ledger';
import type { Gate } from './compliance/gate';
import { createGate } from './compliance/gate';
import { writeLedger } from './compliance/write-ledger';
import type { ZoneConfig } from './config/schema';
import type { HandlerCode } from './bundle/handler-bundle';
import type { Stopwatch } from './stopwatch';
import { buildZone, expectationsOf } from './zone';

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
