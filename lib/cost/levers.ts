import { isDeepStrictEqual } from 'node:util';
import { runChecks } from '../config/checks';
import type { Profile, ZoneConfig } from '../config/schema';

/** A change of config, to see what it costs or saves. */
export interface Lever {
  /** Profile of the zones that it is for. */
  readonly profile: Profile;
  /** What is written into the config: a path and its value, or a path and words. */
  readonly change: string;
  readonly values: (config: ZoneConfig) => Values;
}

type Changeable = Pick<
  ZoneConfig,
  'api' | 'archive' | 'database' | 'disasterRecovery' | 'network' | 'phi' | 'singletons'
>;
type Values = { readonly [S in keyof Changeable]?: Partial<Changeable[S]> };

const REASON = 'Left off to see what it costs.';

export const LEVERS: readonly Lever[] = [
  lever('production', 'network.egress: nat', { network: { egress: 'nat' } }),
  {
    profile: 'production',
    change: 'network.interfaceEndpoints, one less',
    values: ({ network: { interfaceEndpoints } }) => ({
      network: { interfaceEndpoints: interfaceEndpoints.slice(0, -1) },
    }),
  },
  lever('production', 'network.interfaceEndpoints: []', { network: { interfaceEndpoints: [] } }),
  lever('production', 'network.availabilityZones: 2', { network: { availabilityZones: 2 } }),
  lever('production', 'api.endpoint: regional', { api: { endpoint: 'regional' } }),
  lever('production', 'archive.streamShards: 1', { archive: { streamShards: 1 } }),
  lever('production', 'database.enabled: false', { database: { enabled: false } }),
  lever('production', 'database.instanceClass: t4g.medium', {
    database: { instanceClass: 't4g.medium' },
  }),
  lever('production', 'database.instanceClass: m7g.xlarge', {
    database: { instanceClass: 'm7g.xlarge' },
  }),
  lever('production', 'database.storageGiB: 200', { database: { storageGiB: 200 } }),
  lever('production', 'phi.detector: comprehend-medical', {
    phi: { detector: 'comprehend-medical' },
  }),
  lever('production', 'disasterRecovery.secondRegion: us-west-2', {
    disasterRecovery: { secondRegion: 'us-west-2' },
  }),
  lever('production', 'singletons.trail.mode: existing', {
    singletons: { trail: { mode: 'existing' } },
  }),
  lever('production', 'singletons.unusedAccessAnalyzer: off', {
    singletons: { unusedAccessAnalyzer: 'off', reasons: { unusedAccessAnalyzer: REASON } },
  }),
  lever('production', 'singletons.macie: off', {
    singletons: { macie: 'off', reasons: { macie: REASON } },
  }),
  lever('sandbox', 'network.egress: nat', { network: { egress: 'nat' } }),
  lever('sandbox', 'api.endpoint: private', { api: { endpoint: 'private' } }),
  lever('sandbox', 'database.enabled: false', { database: { enabled: false } }),
  lever('sandbox', 'database.instanceClass: t4g.small', {
    database: { instanceClass: 't4g.small' },
  }),
  lever('sandbox', 'database.multiAz: true', { database: { multiAz: true } }),
];

/** Those that change something of a zone, and leave a config that may be deployed there. */
export function leversFor(config: ZoneConfig): readonly Lever[] {
  return LEVERS.filter((one) => {
    const changed = pulled(config, one);
    return (
      one.profile === config.profile &&
      !isDeepStrictEqual(changed, config) &&
      runChecks(changed).length === 0
    );
  });
}

/** The config with the values of a lever. */
export function pulled(config: ZoneConfig, lever: Lever): ZoneConfig {
  const { api, archive, database, disasterRecovery, network, phi, singletons } =
    lever.values(config);
  const reasons = { ...config.singletons.reasons, ...singletons?.reasons };
  return {
    ...config,
    api: { ...config.api, ...api },
    archive: { ...config.archive, ...archive },
    database: { ...config.database, ...database },
    disasterRecovery: { ...config.disasterRecovery, ...disasterRecovery },
    network: { ...config.network, ...network },
    phi: { ...config.phi, ...phi },
    singletons: { ...config.singletons, ...singletons, reasons },
  };
}

function lever(profile: Profile, change: string, values: Values): Lever {
  return { profile, change, values: () => values };
}
