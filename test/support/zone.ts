import type { App } from 'aws-cdk-lib';
import { join } from 'node:path';
import type { Profile, ZoneConfig } from '../../lib/config/schema';
import { loadZoneConfig } from '../../lib/config/load';
import { buildZone } from '../../lib/zone';
import type { TemplateJson } from '../../lib/zone-templates';
import { bareApp, STUB_HANDLERS, templatesIn, zoneTemplates } from '../../lib/zone-templates';
import { once } from './once';
import { ROOT } from './root';

export { bareApp, STUB_HANDLERS, templatesIn, zoneTemplates as templatesFor };
export type { TemplateJson, TemplateResource } from '../../lib/zone-templates';

/** The shipped config of a profile. */
export function shippedConfig(profile: Profile): ZoneConfig {
  return loadZoneConfig(join(ROOT, 'config', `${profile}.yaml`)).config;
}

/** The tree of a zone, without the checks. */
export function zoneApp(config: ZoneConfig): App {
  const app = bareApp();
  buildZone(app, { config, handlers: STUB_HANDLERS });
  return app;
}

/** The zone with an identity provider of each kind, and sign-in pages for workstations. */
export function withFederation(config: ZoneConfig): ZoneConfig {
  const { callbackUrls, logoutUrls } = config.identity;
  return {
    ...config,
    identity: {
      ...config.identity,
      passkeyDomain: 'hospital.example',
      domainPrefix: 'mercy-sign-in',
      callbackUrls: { ...callbackUrls, workstation: ['https://app.hospital.example/signed-in'] },
      logoutUrls: { ...logoutUrls, workstation: ['https://app.hospital.example/signed-out'] },
      federation: [
        {
          name: 'hospital',
          kind: 'saml',
          metadataUrl: 'https://login.hospital.example/metadata',
          attributes: { email: 'mail' },
        },
        {
          name: 'partner',
          kind: 'oidc',
          issuer: 'https://login.partner.example',
          clientId: 'hlz-mercy',
          clientSecretName: 'hlz/mercy/partner-login',
        },
      ],
    },
  };
}

const cache = new Map<Profile, ReadonlyMap<string, TemplateJson>>();

/** Templates of the shipped config of a profile, made once. */
export function templatesOf(profile: Profile): ReadonlyMap<string, TemplateJson> {
  const templates =
    cache.get(profile) ??
    new Map(
      Object.entries(
        JSON.parse(
          once(`templates ${profile}`, () =>
            JSON.stringify(Object.fromEntries(zoneTemplates(shippedConfig(profile)))),
          ),
        ) as Record<string, TemplateJson>,
      ),
    );
  cache.set(profile, templates);
  return templates;
}
