import { profileDefaults } from '../../lib/config/profiles';
import type { Profile, ZoneConfig } from '../../lib/config/schema';

/** A change of config, to see what it costs or saves. */
export interface Lever {
  readonly profile: Profile;
  readonly change: string;
  readonly values: Values;
}

type Changeable = Pick<
  ZoneConfig,
  'api' | 'archive' | 'database' | 'disasterRecovery' | 'network' | 'phi' | 'singletons'
>;
type Values = { readonly [S in keyof Changeable]?: Partial<Changeable[S]> };

const ENDPOINTS = profileDefaults('production').network.interfaceEndpoints;

export const LEVERS: readonly Lever[] = [
  lever('production', 'network.egress: nat', { network: { egress: 'nat' } }),
  {
    profile: 'production',
    change: '`network.interfaceEndpoints`: one less',
    values: { network: { interfaceEndpoints: ENDPOINTS.slice(0, -1) } },
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
    singletons: { unusedAccessAnalyzer: 'off' },
  }),
  lever('production', 'singletons.macie: off', { singletons: { macie: 'off' } }),
  lever('sandbox', 'network.egress: nat', { network: { egress: 'nat' } }),
  lever('sandbox', 'api.endpoint: private', { api: { endpoint: 'private' } }),
  lever('sandbox', 'database.enabled: false', { database: { enabled: false } }),
  lever('sandbox', 'database.instanceClass: t4g.small', {
    database: { instanceClass: 't4g.small' },
  }),
  lever('sandbox', 'database.multiAz: true', { database: { multiAz: true } }),
];

/** The config with the values of a lever. */
export function pulled(config: ZoneConfig, { values }: Lever): ZoneConfig {
  return {
    ...config,
    api: { ...config.api, ...values.api },
    archive: { ...config.archive, ...values.archive },
    database: { ...config.database, ...values.database },
    disasterRecovery: { ...config.disasterRecovery, ...values.disasterRecovery },
    network: { ...config.network, ...values.network },
    phi: { ...config.phi, ...values.phi },
    singletons: { ...config.singletons, ...values.singletons },
  };
}

function lever(profile: Profile, change: string, values: Values): Lever {
  return { profile, change: `\`${change}\``, values };
}
