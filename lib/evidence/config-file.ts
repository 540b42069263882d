import type { ZoneConfig } from '../config/schema';

/** Name of the config in the pack. */
export const CONFIG = 'config.json';

/**
 * The config with all defaults, as JSON, which is YAML too: read again it is the same config, so that
 * whoever has the pack can make it again. It holds no secret: the schema takes names of secrets alone.
 */
export function configFile(config: ZoneConfig): string {
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
