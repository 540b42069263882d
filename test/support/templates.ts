import type { Profile, ZoneConfig } from '../../lib/config/schema';
import type { TemplateJson } from '../../lib/zone-templates';
import { made } from './outside';

export type { TemplateJson, TemplateResource } from '../../lib/zone-templates';

/** The shipped config of a profile. */
export function shippedConfig(profile: Profile): ZoneConfig {
  return made('config', profile);
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

/** Templates of a zone by stack id, such as `Keys`. */
export function templatesFor(config: ZoneConfig): ReadonlyMap<string, TemplateJson> {
  return new Map(Object.entries(made('templates', config)));
}

const cache = new Map<Profile, ReadonlyMap<string, TemplateJson>>();

/** Templates of the shipped config of a profile, read once. */
export function templatesOf(profile: Profile): ReadonlyMap<string, TemplateJson> {
  const templates = cache.get(profile) ?? templatesFor(shippedConfig(profile));
  cache.set(profile, templates);
  return templates;
}

/** Stacks that stand on the first ones alone. */
export type FirstStack = 'Baseline' | 'Network' | 'Governance' | 'Data';

/** The template of one of them, made with no more of the zone than it stands on: see `firstStack`. */
export function firstTemplate(config: ZoneConfig, id: FirstStack): TemplateJson {
  const template = made('firstTemplates', { config, id })[id];
  if (template === undefined) throw new Error(`no ${id} stack`);
  return template;
}
