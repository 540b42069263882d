import type { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../../lib/app';
import type { Profile, ZoneConfig } from '../../lib/config/schema';
import { loadZoneConfig } from '../../lib/config/load';
import type { HandlerCode } from '../../lib/bundle/handler-bundle';
import { buildZone } from '../../lib/zone';
import { once } from './once';
import { ROOT } from './root';

/** Code that needs no bundling; its asset hash does not matter to a template. */
export const STUB_HANDLERS: HandlerCode = () => Code.fromInline('export const handler = 0;');

/** The shipped config of a profile. */
export function shippedConfig(profile: Profile): ZoneConfig {
  return loadZoneConfig(join(ROOT, 'config', `${profile}.yaml`)).config;
}

/**
 * An app without what no test reads and each would wait for: where every construct was made, and
 * `tree.json`.
 */
export function bareApp(): App {
  const app = createApp({ treeMetadata: false });
  app.node.setContext(DISABLE_CREATION_STACK_TRACES, true);
  return app;
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

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

export interface TemplateJson {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** Templates of a zone by stack id, such as `Keys`. */
export function templatesFor(config: ZoneConfig): ReadonlyMap<string, TemplateJson> {
  return templatesIn(zoneApp(config).synth({ skipValidation: true }));
}

/** Templates of an assembly by stack id. */
export function templatesIn(assembly: CloudAssembly): ReadonlyMap<string, TemplateJson> {
  return new Map(
    assembly.stacks.map((stack) => [
      stack.hierarchicalId,
      JSON.parse(readFileSync(stack.templateFullPath, 'utf8')) as TemplateJson,
    ]),
  );
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
            JSON.stringify(Object.fromEntries(templatesFor(shippedConfig(profile)))),
          ),
        ) as Record<string, TemplateJson>,
      ),
    );
  cache.set(profile, templates);
  return templates;
}
