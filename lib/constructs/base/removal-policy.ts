import { RemovalPolicy } from 'aws-cdk-lib';
import type { ZoneConfig } from '../../config/schema';

/**
 * What becomes of a store when its stack lets go of it: in production it stays, except when its
 * very first deploy failed and a second one needs its name; a sandbox goes.
 */
export function removalPolicy({ profile }: Pick<ZoneConfig, 'profile'>): RemovalPolicy {
  return profile === 'production'
    ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
    : RemovalPolicy.DESTROY;
}
