import type { AppProps } from 'aws-cdk-lib';
import { App } from 'aws-cdk-lib';
import { context as cdkContext } from '../cdk.json';

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
