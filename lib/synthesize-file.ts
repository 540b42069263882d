import type { App } from 'aws-cdk-lib';
import { checkRepositoryPolicies } from './access/cedar';
import { bundleHandlers } from './bundle/handler-bundle';
import { loadZoneConfig } from './config/load';
import type { ZoneConfig } from './config/schema';
import type { Stopwatch } from './stopwatch';
import type { Synthesis } from './synthesize';
import { synthesize } from './synthesize';

export interface SynthesizeFileProps {
  readonly app: App;
  /** Config of the zone. */
  readonly file: string;
  /**
   * Folder where a relative `file` starts.
   *
   * @default - that of the process
   */
  readonly cwd?: string;
  readonly stopwatch: Stopwatch;
  /** See `GateProps.asOf`. */
  readonly asOf?: string;
}

/** A zone as its config file says it, built and checked. */
export interface FileSynthesis extends Synthesis {
  readonly config: ZoneConfig;
}

/**
 * Everything from a config file to checked templates: what `cdk synth` and `hlz evidence` have in common.
 *
 * @throws ConfigError for a config with problems
 * @throws PolicyError when the access policies are not sound
 */
export async function synthesizeFile(props: SynthesizeFileProps): Promise<FileSynthesis> {
  const { app, file, cwd, stopwatch, asOf } = props;
  const { config } = stopwatch.time('config', () => loadZoneConfig(file, cwd));
  // esbuild works in a process of its own meanwhile.
  const [handlers] = await Promise.all([
    stopwatch.timeAsync('handlers', () => bundleHandlers()),
    stopwatch.timeAsync('policies', () => checkRepositoryPolicies()),
  ]);
  const synthesis = synthesize({
    app,
    config,
    handlers,
    stopwatch,
    ...(asOf === undefined ? {} : { asOf }),
  });
  return { config, ...synthesis };
}
