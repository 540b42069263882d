import type { App } from 'aws-cdk-lib';
import type { ZoneConfig } from '../../lib/config/schema';
import { buildZone } from '../../lib/zone';
import { bareApp, STUB_HANDLERS, templatesIn } from '../../lib/zone-templates';

export { bareApp, STUB_HANDLERS, templatesIn };
export type { TemplateJson, TemplateResource } from '../../lib/zone-templates';
export { shippedConfig, templatesFor, templatesOf, withFederation } from './templates';

/** The tree of a zone, without the checks. */
export function zoneApp(config: ZoneConfig): App {
  const app = bareApp();
  buildZone(app, { config, handlers: STUB_HANDLERS });
  return app;
}
